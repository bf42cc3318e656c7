using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Checks;

/// <summary>Law 1: a case's events are numbered without gap up to its version.</summary>
internal sealed class EventsCheck() : SqlCheck("cases.events", "cases_events", """
    SELECT 'Case ' || c.number || ' has version ' || c.version || ' but ' || COUNT(e.sequence) || ' events up to number ' || COALESCE(MAX(e.sequence), 0) || '.'
    FROM cases_cases c LEFT JOIN cases_events e ON e."case" = c.id
    GROUP BY c.id, c.number, c.version
    HAVING COUNT(e.sequence) <> c.version OR COALESCE(MAX(e.sequence), 0) <> c.version
    """);

/// <summary>Law 3: every move ever made stands in the table of moves, and the case stands where its last event left it.</summary>
internal sealed class MovesCheck() : SqlCheck("cases.moves", "cases_events", """
    SELECT 'Case ' || c.number || ' is ' || c.state || ' but its last event left it ' || e."to" || '.'
    FROM cases_cases c JOIN cases_events e ON e."case" = c.id AND e.sequence = c.version
    WHERE e."to" <> c.state
    """)
{
    private static readonly Verb[] _opening = [Verb.Open, Verb.Book, Verb.CutOver];

    public override async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var states = await base.RunAsync(db, ct);
        var made = await db.CaseEvents.GroupBy(e => new { e.Verb, e.From, e.To })
            .Select(same => new { same.Key.Verb, same.Key.From, same.Key.To, Count = same.Count() }).ToListAsync(ct);
        var strange = made
            .Where(move => !IsInTable(move.Verb, move.From, move.To))
            .Select(move => $"{move.Count} times {EnumText<Verb>.Of(move.Verb)} led from {EnumText<CaseState>.Of(move.From)} to {EnumText<CaseState>.Of(move.To)}, which no rule allows.");
        return states with { Violations = [.. states.Violations, .. strange] };
    }

    /// <summary>Where the table leaves the target to the verb, these are the targets the verbs have.</summary>
    private static bool IsInTable(Verb verb, CaseState from, CaseState to)
    {
        if (_opening.Contains(verb))
        {
            return from == to;
        }

        var move = Moves.Of(verb);
        return move.From.Contains(from) && (to == (move.To ?? from)
            || (verb == Verb.Diagnose && to == from && from is CaseState.AtFactory or CaseState.FactoryRepair)
            || (verb == Verb.ReceiveFromFactory && to == CaseState.BeyondRepair));
    }
}

/// <summary>Law 4: the closed stretches of a case's clock follow each other from its opening to the running one.</summary>
internal sealed class ClockCheck() : SqlCheck("cases.clock", "cases_clock", """
    SELECT 'Case ' || number || ': its clock has a gap, an overlap or a missing stretch at number ' || COALESCE(sequence, 0) || '.'
    FROM (
        SELECT c.number, c.id, c.clock_count, c.clock_since, c.opened_at, i.sequence, i."from" AS started, i.until,
               LAG(i.until) OVER (PARTITION BY c.id ORDER BY i.sequence) AS former,
               LAG(i.sequence) OVER (PARTITION BY c.id ORDER BY i.sequence) AS former_sequence,
               LEAD(i.sequence) OVER (PARTITION BY c.id ORDER BY i.sequence) AS next_sequence
        FROM cases_cases c LEFT JOIN cases_clock i ON i."case" = c.id
    ) walked
    WHERE (sequence IS NULL AND (clock_count <> 0 OR clock_since <> opened_at))
       OR until < started
       OR (former_sequence IS NULL AND sequence IS NOT NULL AND (sequence <> 1 OR started <> opened_at))
       OR (former_sequence IS NOT NULL AND (sequence <> former_sequence + 1 OR started <> former))
       OR (sequence IS NOT NULL AND next_sequence IS NULL AND (sequence <> clock_count OR until <> clock_since))
    """);

/// <summary>Law 11: the changes of hands of each thing form one chain that ends with its present holder.</summary>
internal sealed class CustodyCheck() : SqlCheck("cases.custody", "cases_custody", """
    SELECT 'A thing of case ' || number || ' has a broken chain of hands at number ' || COALESCE(sequence, 0) || '.'
    FROM (
        SELECT c.number, i.id, i.moves, i.holder_kind, i.holder, m.sequence, m.from_kind, m.from_holder, m.to_kind, m.to_holder,
               LAG(m.to_kind) OVER (PARTITION BY i.id ORDER BY m.sequence) AS former_kind,
               LAG(m.to_holder) OVER (PARTITION BY i.id ORDER BY m.sequence) AS former_holder,
               LAG(m.sequence) OVER (PARTITION BY i.id ORDER BY m.sequence) AS former_sequence,
               LEAD(m.sequence) OVER (PARTITION BY i.id ORDER BY m.sequence) AS next_sequence
        FROM cases_items i JOIN cases_cases c ON c.id = i."case" LEFT JOIN cases_custody m ON m.item = i.id
    ) walked
    WHERE (sequence IS NULL AND moves <> 0)
       OR (former_sequence IS NULL AND sequence IS NOT NULL AND sequence <> 1)
       OR (former_sequence IS NOT NULL AND (sequence <> former_sequence + 1 OR from_kind <> former_kind OR from_holder IS DISTINCT FROM former_holder))
       OR (sequence IS NOT NULL AND next_sequence IS NULL AND (sequence <> moves OR to_kind <> holder_kind OR to_holder IS DISTINCT FROM holder))
       OR (holder_kind = 'customer') <> (holder IS NULL)
    """);

/// <summary>Law 11: while a case is in care its device is with us, and after hand-over it is with the customer.</summary>
internal sealed class CareCheck() : SqlCheck("cases.care", "cases_cases", """
    SELECT 'Case ' || c.number || ' is ' || c.state || ' but its device is with ' || i.holder_kind || '.'
    FROM cases_cases c JOIN cases_items i ON i."case" = c.id AND i.kind = 'device' AND NOT i.stays_with_us
    WHERE (c.state IN ('handed_over', 'closed', 'cancelled', 'draft', 'booked') AND i.holder_kind <> 'customer')
       OR (c.state NOT IN ('handed_over', 'closed', 'cancelled', 'draft', 'booked') AND i.holder_kind = 'customer')
    UNION ALL
    SELECT 'Case ' || c.number || ' has ' || COUNT(i.id) || ' devices instead of one.'
    FROM cases_cases c LEFT JOIN cases_items i ON i."case" = c.id AND i.kind = 'device' AND NOT i.stays_with_us
    WHERE NOT c.is_history
    GROUP BY c.id, c.number HAVING COUNT(i.id) <> 1
    """);

/// <summary>Every consignment that arrived is empty, and one that is packed or on the way is held by what is in it.</summary>
internal sealed class ConsignmentCheck() : SqlCheck("cases.consignments", "cases_items WHERE holder_kind = 'consignment'", """
    SELECT 'Consignment ' || b.number || ' was received, but a thing of case ' || c.number || ' is still booked in it.'
    FROM cases_items i JOIN cases_consignments b ON b.id = i.holder JOIN cases_cases c ON c.id = i."case"
    WHERE i.holder_kind = 'consignment' AND b.state = 'received'
    UNION ALL
    SELECT 'A thing of case ' || c.number || ' is booked in a consignment that does not exist.'
    FROM cases_items i JOIN cases_cases c ON c.id = i."case" LEFT JOIN cases_consignments b ON b.id = i.holder
    WHERE i.holder_kind = 'consignment' AND b.id IS NULL
    """);
