using System.Globalization;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Exchange;

/// <summary>Writes what lies in bins, as <see cref="ImportStock"/> reads it. What is put aside for jobs or on the way is not in it.</summary>
public sealed record ExportStock(Stream Output);

public sealed class ExportStockHandler(MainstayDb db, ISites sites, ICatalogue catalogue, IOrganisations organisations)
{
    private static readonly string[] _columns = ["site", "part", "bin", "condition", "owner", "lot", "quantity", "serials"];

    /// <returns>How many places were written.</returns>
    public async Task<long> HandleAsync(ExportStock request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Integrator, Role.Administrator, Role.Planner);
        var codes = (await organisations.AllAsync(ct)).ToDictionary(one => one.Id, one => one.Code);
        var parts = (await catalogue.PartsAsync(ct)).ToDictionary(part => part.Id);
        var written = 0L;
        List<IEnumerable<string?>> rows = [];
        foreach (var site in await sites.AllAsync(ct))
        {
            var places = await db.Set<StockPlace>().AsNoTracking().Where(place => place.Site == site.Id && place.Kind == PlaceKind.Bin && place.OnHand > 0).ToListAsync(ct);
            var serials = (await (
                from unit in db.Set<PartUnit>()
                join place in db.Set<StockPlace>() on unit.Place equals (PlaceId?)place.Id
                where place.Site == site.Id && place.Kind == PlaceKind.Bin
                select new { place.Id, unit.Serial }).ToListAsync(ct)).ToLookup(unit => unit.Id, unit => unit.Serial);
            rows.AddRange(places.OrderBy(place => parts[place.Part].Number, StringComparer.Ordinal).ThenBy(place => place.Bin, StringComparer.Ordinal).ThenBy(place => place.Lot, StringComparer.Ordinal)
                .Select(place => (IEnumerable<string?>)[site.Ref.Code, parts[place.Part].Number, place.Bin, EnumText<Condition>.Of(place.Condition), codes[place.Owner], place.Lot,
                    place.OnHand.ToString(CultureInfo.InvariantCulture), string.Join(';', serials[place.Id].Order(StringComparer.Ordinal))]));
            written += places.Count;
        }

        await using StreamWriter writer = new(request.Output, leaveOpen: true);
        Csv.Write(writer, _columns, rows);
        return written;
    }
}
