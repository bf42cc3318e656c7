using Mainstay.Storage;

namespace Mainstay.Parts.Checks;

/// <summary>What a site owes lies where the debt says, and what it does not owe any more came or was written off.</summary>
internal sealed class DebtsCheck() : SqlCheck("parts.debts", "parts_debts", """
    SELECT 'Debt ' || d.number || ' is ' || d.state || ' but its piece does not lie ' || CASE d.state WHEN 'owed' THEN 'in the site''s store.' ELSE 'on the way.' END
    FROM parts_debts d JOIN parts_units u ON u.id = d.unit LEFT JOIN parts_places p ON p.id = u.place
    WHERE d.in_stock AND (
        (d.state = 'owed' AND (p.id IS NULL OR p.site <> d.site OR p.kind <> 'bin' OR p.condition <> 'defective'))
        OR (d.state = 'on_the_way' AND (p.id IS NULL OR p.site <> d."to" OR p.kind <> 'in_transit')))
    UNION ALL
    SELECT 'Part ' || c.number || ': ' || x.owed || ' pieces without serial are owed by a site that has ' || x.held || ' defective ones.'
    FROM (
        SELECT y.site, y.part, SUM(y.owed) AS owed, SUM(y.held) AS held
        FROM (
            SELECT site, part, 1 AS owed, 0 AS held FROM parts_debts WHERE state = 'owed' AND in_stock AND unit IS NULL
            UNION ALL
            SELECT site, part, 0, on_hand FROM parts_places WHERE kind = 'bin' AND condition = 'defective'
        ) y GROUP BY y.site, y.part
    ) x JOIN devices_parts c ON c.id = x.part
    WHERE x.owed > x.held
    UNION ALL
    SELECT 'Debt ' || d.number || ' is settled, but nothing came for it.'
    FROM parts_debts d LEFT JOIN parts_transfer_lines l ON l.id = d.transfer_line
    WHERE d.state = 'returned' AND d.site <> d."to" AND (l.id IS NULL OR (l.arrived + l.damaged = 0 AND d.got_unit IS NULL))
    UNION ALL
    SELECT 'Debt ' || number || ' is ' || state || ' but ' || CASE WHEN closed_at IS NULL THEN 'says not when it was closed.' ELSE 'was closed.' END
    FROM parts_debts WHERE (state IN ('returned', 'written_off')) <> (closed_at IS NOT NULL)
    """);

/// <summary>A board that is worked on lies defective in its factory; one that passed was made refurbished, one that was scrapped left the stock.</summary>
internal sealed class BoardsCheck() : SqlCheck("parts.boards", "parts_board_jobs", """
    SELECT 'Board ' || j.tag || ' is at ' || j.state || ' but does not lie defective in its factory.'
    FROM parts_board_jobs j JOIN parts_units u ON u.id = j.unit LEFT JOIN parts_places p ON p.id = u.place
    WHERE j.done_at IS NULL AND (p.id IS NULL OR p.site <> j.site OR p.kind <> 'bin' OR p.condition <> 'defective')
    UNION ALL
    SELECT 'Board ' || j.tag || ' is ' || j.state || ' with ' || COUNT(m.id) || ' movements that made it so.'
    FROM parts_board_jobs j LEFT JOIN parts_movements m ON m.paper = 'factory_job' AND m.paper_id = j.id AND m.part = j.part
        AND m.kind = CASE j.state WHEN 'passed' THEN 'reclassify' ELSE 'scrap' END
    WHERE j.state IN ('passed', 'scrapped')
    GROUP BY j.id, j.tag, j.state
    HAVING COUNT(m.id) <> 1
    UNION ALL
    SELECT 'Board ' || tag || ' is ' || state || ' but ' || CASE WHEN state = 'scrapped' THEN 'has no weight, stream or recycler.' ELSE 'has a weight as scrap.' END
    FROM parts_board_jobs
    WHERE (state = 'scrapped') <> (weight_grams IS NOT NULL AND weight_grams > 0 AND stream IS NOT NULL AND recycler IS NOT NULL AND recycler_document IS NOT NULL)
    """);
