using Mainstay.Common;
using Mainstay.Messaging.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Messaging.Outbox;

/// <summary>
/// Tells what waits in the outbox to every consumer, a batch in one transaction: the consumers' rows, the end of the wait and the
/// record of it commit together, or the batch is told again. May run on every node: one relay at a time has the floor.
/// </summary>
/// <remarks>
/// Nothing is skipped when a slow transaction commits late: there is no cursor, whatever waits is told. A later version of a
/// subject is never seen before an earlier one, because its verb saw the earlier one committed.
/// </remarks>
public sealed class Relay(IServiceScopeFactory scopes, TimeProvider clock)
{
    public const int AtOnce = 500;

    /// <returns>How many events were told.</returns>
    public async Task<int> TellAsync(CancellationToken ct)
    {
        var total = 0;
        int told;
        do
        {
            told = await TellBatchAsync(ct);
            total += told;
        }
        while (told >= AtOnce);
        return total;
    }

    private async Task<int> TellBatchAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MainstayDb>();
        if (!await db.Set<PendingEvent>().AnyAsync(ct))
        {
            return 0; // Without a transaction, which on SQLite keeps others from writing.
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await OneAtATime.TryRelayAsync(db, ct))
        {
            return 0;
        }

        var events = await NextAsync(db, ct);
        var now = clock.Now();
        await Bulk.InsertAsync(db, events.Select(e => ToldEvent.Of(e, now)), ct); // First: what consumers keep may refer to them.
        foreach (var consumer in scope.ServiceProvider.GetServices<IConsumeEvents>())
        {
            await consumer.ConsumeAsync(events, ct);
        }

        await db.SaveChangesAsync(ct);
        foreach (var chunk in events.Select(e => e.Id).Chunk(AtOnce))
        {
            await db.Set<PendingEvent>().Where(e => chunk.Contains(e.Id)).ExecuteDeleteAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return events.Count;
    }

    /// <summary>The oldest first, and each subject's in the order of its versions.</summary>
    private static async Task<List<OutEvent>> NextAsync(MainstayDb db, CancellationToken ct)
    {
        var rows = await db.Set<PendingEvent>().AsNoTracking().OrderBy(e => e.Id).Take(AtOnce).ToListAsync(ct);
        if (rows.Count == AtOnce)
        {
            // Ids carry the clock of the node that made them: an earlier version may have the later id and lie beyond the cut.
            var subjects = rows.Select(e => e.Subject).Distinct().ToList();
            var known = rows.Select(e => e.Id).ToHashSet();
            rows.AddRange((await db.Set<PendingEvent>().AsNoTracking().Where(e => subjects.Contains(e.Subject)).ToListAsync(ct)).Where(e => !known.Contains(e.Id)));
        }

        return [.. rows.GroupBy(e => e.Subject).SelectMany(ofOne => ofOne.OrderBy(e => e.Version)).Select(e => e.Event)];
    }
}
