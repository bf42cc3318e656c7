using Mainstay.Storage;

namespace Mainstay.Cases.Paper;

/// <summary>Every number given out on paper is unused, used once for the case of that number, or voided; and none is missing from its block.</summary>
internal sealed class PaperCheck() : SqlCheck("cases.paper", "cases_paper_numbers", """
    SELECT 'Sheet ' || p.number || ' is ' || p.state || ' but ' || CASE WHEN c.id IS NULL THEN 'no case has' ELSE 'a case has' END || ' its number.'
    FROM cases_paper_numbers p LEFT JOIN cases_cases c ON c.number = p.number
    WHERE (p.state = 'used' AND (c.id IS NULL OR p."case" IS NULL OR p."case" <> c.id)) OR (p.state <> 'used' AND (c.id IS NOT NULL OR p."case" IS NOT NULL))
    UNION ALL
    SELECT 'A block of ' || b.count || ' sheets has ' || COUNT(p.number) || ' numbers.'
    FROM cases_paper_blocks b LEFT JOIN cases_paper_numbers p ON p.block = b.id
    GROUP BY b.id, b.count
    HAVING COUNT(p.number) <> b.count
    """);
