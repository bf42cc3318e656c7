using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Supply;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Orders;

/// <summary>Purchase orders to warehouses within the asker's reach, the latest first.</summary>
/// <param name="After">How many to pass over.</param>
public sealed record ListOrders(OrderState? State = null, OrganisationId? Supplier = null, int After = 0, int Take = 50);

public sealed record OrderRow(OrderId Id, string Number, string Supplier, SiteRef To, OrderState State, int Lines, int Pieces, int Received, Money Value, DateTimeOffset CreatedAt, DateOnly? ExpectedOn);

public sealed record OrderPage(IReadOnlyList<OrderRow> Orders, int Count, int? Next);

public sealed record OrderLineRow(OrderLineId Id, PartId Part, string Number, string Name, bool SerialTracked, int Quantity, int Received, Money Price);

public sealed record OrderDetail(OrderRow Order, IReadOnlyList<OrderLineRow> Lines, int Version);

/// <param name="ValidFrom">The day these terms hold from.</param>
public sealed record TermRow(OrganisationId Supplier, string SupplierName, PartId Part, string PartNumber, DateOnly ValidFrom, int LeadDays, int MinQuantity, int PackSize, Money Price);

public sealed class ListOrdersHandler(MainstayDb db, ISites sites, IOrganisations organisations, ICatalogue catalogue)
{
    public static readonly Role[] Readers = [Role.Planner, Role.HeadOfService, Role.Storekeeper];

    public async Task<OrderPage> HandleAsync(ListOrders request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Readers);
        var mine = (await sites.AllAsync(ct)).Where(site => site.Ref.Kind == SiteKind.Warehouse && actor.May(site.Ref, Readers)).Select(site => site.Id).ToList();
        var (state, supplier) = (request.State, request.Supplier);
        var found = db.Set<PurchaseOrder>().AsNoTracking().Where(order => mine.Contains(order.To) && (state == null || order.State == state) && (supplier == null || order.Supplier == supplier));
        var count = await found.CountAsync(ct);
        var after = Math.Max(0, request.After);
        var page = await found.OrderByDescending(order => order.CreatedAt).ThenByDescending(order => order.Id).Skip(after).Take(Math.Clamp(request.Take, 1, 200)).ToListAsync(ct);
        return new OrderPage(await RowsAsync(page, ct), count, after + page.Count < count ? after + page.Count : null);
    }

    /// <exception cref="RefusedException"><c>order-not-found</c>, <c>not-your-site</c>.</exception>
    public async Task<OrderDetail> ViewAsync(OrderId id, Actor actor, CancellationToken ct)
    {
        var order = await db.Set<PurchaseOrder>().AsNoTracking().FirstOrDefaultAsync(found => found.Id == id, ct) ?? throw new RefusedException("order-not-found", "There is no such order.");
        actor.Demand((await sites.GetAsync(order.To, ct)).Ref, Readers);
        List<OrderLineRow> lines = [];
        foreach (var line in await db.Set<OrderLine>().AsNoTracking().Where(line => line.Order == id).OrderBy(line => line.Id).ToListAsync(ct))
        {
            var part = await catalogue.PartAsync(line.Part, ct);
            lines.Add(new OrderLineRow(line.Id, line.Part, part?.Number ?? "", part?.Name ?? "", part?.SerialTracked == true, line.Quantity, line.Received, new Money(line.PriceMinor, order.Currency)));
        }

        return new OrderDetail((await RowsAsync([order], ct))[0], lines, order.Version);
    }

    /// <summary>Terms of suppliers, by part number; those to come and those of the past too.</summary>
    public async Task<IReadOnlyList<TermRow>> TermsAsync(OrganisationId? supplier, PartId? part, Actor actor, CancellationToken ct)
    {
        actor.Demand(Readers);
        var firms = (await organisations.AllAsync(ct)).ToDictionary(firm => firm.Id, firm => firm.Name);
        List<TermRow> rows = [];
        foreach (var term in await db.Set<SupplyTerm>().AsNoTracking().Where(term => (supplier == null || term.Supplier == supplier) && (part == null || term.Part == part)).ToListAsync(ct))
        {
            rows.Add(new TermRow(term.Supplier, firms.GetValueOrDefault(term.Supplier, ""), term.Part, (await catalogue.PartAsync(term.Part, ct))?.Number ?? "",
                term.ValidFrom, term.LeadDays, term.MinQuantity, term.PackSize, new Money(term.PriceMinor, term.Currency)));
        }

        return [.. rows.OrderBy(row => row.PartNumber, StringComparer.Ordinal).ThenBy(row => row.SupplierName, StringComparer.Ordinal).ThenByDescending(row => row.ValidFrom)];
    }

    private async Task<IReadOnlyList<OrderRow>> RowsAsync(List<PurchaseOrder> page, CancellationToken ct)
    {
        var ids = page.Select(order => order.Id).ToList();
        var sums = await db.Set<OrderLine>().Where(line => ids.Contains(line.Order)).GroupBy(line => line.Order)
            .Select(lines => new { lines.Key, Lines = lines.Count(), Pieces = lines.Sum(line => line.Quantity), Received = lines.Sum(line => line.Received), Value = lines.Sum(line => line.Quantity * line.PriceMinor) })
            .ToDictionaryAsync(sum => sum.Key, ct);
        var network = (await sites.AllAsync(ct)).ToDictionary(site => site.Id, site => site.Ref);
        var firms = (await organisations.AllAsync(ct)).ToDictionary(firm => firm.Id, firm => firm.Name);
        return [.. page.Select(order => sums[order.Id] is var sum ? new OrderRow(
            order.Id, order.Number, firms.GetValueOrDefault(order.Supplier, ""), network[order.To], order.State, sum.Lines, sum.Pieces, sum.Received, new Money(sum.Value, order.Currency), order.CreatedAt, order.ExpectedOn) : null!)];
    }
}
