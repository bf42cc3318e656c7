using Mainstay.Cases.Watch;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Checks;

/// <summary>The daily figures are what the cases say, as far as they have been reckoned: every row is recomputed and compared.</summary>
internal sealed class DailyFiguresCheck(ISites sites) : ICheck
{
    public string Name => "cases.figures";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var stored = await db.Set<DailyFigures>().AsNoTracking().ToListAsync(ct);
        if (await db.Set<FiguresCursor>().AsNoTracking().FirstOrDefaultAsync(c => c.Name == FiguresCursor.Daily, ct) is not { } cursor
            || await db.Set<Model.Case>().AnyAsync(c => c.UpdatedAt > cursor.UpTo && !c.IsHistory, ct))
        {
            return new CheckResult(stored.Count, []); // Behind by what happened in the last seconds: compared the next time.
        }

        var (reckoning, _) = await FiguresSource.AllAsync(db, sites, ct);
        var wanted = reckoning.Rows.ToDictionary(row => (row.Site, row.Day, row.Category), Text);
        var found = stored.ToDictionary(row => (row.Site, row.Day, row.Category), Text);
        var known = (await sites.AllAsync(ct)).ToDictionary(site => site.Id, site => site.Ref.Code);
        var violations = wanted.Keys.Union(found.Keys)
            .Where(key => wanted.GetValueOrDefault(key) != found.GetValueOrDefault(key))
            .Select(key => $"The figures of {known[key.Site]} on {key.Day:yyyy-MM-dd} are not what its cases say.");
        return new CheckResult(stored.Count, [.. violations.Take(100)]);
    }

    private static string Text(DailyFigures row) => string.Join(',',
        row.Received, row.Ready, row.ReadyIn2Hours, row.ReadyIn4Hours, row.ReadySameDay, row.ReadyIn3Days, row.ReadyIn7Days, row.ReadyIn1DayNet,
        row.GrossSeconds, row.NetSeconds, row.Promised, row.PromiseKept, row.HandedOver, row.Mended, row.BackIn30Days, row.BackIn90Days, row.NoFaultFound);
}
