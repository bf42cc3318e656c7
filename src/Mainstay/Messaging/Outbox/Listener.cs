using Mainstay.Common;
using Mainstay.Messaging.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Outbox;

/// <summary>One consumer within the relay's transaction.</summary>
internal sealed class Listener(MainstayDb db, IConsumeEvents consumer, DateTimeOffset now, Action<SetAside, Exception>? told)
{
    private const string Before = "before_consumer";
    private readonly string _name = NameOf(consumer);

    public static string NameOf(IConsumeEvents consumer) => SnakeCase.Of(consumer.GetType().Name);

    /// <summary>All at once; where that fails, one after the other, so that only what cannot be taken is set aside, and what follows it of its subject.</summary>
    public async Task HearAsync(IReadOnlyList<OutEvent> events, CancellationToken ct)
    {
        var held = (await db.Set<SetAside>().Where(row => row.Consumer == _name).Select(row => row.Subject).Distinct().ToListAsync(ct)).ToHashSet();
        var aside = events.Where(e => held.Contains(e.Subject)).Select(e => SetAside.Of(_name, e, null, now)).ToList();
        var free = events.Where(e => !held.Contains(e.Subject)).ToList();
        if (await TryAsync(free, ct) is not null)
        {
            foreach (var subject in free.GroupBy(e => e.Subject))
            {
                var isHeld = false;
                foreach (var happened in subject)
                {
                    var fault = isHeld ? null : await TryAsync([happened], ct);
                    if (isHeld || fault is not null)
                    {
                        isHeld = true;
                        aside.Add(Tell(SetAside.Of(_name, happened, fault, now), fault));
                    }
                }
            }
        }

        await Bulk.InsertAsync(db, aside, ct);
    }

    /// <summary>From the first that was set aside on, as far as it goes.</summary>
    public async Task HearAgainAsync(string subject, CancellationToken ct)
    {
        foreach (var row in await db.Set<SetAside>().AsNoTracking().Where(row => row.Consumer == _name && row.Subject == subject).OrderBy(row => row.Version).ToListAsync(ct))
        {
            var mine = db.Set<SetAside>().Where(r => r.Consumer == _name && r.Event == row.Event);
            var happened = await db.Set<ToldEvent>().AsNoTracking().SingleAsync(e => e.Id == row.Event, ct);
            if (await TryAsync([happened.Event], ct) is not { } fault)
            {
                await mine.ExecuteDeleteAsync(ct);
                continue;
            }

            row.Failed(fault, now);
            await mine.ExecuteUpdateAsync(r => r.SetProperty(x => x.Tries, row.Tries).SetProperty(x => x.Fault, row.Fault).SetProperty(x => x.NextAt, row.NextAt), ct);
            Tell(row, fault);
            return;
        }
    }

    /// <returns>What it failed with, and then it left no trace; null when it has heard.</returns>
    private async Task<Exception?> TryAsync(List<OutEvent> events, CancellationToken ct)
    {
        if (events.Count == 0)
        {
            return null;
        }

        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync(Before, ct);
        try
        {
            await consumer.ConsumeAsync(events, ct);
            await db.SaveChangesAsync(ct);
            await transaction.ReleaseSavepointAsync(Before, ct);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException && !IsTheDatabase(e))
        {
            await transaction.RollbackToSavepointAsync(Before, ct);
            db.ChangeTracker.Clear();
            return e;
        }
    }

    /// <summary>Away, busy or full: no event's fault, so all of them wait.</summary>
    private static bool IsTheDatabase(Exception e) =>
        e is not RefusedException && StorageProblem.Translate(e)?.Code is { } code && (code.StartsWith("database-", StringComparison.Ordinal) || code == "disk-full");

    private SetAside Tell(SetAside row, Exception? fault)
    {
        if (fault is not null)
        {
            told?.Invoke(row, fault);
        }

        return row;
    }
}
