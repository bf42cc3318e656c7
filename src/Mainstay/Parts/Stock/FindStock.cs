using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Stock;

/// <summary>Where is it? By whatever was scanned or typed: a label, a part number, a serial, a bin or a lot.</summary>
/// <param name="Site">Bins are looked for here; parts and serials wherever the person may see.</param>
public sealed record FindStock(string Text, SiteId? Site);

/// <param name="What"><c>part</c>, <c>serial</c>, <c>bin</c>, <c>lot</c> or <c>nothing</c>.</param>
/// <param name="Recalled">The lot, when it is recalled.</param>
public sealed record StockFound(string What, string Text, PartInfo? Part, IReadOnlyList<StockRow> Rows, IReadOnlyList<FoundUnit> Units, string? Recalled);

/// <param name="Place">null: it has left.</param>
public sealed record FoundUnit(string Serial, string Number, string Lot, StockRow? Place, DateTimeOffset CameAt);

public sealed class FindStockHandler(MainstayDb db, StockSight sight, ICatalogue catalogue)
{
    private const int MostRows = 200;

    public async Task<StockFound> HandleAsync(FindStock request, Actor actor, CancellationToken ct)
    {
        var mine = await sight.SitesAsync(actor, ct);
        var text = request.Text.Trim();
        var label = PartLabel.Read(text);
        var number = label?.Part ?? text;
        var part = await catalogue.PartByNumberAsync(number, ct) ?? await catalogue.PartByNumberAsync(number.ToUpperInvariant(), ct) ?? await catalogue.PartByNumberAsync(number.TrimStart('0'), ct);
        var serial = Searchable.Code(label is null ? text : label.Serial ?? "");
        if (serial.Length > 0 && (part is null || label?.Serial is not null))
        {
            var units = await UnitsAsync(serial, part?.Id, mine, ct);
            if (units.Count > 0)
            {
                return new StockFound("serial", serial, part, [.. units.Select(unit => unit.Place).OfType<StockRow>()], units, null);
            }
        }

        var held = db.Set<StockPlace>().AsNoTracking().Where(place => place.OnHand > 0);
        if (mine is not null)
        {
            held = held.Where(place => mine.Contains(place.Site));
        }

        if (part is not null)
        {
            return await FoundAsync("part", part.Number, part, held.Where(place => place.Part == part.Id), null, ct);
        }

        var code = text.ToUpperInvariant();
        if (request.Site is { } site && await held.AnyAsync(place => place.Site == site && place.Bin == code, ct))
        {
            return await FoundAsync("bin", code, null, held.Where(place => place.Site == site && place.Bin == code), null, ct);
        }

        // Lots by their row of the book of lots: whoever looks for one does not walk through all places.
        var lots = await db.Set<PartLot>().AsNoTracking().Where(lot => lot.Code == code).ToListAsync(ct);
        if (lots.Count > 0)
        {
            var parts = lots.ConvertAll(lot => lot.Part);
            return await FoundAsync("lot", code, null, held.Where(place => parts.Contains(place.Part) && place.Lot == code), lots.Any(lot => lot.RecalledAt is not null) ? code : null, ct);
        }

        // Lots of opening stock stand in no book of lots; here they are found by what lies at the site.
        return request.Site is { } here && await held.AnyAsync(place => place.Site == here && place.Lot == code, ct)
            ? await FoundAsync("lot", code, null, held.Where(place => place.Site == here && place.Lot == code), null, ct)
            : new StockFound("nothing", text, null, [], [], null);
    }

    private async Task<StockFound> FoundAsync(string what, string text, PartInfo? part, IQueryable<StockPlace> places, string? recalled, CancellationToken ct)
    {
        var rows = await sight.RowsAsync(await places.OrderBy(place => place.Site).ThenBy(place => place.Bin).Take(MostRows).ToListAsync(ct), ct);
        return new StockFound(what, text, part, [.. rows.OrderBy(row => row.Site.Code, StringComparer.Ordinal).ThenBy(row => row.Kind).ThenBy(row => row.Bin, StringComparer.Ordinal).ThenBy(row => row.Number, StringComparer.Ordinal)], [], recalled);
    }

    private async Task<IReadOnlyList<FoundUnit>> UnitsAsync(string serial, PartId? part, List<SiteId>? mine, CancellationToken ct)
    {
        var units = await db.Set<PartUnit>().AsNoTracking().Where(unit => unit.Serial == serial && (part == null || unit.Part == part)).ToListAsync(ct);
        var placeIds = units.Select(unit => unit.Place).OfType<PlaceId>().ToList();
        var rows = (await sight.RowsAsync(await db.Set<StockPlace>().AsNoTracking().Where(place => placeIds.Contains(place.Id)).ToListAsync(ct), ct)).ToDictionary(row => row.Id);
        List<FoundUnit> found = [];
        foreach (var unit in units)
        {
            var place = unit.Place is { } id ? rows[id] : null;
            if (mine is null || place is null || mine.Contains(place.Site.Id))
            {
                found.Add(new FoundUnit(unit.Serial, (await catalogue.PartAsync(unit.Part, ct))!.Number, unit.Lot, place, unit.CameAt));
            }
        }

        return found;
    }
}
