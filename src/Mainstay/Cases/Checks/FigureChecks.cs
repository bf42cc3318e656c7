using Mainstay.Storage;

namespace Mainstay.Cases.Checks;

/// <summary>Shares of a line add up to a hundred.</summary>
internal sealed class SharesCheck() : SqlCheck("cases.shares", "cases_lines", """
    SELECT 'A line of case ' || c.number || ' is shared out to ' || (l.customer_percent + l.maker_percent + l.partner_percent + l.insurer_percent) || ' percent.'
    FROM cases_lines l JOIN cases_cases c ON c.id = l."case"
    WHERE l.customer_percent + l.maker_percent + l.partner_percent + l.insurer_percent <> 100
    """);

/// <summary>What a customer owes is what his lines say, and nothing paid for was handed over unpaid.</summary>
internal sealed class DueCheck() : SqlCheck("cases.due", "cases_cases", """
    SELECT 'Case ' || number || ' says ' || due || ' due and ' || settled || ' settled; its lines say ' || lines_due || ' and its settlements ' || paid || '.'
    FROM (
        SELECT c.number, c.state, c.customer_due_minor AS due, c.settled_minor AS settled,
               (SELECT COALESCE(SUM((l.price_minor * l.quantity * l.customer_percent + 50) / 100), 0) FROM cases_lines l WHERE l."case" = c.id AND l.state NOT IN ('declined', 'returned')) AS lines_due,
               (SELECT COALESCE(SUM(s.amount_minor), 0) FROM cases_settlements s WHERE s."case" = c.id) AS paid
        FROM cases_cases c
    ) reckoned
    WHERE due <> lines_due OR settled <> paid OR (state IN ('handed_over', 'closed') AND settled < due)
    """);

/// <summary>Law 6: a line whose cover was decided by a policy keeps what the decision looked at.</summary>
internal sealed class DecisionsCheck() : SqlCheck("cases.decisions", "cases_lines", """
    SELECT 'A line of case ' || c.number || ' was decided by a policy, but what it looked at is lost.'
    FROM cases_lines l JOIN cases_cases c ON c.id = l."case"
    WHERE (l.policy IS NULL) <> (l.inputs IS NULL)
    """);

/// <summary>The promise on a case is the last one told, and what it holds as the first one was told first.</summary>
internal sealed class PromisesCheck() : SqlCheck("cases.promises", "cases_cases", """
    SELECT 'Case ' || c.number || ' carries another promise than the last one told.'
    FROM cases_cases c LEFT JOIN cases_promises p ON p."case" = c.id AND p.sequence = c.promise_count
    WHERE (c.promise_count > 0 AND p."case" IS NULL)
       OR c.known_by IS DISTINCT FROM p.known_by OR c.ready_p50 IS DISTINCT FROM p.ready_p50 OR c.ready_p90 IS DISTINCT FROM p.ready_p90
    UNION ALL
    SELECT 'Case ' || c.number || ' has forgotten what was promised first.'
    FROM cases_cases c
    WHERE c.first_ready_p90 IS NOT NULL AND c.first_ready_p90 IS DISTINCT FROM (
        SELECT f.ready_p90 FROM cases_promises f
        WHERE f."case" = c.id AND f.ready_p90 IS NOT NULL AND f.sequence > COALESCE(
            (SELECT MAX(k.sequence) FROM cases_promises k WHERE k."case" = c.id AND k.ready_p90 IS NULL), 0)
        ORDER BY f.sequence LIMIT 1)
    """);

/// <summary>A case counts as open exactly while its state is one.</summary>
internal sealed class OpenCheck() : SqlCheck("cases.open", "cases_cases", """
    SELECT 'Case ' || number || ' is ' || state || ' but counts as ' || CASE WHEN is_open THEN 'open' ELSE 'done' END || '.'
    FROM cases_cases WHERE is_open <> (state NOT IN ('handed_over', 'closed', 'cancelled'))
    """);

/// <summary>A shelf holds jobs of its own site only.</summary>
internal sealed class ShelvesCheck() : SqlCheck("cases.shelves", "cases_shelves", """
    SELECT 'Case ' || c.number || ' lies on shelf ' || s.code || ' of another site.'
    FROM cases_cases c JOIN cases_shelves s ON s.id = c.shelf WHERE s.site <> c.at
    """);

/// <summary>A bounce points to an earlier, handed-over case of the same device.</summary>
internal sealed class BouncesCheck() : SqlCheck("cases.bounces", "cases_bounces", """
    SELECT 'Case ' || c.number || ' is booked as a return of ' || f.number || ', which is no earlier repair of the same device.'
    FROM cases_bounces b JOIN cases_cases c ON c.id = b."case" JOIN cases_cases f ON f.id = b.former
    WHERE c.device_root <> f.device_root OR f.opened_at >= c.opened_at OR c.bounce_of IS DISTINCT FROM f.id
    """);
