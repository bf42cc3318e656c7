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
/// subject is never seen before an earlier one, because its verb saw the earlier one committed. What one consumer cannot take is
/// set aside for it alone (<see cref="SetAside"/>): other consumers, and other subjects, go on.
/// </remarks>
public sealed class Relay(IServiceScopeFactory scopes, TimeProvider clock)
{
    public const int AtOnce = 500;

    /// <param name="ct">Stops it.</param>
    /// <param name="setAside">Hears what a consumer could not take.</param>
    /// <returns>How many events were told.</returns>
    public async Task<int> TellAsync(CancellationToken ct, Action<SetAside, Exception>? setAside = null)
    {
        var total = 0;
        int told;
        do
        {
            told = await TellBatchAsync(setAside, ct);
            total += told;
        }
        while (told >= AtOnce);
        await TellAgainAsync(setAside, ct);
        return total;
    }

    private async Task<int> TellBatchAsync(Action<SetAside, Exception>? setAside, CancellationToken ct)
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

        var events = await WholeAsync(scope.ServiceProvider, db, await NextAsync(db, ct), ct);
        var now = clock.Now();
        await Bulk.InsertAsync(db, events.Select(e => ToldEvent.Of(e, now)), ct); // First: what consumers keep may refer to them.
        foreach (var consumer in scope.ServiceProvider.GetServices<IConsumeEvents>())
        {
            await new Listener(db, consumer, now, setAside).HearAsync(events, ct);
        }

        foreach (var chunk in events.Select(e => e.Id).Chunk(AtOnce))
        {
            await db.Set<PendingEvent>().Where(e => chunk.Contains(e.Id)).ExecuteDeleteAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return events.Count;
    }

    /// <summary>What was set aside and is due; each subject in a transaction of its own.</summary>
    private async Task TellAgainAsync(Action<SetAside, Exception>? setAside, CancellationToken ct)
    {
        List<(string Consumer, string Subject)> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var now = clock.Now();
            due = [.. (await scope.ServiceProvider.GetRequiredService<MainstayDb>().Set<SetAside>().Where(row => row.NextAt <= now)
                .OrderBy(row => row.NextAt).Take(AtOnce).Select(row => new { row.Consumer, row.Subject }).ToListAsync(ct))
                .Select(row => (row.Consumer, row.Subject)).Distinct()];
        }

        foreach (var (name, subject) in due)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<MainstayDb>();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (!await OneAtATime.TryRelayAsync(db, ct))
            {
                return;
            }

            // One that this program does not have belongs to a node of another version.
            if (scope.ServiceProvider.GetServices<IConsumeEvents>().FirstOrDefault(consumer => Listener.NameOf(consumer) == name) is { } found)
            {
                await new Listener(db, found, clock.Now(), setAside).HearAgainAsync(subject, ct);
                await transaction.CommitAsync(ct);
            }
        }
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

    /// <summary>With what is missing between what was told of a subject and what is told now.</summary>
    private static async Task<List<OutEvent>> WholeAsync(IServiceProvider services, MainstayDb db, List<OutEvent> events, CancellationToken ct)
    {
        var later = events.GroupBy(e => e.Subject).Where(of => of.First().Version > 1 || of.Last().Version - of.First().Version + 1 != of.Count()).Select(of => of.Key).ToList();
        if (later.Count == 0)
        {
            return events;
        }

        var last = await db.Set<ToldEvent>().Where(e => later.Contains(e.Subject)).GroupBy(e => e.Subject)
            .Select(of => new { Subject = of.Key, Version = of.Max(e => e.Version) }).ToDictionaryAsync(of => of.Subject, of => of.Version, ct);
        var whole = new List<OutEvent>(events.Count);
        foreach (var happened in events)
        {
            if (last.TryGetValue(happened.Subject, out var before) && before < happened.Version - 1)
            {
                foreach (var source in services.GetServices<IRecallEvents>())
                {
                    whole.AddRange(await source.RecallAsync(happened.Subject, before + 1, happened.Version - 1, ct));
                }
            }

            last[happened.Subject] = happened.Version;
            whole.Add(happened);
        }

        return whole;
    }
}
