using Mainstay.Access.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Counts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Transfers;

/// <summary>Transfers of a site, leaving or arriving, the oldest open ones first.</summary>
/// <param name="State">null: those still open, asked for or on the way.</param>
public sealed record ListTransfers(SiteId Site, TransferState? State = null, int Limit = 100);

public sealed record TransferRow(
    TransferId Id, string Number, string? Challan, TransferState State, TransferReason Reason, SiteRef From, SiteRef To, DateTimeOffset CreatedAt, DateTimeOffset? SentAt, DateOnly? ExpectedOn,
    DateTimeOffset? ReceivedAt, string? Carrier, int Lines, int Pieces, bool ForJob);

public sealed record TransferList(IReadOnlyList<TransferRow> Leaving, IReadOnlyList<TransferRow> Arriving);

public sealed class ListTransfersHandler(MainstayDb db, StockDesk desk, ISites sites)
{
    public async Task<TransferList> HandleAsync(ListTransfers request, Actor actor, CancellationToken ct)
    {
        var site = await desk.SiteAsync(request.Site, actor, StockDesk.Viewers, ct);
        var limit = Math.Clamp(request.Limit, 1, 500);
        return new TransferList(await RowsAsync(Of(request.State).Where(t => t.From == site.Id), limit, ct), await RowsAsync(Of(request.State).Where(t => t.To == site.Id), limit, ct));
    }

    private IQueryable<Transfer> Of(TransferState? state) => db.Set<Transfer>().AsNoTracking()
        .Where(t => state == null ? t.State == TransferState.Requested || t.State == TransferState.Sent : t.State == state);

    internal async Task<IReadOnlyList<TransferRow>> RowsAsync(IQueryable<Transfer> transfers, int limit, CancellationToken ct)
    {
        var found = await transfers.OrderBy(t => t.Id).Take(limit).ToListAsync(ct);
        var ids = found.ConvertAll(t => t.Id);
        var sums = (await db.Set<TransferLine>().Where(line => ids.Contains(line.Transfer)).GroupBy(line => line.Transfer)
            .Select(all => new { all.Key, Lines = all.Count(), Asked = all.Sum(line => line.Asked), Open = all.Sum(line => line.Sent - line.Arrived - line.Damaged - line.Lost), ForJob = all.Any(line => line.For != null) })
            .ToListAsync(ct)).ToDictionary(sum => sum.Key);
        List<TransferRow> rows = [];
        foreach (var t in found)
        {
            var sum = sums.GetValueOrDefault(t.Id);
            rows.Add(new TransferRow(t.Id, t.Number, t.Challan, t.State, t.Reason, (await sites.GetAsync(t.From, ct)).Ref, (await sites.GetAsync(t.To, ct)).Ref, t.CreatedAt, t.SentAt, t.ExpectedOn, t.ReceivedAt,
                t.Carrier, sum?.Lines ?? 0, t.State == TransferState.Sent ? sum?.Open ?? 0 : sum?.Asked ?? 0, sum?.ForJob ?? false));
        }

        // What a job waits for is picked and put away first, then by the day it is expected.
        return [.. rows.OrderBy(row => !row.ForJob).ThenBy(row => row.ExpectedOn ?? DateOnly.MaxValue).ThenBy(row => row.CreatedAt)];
    }
}

/// <summary>The storekeeper's day: what to pick, what is coming, what to decide and to count.</summary>
public sealed record StoreToday(SiteId Site);

/// <param name="Keeps">Whether the site keeps its stock here.</param>
/// <param name="CountsDue">Places with stock that nobody counted for <see cref="StoreTodayHandler.CountEveryDays"/> days.</param>
/// <param name="Quarantined">Pieces nobody may use until somebody has decided.</param>
public sealed record StoreDay(bool Keeps, IReadOnlyList<TransferRow> ToPick, IReadOnlyList<TransferRow> Arriving, IReadOnlyList<CountRow> OpenCounts, int Places, int CountsDue, int Quarantined);

public sealed class StoreTodayHandler(MainstayDb db, StockDesk desk, StockKeepers keepers, ListTransfersHandler transfers, TimeProvider clock)
{
    public const int CountEveryDays = 90;
    private const int Shown = 200;

    public async Task<StoreDay> HandleAsync(StoreToday request, Actor actor, CancellationToken ct)
    {
        var site = await desk.SiteAsync(request.Site, actor, StockDesk.Viewers, ct);
        var due = clock.GetUtcNow().AddDays(-CountEveryDays);
        var bins = await db.Set<StockPlace>().Where(place => place.Site == site.Id && place.Kind == PlaceKind.Bin && place.OnHand > 0).GroupBy(_ => 1)
            .Select(all => new
            {
                Places = all.Count(),
                Due = all.Count(place => place.CountedAt == null || place.CountedAt < due),
                Quarantined = all.Sum(place => place.Condition == Condition.Quarantined ? place.OnHand : 0),
            }).SingleOrDefaultAsync(ct);
        var open = await db.Set<StockCount>().AsNoTracking().Where(count => count.Site == site.Id && count.State == CountState.Open).OrderBy(count => count.Id).ToListAsync(ct);
        var ids = open.ConvertAll(count => count.Id);
        var lines = (await db.Set<StockCountLine>().Where(line => ids.Contains(line.Count)).GroupBy(line => line.Count)
            .Select(all => new { all.Key, Lines = all.Count(), Counted = all.Count(line => line.Counted != null) }).ToListAsync(ct)).ToDictionary(all => all.Key);
        return new StoreDay(
            await keepers.KeepsAsync(site.Id, ct),
            await transfers.RowsAsync(db.Set<Transfer>().AsNoTracking().Where(t => t.From == site.Id && t.State == TransferState.Requested), Shown, ct),
            await transfers.RowsAsync(db.Set<Transfer>().AsNoTracking().Where(t => t.To == site.Id && t.State == TransferState.Sent), Shown, ct),
            [.. open.Select(count => new CountRow(count.Id, count.Number, "open", count.CreatedAt, null, lines.GetValueOrDefault(count.Id)?.Lines ?? 0, lines.GetValueOrDefault(count.Id)?.Counted ?? 0))],
            bins?.Places ?? 0, bins?.Due ?? 0, bins?.Quarantined ?? 0);
    }
}
