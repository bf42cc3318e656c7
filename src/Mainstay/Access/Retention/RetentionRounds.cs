using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Retention;

/// <param name="Count">Forgotten, or to be forgotten where it was only looked.</param>
public sealed record RetentionCount(string Kind, int Days, long Count);

/// <summary>The nightly forgetting. Running it twice forgets nothing twice; two nodes at once forget the same rows once.</summary>
public sealed class RetentionRounds(MainstayDb db, IEnumerable<IRetention> kinds, IAudit audit, TimeProvider clock)
{
    /// <summary>UTC: half past one at night in India, where most of the network sleeps.</summary>
    private const int Hour = 20;

    private static readonly TimeSpan _between = TimeSpan.FromHours(23);

    public static DateTimeOffset NextAfter(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date.AddHours(Hour), TimeSpan.Zero);
        return today > now ? today : today.AddDays(1);
    }

    /// <summary>What a round would forget now.</summary>
    public async Task<IReadOnlyList<RetentionCount>> LookAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Administrator);
        var counts = new List<RetentionCount>();
        foreach (var (kind, days) in await RulesAsync(ct))
        {
            counts.Add(new RetentionCount(kind.Kind, days, await kind.DueAsync(clock.Now().AddDays(-days), ct)));
        }

        return counts;
    }

    public async Task<IReadOnlyList<RetentionCount>> RunAsync(CancellationToken ct)
    {
        var counts = new List<RetentionCount>();
        foreach (var (kind, days) in await RulesAsync(ct))
        {
            var now = clock.Now();
            var count = await kind.ForgetAsync(now.AddDays(-days), ct);
            db.ChangeTracker.Clear();
            var rule = await db.Set<RetentionRule>().SingleOrDefaultAsync(row => row.Kind == kind.Kind, ct) ?? db.Add(new RetentionRule { Kind = kind.Kind }).Entity;
            (rule.LastRunAt, rule.LastCount) = (now, count);
            if (count > 0)
            {
                audit.Changed(Actor.System, "retention.forget", $"retention:{kind.Kind}/{count}", null);
            }

            await db.SaveChangesAsync(ct);
            counts.Add(new RetentionCount(kind.Kind, days, count));
        }

        return counts;
    }

    /// <summary>For a clock that asks often: runs when the hour has come and nobody has run today.</summary>
    public async Task<IReadOnlyList<RetentionCount>> RunWhenDueAsync(CancellationToken ct)
    {
        var now = clock.Now();
        var last = await db.Set<RetentionRule>().MaxAsync(rule => rule.LastRunAt, ct);
        return now.UtcDateTime.Hour == Hour && (last is null || now - last > _between) ? await RunAsync(ct) : [];
    }

    internal async Task<IReadOnlyList<(IRetention Kind, int Days)>> RulesAsync(CancellationToken ct)
    {
        var changed = await db.Set<RetentionRule>().AsNoTracking().Where(rule => rule.Days != null).ToDictionaryAsync(rule => rule.Kind, rule => rule.Days!.Value, ct);
        return
        [
            .. kinds.OrderBy(kind => kind.Kind, StringComparer.Ordinal)
                .Select(kind => (kind, Math.Max(kind.LeastDays, changed.GetValueOrDefault(kind.Kind, kind.UsualDays)))),
        ];
    }
}
