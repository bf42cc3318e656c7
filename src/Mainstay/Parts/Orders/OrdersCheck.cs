using Mainstay.Storage;

namespace Mainstay.Parts.Orders;

/// <summary>What orders say has come is what the ledger took in for them, and their states fit.</summary>
internal sealed class OrdersCheck() : SqlCheck("parts.orders", "parts_orders", """
    SELECT 'Order ' || o.number || ', part ' || d.number || ': ' || SUM(x.told) || ' received, but the ledger took in ' || SUM(x.moved) || '.'
    FROM (
        SELECT "order" AS paper, part, received AS told, 0 AS moved FROM parts_order_lines
        UNION ALL
        SELECT paper_id, part, 0, quantity FROM parts_movements WHERE paper = 'order' AND kind = 'receipt'
    ) x JOIN parts_orders o ON o.id = x.paper JOIN devices_parts d ON d.id = x.part
    GROUP BY o.id, o.number, d.id, d.number
    HAVING SUM(x.told) <> SUM(x.moved)
    UNION ALL
    SELECT 'Order ' || o.number || ' is ' || o.state || ' with ' || SUM(l.received) || ' of ' || SUM(l.quantity) || ' received.'
    FROM parts_orders o JOIN parts_order_lines l ON l."order" = o.id
    GROUP BY o.id, o.number, o.state
    HAVING (o.state IN ('draft', 'placed') AND SUM(l.received) > 0) OR (o.state = 'received' AND SUM(l.received) <> SUM(l.quantity))
        OR (o.state = 'partly_received' AND (SUM(l.received) = 0 OR SUM(l.received) = SUM(l.quantity))) OR MAX(l.received - l.quantity) > 0
    UNION ALL
    SELECT 'A proposal is ' || state || ' but ' || CASE WHEN state IN ('accepted', 'auto_accepted') THEN 'nothing came of it.' ELSE 'something came of it.' END
    FROM parts_proposals
    WHERE (state IN ('accepted', 'auto_accepted')) <> (transfer IS NOT NULL OR "order" IS NOT NULL)
    """);
