using Mainstay.Storage;

namespace Mainstay.Parts.Checks;

/// <summary>Law 2: what a place holds is the sum of its movements.</summary>
internal sealed class BalanceCheck() : SqlCheck("parts.balances", "parts_movements", """
    SELECT 'Place ' || COALESCE(s.code, '?') || ' / ' || COALESCE(d.number, '?') || ' (' || p.kind || ', ' || p.condition || ') holds ' || p.on_hand || ' but its movements come to ' || COALESCE(SUM(m.change), 0) || '.'
    FROM parts_places p
    LEFT JOIN (
        SELECT "to" AS place, quantity AS change FROM parts_movements WHERE "to" IS NOT NULL
        UNION ALL
        SELECT "from" AS place, -quantity AS change FROM parts_movements WHERE "from" IS NOT NULL
    ) m ON m.place = p.id
    LEFT JOIN network_sites s ON s.id = p.site
    LEFT JOIN devices_parts d ON d.id = p.part
    GROUP BY p.id, s.code, d.number, p.kind, p.condition, p.on_hand
    HAVING p.on_hand <> COALESCE(SUM(m.change), 0)
    """);

/// <summary>Law 2: at no month's end did a place hold less than nothing.</summary>
internal sealed class MonthsCheck(Database database) : SqlCheck("parts.months", "parts_movements", $"""
    SELECT 'A place held ' || held || ' pieces at the end of ' || month || ' (place ' || place || ').'
    FROM (
        SELECT {(database.Provider == Provider.Sqlite ? "hex(place)" : "CAST(place AS text)")} AS place, month, SUM(change) OVER (PARTITION BY place ORDER BY month) AS held
        FROM (
            SELECT place, month, SUM(change) AS change
            FROM (
                SELECT "to" AS place, {Month(database)} AS month, quantity AS change FROM parts_movements WHERE "to" IS NOT NULL
                UNION ALL
                SELECT "from" AS place, {Month(database)} AS month, -quantity AS change FROM parts_movements WHERE "from" IS NOT NULL
            ) each_one
            GROUP BY place, month
        ) months
    ) running
    WHERE held < 0
    """)
{
    private static string Month(Database database) => database.Provider == Provider.Sqlite
        ? "strftime('%Y-%m', recorded_at / 1000000, 'unixepoch')"
        : "to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM')";
}

/// <summary>Law 2: parts enter by receipt or count and leave by use, sale, scrap or count; between places they only move.</summary>
internal sealed class EntryCheck() : SqlCheck("parts.entries", "parts_movements", """
    SELECT COUNT(*) || ' movements of kind ' || kind || ' begin or end where that kind cannot.'
    FROM parts_movements
    WHERE (kind IN ('receipt', 'found') AND ("from" IS NOT NULL OR "to" IS NULL))
       OR (kind IN ('consume', 'sell', 'scrap', 'lost') AND ("from" IS NULL OR "to" IS NOT NULL))
       OR (kind NOT IN ('receipt', 'found', 'consume', 'sell', 'scrap', 'lost') AND ("from" IS NULL OR "to" IS NULL))
    GROUP BY kind
    """);

/// <summary>Law 11: as many pieces with serials lie in a place as the ledger says, and each where its last movement left it.</summary>
internal sealed class UnitsCheck() : SqlCheck("parts.units", "parts_units", """
    SELECT 'Part ' || d.number || ' is tracked by serial: a place holds ' || p.on_hand || ' pieces but ' || COUNT(u.id) || ' serials.'
    FROM parts_places p JOIN devices_parts d ON d.id = p.part AND d.serial_tracked LEFT JOIN parts_units u ON u.place = p.id
    GROUP BY p.id, d.number, p.on_hand
    HAVING p.on_hand <> COUNT(u.id)
    """);

/// <summary>What is reserved at a site is what its jobs' needs say, piece for piece.</summary>
internal sealed class ReservedCheck() : SqlCheck("parts.reserved", "parts_needs", """
    SELECT 'Part ' || d.number || ': ' || p.on_hand || ' pieces lie reserved, but needs speak of ' || COALESCE(SUM(n.quantity), 0) || '.'
    FROM parts_places p JOIN devices_parts d ON d.id = p.part LEFT JOIN parts_needs n ON n.place = p.id AND n.state = 'reserved'
    WHERE p.kind = 'reserved'
    GROUP BY p.id, d.number, p.on_hand
    HAVING p.on_hand <> COALESCE(SUM(n.quantity), 0)
    UNION ALL
    SELECT 'A need is ' || state || ' but ' || CASE WHEN place IS NULL THEN 'names no place.' ELSE 'still names a place.' END
    FROM parts_needs WHERE (state = 'reserved') <> (place IS NOT NULL)
    """);

/// <summary>What is in transit to a site is what transfers sent there and nobody has accounted for yet.</summary>
internal sealed class TransitCheck() : SqlCheck("parts.transit", "parts_transfers", """
    SELECT 'Part ' || d.number || ': ' || SUM(x.held) || ' pieces are on the way to a site, but its transfers speak of ' || SUM(x.told) || '.'
    FROM (
        SELECT site, part, on_hand AS held, 0 AS told FROM parts_places WHERE kind = 'in_transit'
        UNION ALL
        SELECT t."to", l.part, 0, l.sent - l.arrived - l.damaged - l.lost
        FROM parts_transfer_lines l JOIN parts_transfers t ON t.id = l.transfer
    ) x JOIN devices_parts d ON d.id = x.part
    GROUP BY x.site, x.part, d.number
    HAVING SUM(x.held) <> SUM(x.told)
    UNION ALL
    SELECT 'Transfer ' || t.number || ' is ' || t.state || ' but counts ' || l.sent || ' sent, ' || l.arrived || ' arrived, ' || l.damaged || ' damaged, ' || l.lost || ' lost.'
    FROM parts_transfer_lines l JOIN parts_transfers t ON t.id = l.transfer
    WHERE l.sent < l.arrived + l.damaged + l.lost
       OR (t.state IN ('received', 'cancelled') AND l.sent <> l.arrived + l.damaged + l.lost)
       OR (t.state = 'requested' AND l.sent <> 0)
    """);
