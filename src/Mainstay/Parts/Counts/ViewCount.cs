using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Kernel.Statistics;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Counts;

public sealed record ViewCount(CountId Count);

public sealed record CountView(CountId Id, string Number, SiteRef Site, string State, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, int Version, IReadOnlyList<CountLineView> Lines);

/// <param name="Missing">Serials that should have been there.</param>
public sealed record CountLineView(
    CountLineId Id, PartId Part, string Number, string Name, bool SerialTracked, string Bin, Condition Condition, string Lot, int Expected, int? Counted, int? LedgerThen,
    IReadOnlyList<string> Missing, IReadOnlyList<string> Extra, int? Variance, Money? Value, string? Reason, DateTimeOffset? CountedAt);

public sealed class ViewCountHandler(MainstayDb db, StockDesk desk, ICatalogue catalogue)
{
    public async Task<CountView> HandleAsync(ViewCount request, Actor actor, CancellationToken ct)
    {
        var (count, lines, site) = await CountFile.OpenAsync(db, desk, request.Count, actor, StockDesk.Viewers, ct);
        List<CountLineView> views = [];
        foreach (var line in lines)
        {
            var part = (await catalogue.PartAsync(line.Part, ct))!;
            views.Add(new CountLineView(line.Id, part.Id, part.Number, part.Name, part.SerialTracked, line.Bin, line.Condition, line.Lot, line.Expected, line.Counted, line.LedgerThen,
                Split(line.Missing), Split(line.Extra), line.Variance, line.ValueMinor is { } value ? new Money(value, part.Cost.Currency) : null, line.Reason, line.CountedAt));
        }

        return new CountView(count.Id, count.Number, site.Ref, EnumText<CountState>.Of(count.State), count.CreatedAt, count.FinishedAt, count.Version,
            [.. views.OrderBy(line => line.Bin, StringComparer.Ordinal).ThenBy(line => line.Number, StringComparer.Ordinal)]);
    }

    private static string[] Split(string? serials) => (serials ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The latest counts of a site, and how often a counted place held just what the ledger said.</summary>
/// <param name="Days">Over counts finished so many days back.</param>
public sealed record ListCounts(SiteId Site, int Days = 90);

/// <param name="Accuracy">null while nothing was counted.</param>
public sealed record CountList(IReadOnlyList<CountRow> Items, CountAccuracy? Accuracy);

public sealed record CountRow(CountId Id, string Number, string State, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, int Lines, int Counted);

/// <summary>Share of counted places that held just what the ledger said, with the 95 % interval (Wilson).</summary>
public sealed record CountAccuracy(int Places, int Exact, double Share, double Low, double High, int Days);

public sealed class ListCountsHandler(MainstayDb db, StockDesk desk, TimeProvider clock)
{
    private const int Latest = 50;

    public async Task<CountList> HandleAsync(ListCounts request, Actor actor, CancellationToken ct)
    {
        var site = await desk.SiteAsync(request.Site, actor, StockDesk.Viewers, ct);
        var counts = await db.Set<StockCount>().AsNoTracking().Where(count => count.Site == site.Id).OrderByDescending(count => count.Id).Take(Latest).ToListAsync(ct);
        var ids = counts.ConvertAll(count => count.Id);
        var sizes = (await db.Set<StockCountLine>().Where(line => ids.Contains(line.Count)).GroupBy(line => line.Count)
            .Select(group => new { group.Key, Lines = group.Count(), Counted = group.Count(line => line.Counted != null) }).ToListAsync(ct)).ToDictionary(size => size.Key);
        var since = clock.Now().AddDays(-Math.Clamp(request.Days, 1, 3660));
        var totals = await (
            from count in db.Set<StockCount>()
            where count.Site == site.Id && count.State == CountState.Finished && count.FinishedAt >= since
            join line in db.Set<StockCountLine>() on count.Id equals line.Count
            where line.Counted != null
            group line by 1 into all
            select new { Places = all.Count(), Exact = all.Count(line => line.Counted == line.LedgerThen && (line.Missing == null || line.Missing == "") && (line.Extra == null || line.Extra == "")) }).SingleOrDefaultAsync(ct);
        return new CountList(
            [.. counts.Select(count => new CountRow(count.Id, count.Number, EnumText<CountState>.Of(count.State), count.CreatedAt, count.FinishedAt, sizes.GetValueOrDefault(count.Id)?.Lines ?? 0, sizes.GetValueOrDefault(count.Id)?.Counted ?? 0))],
            totals is null || totals.Places == 0 ? null : Accuracy(totals.Exact, totals.Places, request.Days));
    }

    private static CountAccuracy Accuracy(int exact, int places, int days)
    {
        var interval = Proportion.Of(exact, places);
        return new CountAccuracy(places, exact, interval.Share, interval.Low, interval.High, days);
    }
}
