using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Stock;

/// <summary>What lay where at an instant of the past, from the movements recorded until then.</summary>
public static class StockHistory
{
    /// <returns>The part's places at the site that held something then.</returns>
    public static async Task<IReadOnlyList<StockPlace>> AtAsync(MainstayDb db, SiteId site, PartId part, DateTimeOffset instant, CancellationToken ct)
    {
        var until = instant.ToUniversalTime();
        var places = await db.Set<StockPlace>().AsNoTracking().Where(place => place.Site == site && place.Part == part).ToListAsync(ct);
        var came = await (
            from place in db.Set<StockPlace>()
            where place.Site == site && place.Part == part
            join m in db.Set<StockMovement>() on (Contracts.PlaceId?)place.Id equals m.To
            where m.RecordedAt <= until
            group m.Quantity by place.Id into to
            select new { Place = to.Key, Pieces = to.Sum() }).ToDictionaryAsync(sum => sum.Place, sum => sum.Pieces, ct);
        var went = await (
            from place in db.Set<StockPlace>()
            where place.Site == site && place.Part == part
            join m in db.Set<StockMovement>() on (Contracts.PlaceId?)place.Id equals m.From
            where m.RecordedAt <= until
            group m.Quantity by place.Id into outgoing
            select new { Place = outgoing.Key, Pieces = outgoing.Sum() }).ToDictionaryAsync(sum => sum.Place, sum => sum.Pieces, ct);
        return [.. places.Select(place => StockPlace.Of(place.Key, came.GetValueOrDefault(place.Id) - went.GetValueOrDefault(place.Id))).Where(place => place.OnHand != 0)];
    }
}
