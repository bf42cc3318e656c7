using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Needs;

/// <summary>
/// What lies free in bins for jobs to take: good before refurbished, the oldest lot first, never of a recalled lot. Held for the
/// transaction, so what it says is there is there.
/// </summary>
internal sealed class FreeBins
{
    private readonly List<StockPlace> _places;
    private readonly Dictionary<PlaceId, int> _left;

    public FreeBins(IEnumerable<StockPlace> places)
    {
        _places = [.. places.OrderBy(place => place.Condition).ThenBy(place => place.Lot, StringComparer.Ordinal).ThenByDescending(place => place.OnHand).ThenBy(place => place.Bin, StringComparer.Ordinal)];
        _left = _places.ToDictionary(place => place.Id, place => place.OnHand);
    }

    /// <param name="without">A lot that is being recalled just now.</param>
    public static async Task<FreeBins> HoldAsync(
        MainstayDb db, IReadOnlyCollection<SiteId> sites, IReadOnlyCollection<PartId> parts, (PartId Part, string Lot)? without, CancellationToken ct)
    {
        if (sites.Count == 0 || parts.Count == 0)
        {
            return new FreeBins([]);
        }

        var places = await HeldRows.HoldAsync<StockPlace>(db,
            "site IN {0} AND part IN {1} AND kind = 'bin' AND condition IN ('good', 'refurbished') AND on_hand > 0",
            [[.. sites.Select(site => site.Value)], [.. parts.Select(part => part.Value)]], ct);
        if (places.Exists(place => place.Lot.Length > 0))
        {
            var recalled = await db.Set<PartLot>().AsNoTracking().Where(lot => parts.Contains(lot.Part) && lot.RecalledAt != null)
                .Select(lot => new { lot.Part, lot.Code }).ToListAsync(ct);
            var gone = recalled.Select(lot => (lot.Part, lot.Code)).ToHashSet();
            places.RemoveAll(place => gone.Contains((place.Part, place.Lot)) || (place.Part, place.Lot) == without);
        }

        return new FreeBins(places);
    }

    public int FreeOf(SiteId site, PartId part) => _places.Where(place => place.Site == site && place.Part == part).Sum(place => _left[place.Id]);

    public bool Holds(PlaceId place) => _left.GetValueOrDefault(place) > 0;

    /// <summary>One piece of just this bin, picked by its serial.</summary>
    public void TakeOne(PlaceId place) => _left[place]--;

    /// <summary>
    /// Takes so many pieces that may lie together once they are reserved: of one condition, owner and lot.
    /// </summary>
    /// <returns>null when there are not so many; then nothing was taken.</returns>
    public IReadOnlyList<(PlaceKey Bin, int Pieces)>? Take(SiteId site, PartId part, int quantity)
    {
        foreach (var alike in _places.Where(place => place.Site == site && place.Part == part).GroupBy(place => place.Key.Reserved))
        {
            if (alike.Sum(place => _left[place.Id]) < quantity)
            {
                continue;
            }

            List<(PlaceKey, int)> picks = [];
            var missing = quantity;
            foreach (var place in alike)
            {
                var pieces = Math.Min(missing, _left[place.Id]);
                if (pieces > 0)
                {
                    _left[place.Id] -= pieces;
                    missing -= pieces;
                    picks.Add((place.Key, pieces));
                }
            }

            return picks;
        }

        return null;
    }
}
