using Mainstay.Cases.Model;
using Mainstay.Cases.Watch;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Checks;

/// <summary>
/// The daily figures are what the cases say, as far as they have been reckoned: every row is recomputed and compared. Where
/// something happened in the last minute before the reckoning, which may not have seen it, a site is compared the next time.
/// </summary>
internal sealed class DailyFiguresCheck(ISites sites) : ICheck
{
    private static readonly EqualityComparer<DailyCauses> _sameCauses = EqualityComparer<DailyCauses>.Create(
        (a, b) => (a!.Site, a.Day, a.Category, a.Cause, a.Slipped, a.Warned) == (b!.Site, b.Day, b.Category, b.Cause, b.Slipped, b.Warned),
        row => HashCode.Combine(row.Site, row.Day, row.Category, row.Cause));

    public string Name => "cases.figures";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var stored = await db.Set<DailyFigures>().AsNoTracking().ToListAsync(ct);
        if (await db.Set<FiguresCursor>().AsNoTracking().FirstOrDefaultAsync(c => c.Name == FiguresCursor.Daily, ct) is not { } cursor)
        {
            return new CheckResult(stored.Count, []); // Nothing has been reckoned yet.
        }

        var busy = await BusyAsync(db, cursor.UpTo - FiguresWorker.Overlap, ct);
        var (reckoning, _) = await FiguresSource.AllAsync(db, sites, ct);
        var wanted = reckoning.Rows.ToDictionary(row => (row.Site, row.Day, row.Category), Text);
        var found = stored.ToDictionary(row => (row.Site, row.Day, row.Category), Text);
        var known = (await sites.AllAsync(ct)).ToDictionary(site => site.Id, site => site.Ref.Code);
        var violations = wanted.Keys.Union(found.Keys)
            .Where(key => wanted.GetValueOrDefault(key) != found.GetValueOrDefault(key) && !busy.Contains(key.Site))
            .Select(key => (key.Site, key.Day))
            .Concat(Differing(reckoning.Causes, await db.Set<DailyCauses>().AsNoTracking().ToListAsync(ct)).Where(key => !busy.Contains(key.Site)))
            .Distinct()
            .Select(key => $"The figures of {known[key.Site]} on {key.Day:yyyy-MM-dd} are not what its cases say.");
        return new CheckResult(stored.Count, [.. violations.Take(100)]);
    }

    private static IEnumerable<(SiteId Site, DateOnly Day)> Differing(IEnumerable<DailyCauses> wanted, IEnumerable<DailyCauses> found)
    {
        var (right, stored) = (wanted.ToHashSet(_sameCauses), found.ToHashSet(_sameCauses));
        right.SymmetricExceptWith(stored);
        return right.Select(row => (row.Site, row.Day));
    }

    /// <summary>Sites of cases that changed since, of what was done with them, and of the repairs they came back from.</summary>
    private static async Task<HashSet<SiteId>> BusyAsync(MainstayDb db, DateTimeOffset since, CancellationToken ct)
    {
        var changed = db.Cases.Where(c => c.UpdatedAt >= since && !c.IsHistory);
        var busy = (await changed.Select(c => c.Site).Distinct().ToListAsync(ct)).ToHashSet();
        busy.UnionWith(await db.CaseEvents.Where(e => e.RecordedAt >= since).Select(e => e.Site).Distinct().ToListAsync(ct));
        busy.UnionWith(await changed.Join(db.Cases, c => c.BounceOf, former => former.Id, (_, former) => former.Site).Distinct().ToListAsync(ct));
        return busy;
    }

    private static string Text(DailyFigures row) => string.Join(',',
        row.Received, row.Ready, row.ReadyIn2Hours, row.ReadyIn4Hours, row.ReadySameDay, row.ReadyIn3Days, row.ReadyIn7Days, row.ReadyIn1DayNet,
        row.GrossSeconds, row.NetSeconds, row.Promised, row.PromiseKept, row.Slipped, row.Warned, row.HandedOver, row.Mended, row.BackIn30Days, row.BackIn90Days, row.NoFaultFound);
}
