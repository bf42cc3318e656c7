using Mainstay.Storage;

namespace Mainstay.Cases.Booking;

/// <summary>
/// Every visit still to come holds the seat it names and none other, a visit called off holds none, and a booked case is booked for
/// when its visit is.
/// </summary>
internal sealed class VisitsCheck() : SqlCheck("cases.visits", "cases_visits", """
    SELECT 'Visit ' || v.number || ' is ' || v.state || ' at seat ' || COALESCE(v.seat, 0) || ' but holds ' || COUNT(s.seat) || ' cells, ' || COUNT(CASE WHEN s.seat = v.seat AND s.site = v.site AND s.starts_at >= v.starts_at AND s.starts_at < v.ends_at THEN 1 END) || ' of them its own.'
    FROM cases_visits v LEFT JOIN cases_visit_seats s ON s.visit = v.id
    WHERE v.state IN ('booked', 'cancelled')
    GROUP BY v.id, v.number, v.state, v.seat
    HAVING (v.state = 'cancelled' AND COUNT(s.seat) > 0)
        OR (v.state = 'booked' AND v.seat IS NULL AND COUNT(s.seat) > 0)
        OR (v.state = 'booked' AND v.seat IS NOT NULL AND (COUNT(s.seat) = 0
            OR COUNT(s.seat) <> COUNT(CASE WHEN s.seat = v.seat AND s.site = v.site AND s.starts_at >= v.starts_at AND s.starts_at < v.ends_at THEN 1 END)))
    UNION ALL
    SELECT 'Case ' || c.number || ' is booked for another time or place than its visit, or its visit is over.'
    FROM cases_cases c JOIN cases_visits v ON v."case" = c.id
    WHERE c.state = 'booked' AND (v.state = 'cancelled' OR v.state = 'no_show' OR v.site <> c.site OR v.starts_at <> c.booked_for)
    """);
