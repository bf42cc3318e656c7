using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Queries;

/// <summary>Boxes at a site: being packed here, on the way from here, on the way to here.</summary>
public sealed record ListConsignments(SiteId Site);

public sealed record ConsignmentRow(
    ConsignmentId Id, string Number, int Version, string State, SiteRef From, SiteRef To, string? Carrier, string? CarrierReference, string? EWayBill,
    long DeclaredMinor, string Currency, DateTimeOffset CreatedAt, DateTimeOffset? DispatchedAt, IReadOnlyList<ConsignmentItem> Items);

public sealed record ConsignmentItem(CaseId Case, string Number, ItemKind Kind, string? Identifier);

public sealed record ConsignmentList(SiteRef Site, IReadOnlyList<ConsignmentRow> Packing, IReadOnlyList<ConsignmentRow> Leaving, IReadOnlyList<ConsignmentRow> Arriving);

public sealed class ListConsignmentsHandler(MainstayDb db, ISites sites, IPeople people)
{
    private readonly Names _names = new(people, sites);

    public async Task<ConsignmentList> HandleAsync(ListConsignments request, Actor actor, CancellationToken ct)
    {
        var site = (await sites.GetAsync(request.Site, ct)).Ref;
        actor.DemandSight(site);
        ConsignmentState[] open = [ConsignmentState.Packing, ConsignmentState.OnTheWay];
        var leaving = await db.Consignments.AsNoTracking().Where(c => c.From == site.Id && open.Contains(c.State)).OrderBy(c => c.CreatedAt).ToListAsync(ct);
        var arriving = await db.Consignments.AsNoTracking().Where(c => c.To == site.Id && c.State == ConsignmentState.OnTheWay).OrderBy(c => c.DispatchedAt).ToListAsync(ct);
        var boxes = leaving.Concat(arriving).Select(c => (Guid?)c.Id.Value).Distinct().ToList();
        var items = boxes.Count == 0 ? [] : await (
            from item in db.Items.AsNoTracking()
            where item.HolderKind == HolderKind.Consignment && boxes.Contains(item.Holder)
            join c in db.Cases.AsNoTracking() on item.Case equals c.Id
            orderby c.Number
            select new { item.Holder, Item = new ConsignmentItem(c.Id, c.Number, item.Kind, item.Identifier) }).ToListAsync(ct);
        var byBox = items.ToLookup(row => row.Holder, row => row.Item);
        return new ConsignmentList(
            site,
            await RowsAsync(leaving.Where(c => c.State == ConsignmentState.Packing), byBox, ct),
            await RowsAsync(leaving.Where(c => c.State == ConsignmentState.OnTheWay), byBox, ct),
            await RowsAsync(arriving, byBox, ct));
    }

    private async Task<List<ConsignmentRow>> RowsAsync(IEnumerable<Consignment> boxes, ILookup<Guid?, ConsignmentItem> items, CancellationToken ct)
    {
        var rows = new List<ConsignmentRow>();
        foreach (var c in boxes)
        {
            rows.Add(new ConsignmentRow(
                c.Id, c.Number, c.Version, EnumText<ConsignmentState>.Of(c.State), await _names.SiteAsync(c.From, ct), await _names.SiteAsync(c.To, ct),
                c.Carrier, c.CarrierReference, c.EWayBill, c.DeclaredMinor, c.Currency, c.CreatedAt, c.DispatchedAt, [.. items[c.Id.Value]]));
        }

        return rows;
    }
}

/// <summary>Safety and security marks that wait for whoever asks.</summary>
public sealed record ListAlerts;

public sealed record OpenAlert(CaseCard Case, int Sequence, string Kind, string Reason, DateTimeOffset RaisedAt, DateTimeOffset DueAt, bool IsLate);

public sealed class ListAlertsHandler(MainstayDb db, CardMaker cards, TimeProvider clock)
{
    private const int MostAlerts = 200;

    public async Task<IReadOnlyList<OpenAlert>> HandleAsync(ListAlerts request, Actor actor, CancellationToken ct)
    {
        var alerts = await db.Alerts.AsNoTracking()
            .Where(a => a.Owner == actor.Person && a.AcknowledgedAt == null)
            .OrderBy(a => a.DueAt).Take(MostAlerts).ToListAsync(ct);
        if (alerts.Count == 0)
        {
            return [];
        }

        var ids = alerts.Select(a => a.Case).Distinct().ToList();
        var rows = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(CardRow.From).ToListAsync(ct);
        var byCase = (await cards.MakeAsync(rows, actor, withCustomers: false, ct)).ToDictionary(card => card.Id);
        var now = clock.GetUtcNow();
        return [.. alerts.Select(a => new OpenAlert(byCase[a.Case], a.Sequence, a.Kind, a.Reason, a.RaisedAt, a.DueAt, a.DueAt < now))];
    }
}

/// <summary>The shelves of a site, what stands on them, and which are free.</summary>
public sealed record ListShelves(SiteId Site);

/// <param name="Case">Null: free.</param>
public sealed record ShelfRow(ShelfId Id, string Code, CaseLink? Case, CaseState? State);

public sealed record ShelfList(SiteRef Site, IReadOnlyList<ShelfRow> Shelves, int Free);

public sealed class ListShelvesHandler(MainstayDb db, ISites sites)
{
    public async Task<ShelfList> HandleAsync(ListShelves request, Actor actor, CancellationToken ct)
    {
        var site = (await sites.GetAsync(request.Site, ct)).Ref;
        actor.DemandSight(site);
        var rows = await (
            from shelf in db.Shelves.AsNoTracking()
            where shelf.Site == site.Id
            join c in db.Cases on (ShelfId?)shelf.Id equals c.Shelf into held
            from c in held.DefaultIfEmpty()
            orderby shelf.Code
            select new { shelf.Id, shelf.Code, Case = (CaseId?)c.Id, c.Number, State = (CaseState?)c.State }).ToListAsync(ct);
        var shelves = rows.ConvertAll(row => new ShelfRow(row.Id, row.Code, row.Case is { } id ? new CaseLink(id, row.Number) : null, row.State));
        return new ShelfList(site, shelves, shelves.Count(shelf => shelf.Case is null));
    }
}
