using Mainstay.Access.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Stock;

/// <summary>What lies where, now or at an instant of the past.</summary>
/// <param name="Site">null: every site the person may see.</param>
/// <param name="At">null: now. Places that held nothing then are left out, so a page of the past may be short.</param>
/// <param name="After">The last place of the page before.</param>
public sealed record ListStock(
    SiteId? Site = null, string? Part = null, Condition? Condition = null, PlaceKind? Kind = null, string? Bin = null, string? Lot = null, DateTimeOffset? At = null,
    PlaceId? After = null, int Limit = 100);

/// <param name="Owner">Code of the organisation.</param>
public sealed record StockRow(
    PlaceId Id, SiteRef Site, PartId Part, string Number, string Name, PlaceKind Kind, string Bin, Condition Condition, string Owner, string Lot, int OnHand, DateTimeOffset? CountedAt);

/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record StockList(IReadOnlyList<StockRow> Items, PlaceId? Next);

public sealed class ListStockHandler(MainstayDb db, StockSight sight, StockDesk desk)
{
    public const int MostRows = 500;

    public async Task<StockList> HandleAsync(ListStock request, Actor actor, CancellationToken ct)
    {
        var limit = Math.Clamp(request.Limit, 1, MostRows);
        var places = db.Set<StockPlace>().AsNoTracking();
        if (request.Site is { } site)
        {
            await desk.SiteAsync(site, actor, StockDesk.Viewers, ct);
            places = places.Where(place => place.Site == site);
        }
        else if (await sight.SitesAsync(actor, ct) is { } mine)
        {
            places = places.Where(place => mine.Contains(place.Site));
        }

        if (!string.IsNullOrWhiteSpace(request.Part))
        {
            var part = (await desk.PartAsync(request.Part, ct)).Id;
            places = places.Where(place => place.Part == part);
        }

        if (request.Condition is { } condition)
        {
            places = places.Where(place => place.Condition == condition);
        }

        if (request.Kind is { } kind)
        {
            places = places.Where(place => place.Kind == kind);
        }

        if (request.Bin is { } binText)
        {
            var bin = StockRules.Code(binText, "bin");
            places = places.Where(place => place.Bin == bin);
        }

        if (request.Lot is { } lotText)
        {
            var lot = StockRules.Code(lotText, "lot");
            places = places.Where(place => place.Lot == lot);
        }

        if (request.At is null)
        {
            places = places.Where(place => place.OnHand > 0);
        }

        var ordered = places.OrderBy(place => place.Id).AsQueryable();
        if (request.After is { } after)
        {
            ordered = ordered.Where(place => place.Id.CompareTo(after) > 0);
        }

        var page = await ordered.Take(limit + 1).ToListAsync(ct);
        var next = page.Count > limit ? page[limit - 1].Id : (PlaceId?)null;
        page = [.. page.Take(limit)];
        return new StockList(await sight.RowsAsync(request.At is { } at ? await ThenAsync(page, at.ToUniversalTime(), ct) : page, ct), next);
    }

    /// <summary>What lies there now, less what came since, with what left since.</summary>
    private async Task<List<StockPlace>> ThenAsync(List<StockPlace> page, DateTimeOffset at, CancellationToken ct)
    {
        var ids = page.ConvertAll(place => (PlaceId?)place.Id);
        var came = await db.Set<StockMovement>().Where(m => ids.Contains(m.To) && m.RecordedAt > at).GroupBy(m => m.To).Select(all => new { all.Key, Pieces = all.Sum(m => m.Quantity) }).ToDictionaryAsync(sum => sum.Key!.Value, sum => sum.Pieces, ct);
        var went = await db.Set<StockMovement>().Where(m => ids.Contains(m.From) && m.RecordedAt > at).GroupBy(m => m.From).Select(all => new { all.Key, Pieces = all.Sum(m => m.Quantity) }).ToDictionaryAsync(sum => sum.Key!.Value, sum => sum.Pieces, ct);
        return [.. page.Select(place => StockPlace.Of(place.Key, place.OnHand - came.GetValueOrDefault(place.Id) + went.GetValueOrDefault(place.Id))).Where(place => place.OnHand > 0)];
    }
}

/// <summary>Who may see whose stock, and places in words.</summary>
public sealed class StockSight(ISites sites, ICatalogue catalogue, IOrganisations organisations)
{
    /// <returns>null: all of them.</returns>
    public async Task<List<SiteId>?> SitesAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(StockDesk.Viewers);
        return actor.Grants.Any(grant => grant is { Site: null, Organisation: null } && StockDesk.Viewers.Contains(grant.Role))
            ? null
            : [.. (await sites.AllAsync(ct)).Where(site => actor.May(site.Ref, StockDesk.Viewers)).Select(site => site.Id)];
    }

    public async Task<IReadOnlyList<StockRow>> RowsAsync(IEnumerable<StockPlace> places, CancellationToken ct)
    {
        var codes = (await organisations.AllAsync(ct)).ToDictionary(one => one.Id, one => one.Code);
        List<StockRow> rows = [];
        foreach (var place in places)
        {
            var part = (await catalogue.PartAsync(place.Part, ct))!;
            rows.Add(new StockRow(place.Id, (await sites.GetAsync(place.Site, ct)).Ref, part.Id, part.Number, part.Name, place.Kind, place.Bin, place.Condition,
                codes.GetValueOrDefault(place.Owner, ""), place.Lot, place.OnHand, place.CountedAt));
        }

        return rows;
    }
}
