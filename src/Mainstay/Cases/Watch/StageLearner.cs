using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Cases.Promises;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Kernel.Statistics;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Watch;

/// <summary>
/// Learns from finished cases how long it takes from each stage to ready, and from receipt to diagnosis, in the centre's open
/// time. Relearned daily; what a promise rests on is always the last whole learning.
/// </summary>
public sealed class StageLearner(Database database, ISites sites, IdSource ids, TimeProvider clock)
{
    private static readonly TimeSpan _window = TimeSpan.FromDays(90);

    /// <returns>How many stages have enough cases to be promised from.</returns>
    public async Task<int> LearnAsync(CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        var since = clock.Now() - _window;
        var known = (await sites.AllAsync(ct)).ToDictionary(site => site.Id);
        var samples = new Dictionary<StageKey, List<double>>();
        var stretches =
            from c in db.Cases.AsNoTracking()
            where c.ReadyAt != null && c.ReadyAt >= since && !c.IsHistory
            join i in db.ClockIntervals.AsNoTracking() on c.Id equals i.Case
            orderby c.Id, i.Sequence
            select new Stretch(c.Id, c.Site, c.Category, c.RepairLevel, c.ReadyAt!.Value, i.State, i.From);
        var seen = new HashSet<CaseState>();
        CaseId? current = null;
        Stretch? received = null;
        await foreach (var stretch in stretches.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (stretch.Case != current)
            {
                current = stretch.Case;
                seen.Clear();
                received = null;
            }

            if (!Moves.IsInCare(stretch.State) || stretch.From >= stretch.ReadyAt || !seen.Add(stretch.State))
            {
                continue;
            }

            var hours = known[stretch.Site].Hours;
            if (stretch.State == CaseState.Received)
            {
                received = stretch;
            }
            else if (stretch.State == CaseState.Diagnosed && received is not null)
            {
                Take(samples, stretch with { Level = 0, State = CaseState.Received }, hours.OpenBetween(received.From, stretch.From));
            }

            Take(samples, stretch with { Level = Math.Max(stretch.Level, 1) }, hours.OpenBetween(stretch.From, stretch.ReadyAt));
        }

        return await StoreAsync(db, samples, ct);
    }

    private static void Take(Dictionary<StageKey, List<double>> samples, Stretch stretch, TimeSpan open)
    {
        foreach (var site in new SiteId?[] { stretch.Site, null })
        {
            var key = new StageKey(site, stretch.Category, stretch.State, stretch.Level);
            if (!samples.TryGetValue(key, out var list))
            {
                samples.Add(key, list = []);
            }

            list.Add(open.TotalMinutes);
        }
    }

    private async Task<int> StoreAsync(MainstayDb db, Dictionary<StageKey, List<double>> samples, CancellationToken ct)
    {
        var now = clock.Now();
        var rows = new List<StageTimeRow>();
        foreach (var (key, minutes) in samples.Where(pair => pair.Value.Count >= StageTimes.EnoughCases))
        {
            minutes.Sort();
            var sorted = minutes.ToArray();
            rows.Add(new StageTimeRow
            {
                Key = StageTimeRow.KeyOf(key),
                Site = key.Site,
                Category = key.Category,
                State = key.State,
                Level = key.Level,
                P50Minutes = (int)Math.Ceiling(Quantile.Of(sorted, 0.5)),
                P90Minutes = (int)Math.Ceiling(Quantile.Of(sorted, 0.9)),
                Sample = sorted.Length,
                LearnedAt = now,
            });
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await OneAtATime.FiguresAsync(db, ct);
        await db.Set<StageTimeRow>().ExecuteDeleteAsync(ct);
        await Bulk.InsertAsync(db, rows, ct);
        await Revisions.TouchAsync(db, ids, StageHistory.Revision, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return rows.Count;
    }

    private sealed record Stretch(CaseId Case, SiteId Site, CategoryId Category, int Level, DateTimeOffset ReadyAt, CaseState State, DateTimeOffset From);
}
