using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Needs;
using Mainstay.Parts.Orders;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Supply;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Planning;

/// <param name="Free">Good and refurbished pieces in bins, less what other sites asked for already.</param>
/// <param name="Coming">On the way, asked for from elsewhere, and on order.</param>
public sealed record StockNow(int Free, int Coming, DateTimeOffset? CountedAt);

/// <summary>Stock, what is under way, who waits and on what terms parts come, of the whole network or of one part, at one moment.</summary>
public sealed record SupplyBook(
    IReadOnlyDictionary<(PartId, SiteId), StockNow> Stock,
    ILookup<PartId, Need> Waiting,
    ILookup<PartId, SupplyTerm> Terms,
    IReadOnlyDictionary<PartId, PartSupply> Facts)
{
    /// <param name="only">Of one part; null: of all.</param>
    public static async Task<SupplyBook> LoadAsync(MainstayDb db, PartId? only, CancellationToken ct)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        Dictionary<(PartId, SiteId), (int Free, int Coming, DateTimeOffset? Counted, bool Never)> stock = [];
        void Add(PartId part, SiteId site, int free, int coming) =>
            stock[(part, site)] = stock.GetValueOrDefault((part, site)) is var was ? (was.Free + free, was.Coming + coming, was.Counted, was.Never) : default;

        var places = await db.Set<StockPlace>()
            .Where(place => (only == null || place.Part == only) && place.OnHand > 0 && (place.Kind == PlaceKind.Bin || place.Kind == PlaceKind.InTransit)
                && (place.Condition == Condition.Good || place.Condition == Condition.Refurbished))
            .GroupBy(place => new { place.Site, place.Part, place.Kind })
            .Select(places => new { places.Key.Site, places.Key.Part, places.Key.Kind, Pieces = places.Sum(place => place.OnHand), Counted = places.Min(place => place.CountedAt), Never = places.Count(place => place.CountedAt == null) })
            .ToListAsync(ct);
        foreach (var place in places)
        {
            Add(place.Part, place.Site, place.Kind == PlaceKind.Bin ? place.Pieces : 0, place.Kind == PlaceKind.Bin ? 0 : place.Pieces);
            if (place.Kind == PlaceKind.Bin)
            {
                var (free, coming, _, _) = stock[(place.Part, place.Site)];
                stock[(place.Part, place.Site)] = (free, coming, place.Counted, place.Never > 0);
            }
        }

        var asked = await (
            from line in db.Set<TransferLine>()
            where (only == null || line.Part == only) && (line.Condition == Condition.Good || line.Condition == Condition.Refurbished)
            join transfer in db.Set<Transfer>() on line.Transfer equals transfer.Id
            where transfer.State == TransferState.Requested
            group line.Asked - line.Sent by new { transfer.From, transfer.To, line.Part } into sum
            select new { sum.Key.From, sum.Key.To, sum.Key.Part, Pieces = sum.Sum() }).ToListAsync(ct);
        foreach (var line in asked)
        {
            Add(line.Part, line.From, -line.Pieces, 0);
            Add(line.Part, line.To, 0, line.Pieces);
        }

        var ordered = await (
            from line in db.Set<OrderLine>()
            where only == null || line.Part == only
            join order in db.Set<PurchaseOrder>() on line.Order equals order.Id
            where order.State == OrderState.Draft || order.State == OrderState.Placed || order.State == OrderState.PartlyReceived
            group line.Quantity - line.Received by new { order.To, line.Part } into sum
            select new { sum.Key.To, sum.Key.Part, Pieces = sum.Sum() }).ToListAsync(ct);
        foreach (var line in ordered)
        {
            Add(line.Part, line.To, 0, line.Pieces);
        }

        var waiting = await db.Set<Need>().AsNoTracking()
            .Where(need => need.State == NeedState.Waiting && (only == null || need.Part == only)).ToListAsync(ct);
        return new SupplyBook(
            stock.ToDictionary(pair => pair.Key, pair => new StockNow(Math.Max(0, pair.Value.Free), pair.Value.Coming, pair.Value.Never ? null : pair.Value.Counted)),
            waiting.ToLookup(need => need.Part),
            (await db.Set<SupplyTerm>().AsNoTracking().Where(term => only == null || term.Part == only).ToListAsync(ct)).ToLookup(term => term.Part),
            await db.Set<PartSupply>().AsNoTracking().Where(supply => only == null || supply.Part == only).ToDictionaryAsync(supply => supply.Part, ct));
    }
}
