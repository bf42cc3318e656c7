using Mainstay.Messaging.Outbox;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Checks;

/// <summary>What was told and what still waits of a subject follows on without a gap, and nothing both waits and was told.</summary>
internal sealed class EventsCheck : ICheck
{
    public string Name => "messaging.events";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var told = db.Set<ToldEvent>().Select(e => new { e.Subject, e.Version });
        var all = told.Concat(db.Set<PendingEvent>().Select(e => new { e.Subject, e.Version }));
        var torn = await all.GroupBy(e => e.Subject)
            .Where(of => of.Max(e => e.Version) - of.Min(e => e.Version) + 1 != of.Count())
            .Select(of => new { Subject = of.Key, First = of.Min(e => e.Version), Last = of.Max(e => e.Version), Count = of.Count() })
            .Take(100).ToListAsync(ct);
        return new CheckResult(
            await all.LongCountAsync(ct),
            [.. torn.Select(of => $"Of {of.Subject} there are {of.Count} events, but versions {of.First} to {of.Last}.")]);
    }
}
