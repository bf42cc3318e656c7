using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Needs;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Supply;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Orders;

/// <summary>The order goes to the supplier.</summary>
/// <param name="ExpectedOn">As the supplier said; null: by his lead time.</param>
public sealed record PlaceOrder(OrderId Order, DateOnly? ExpectedOn = null, int? Version = null);

/// <summary>Nothing more is expected of it; what came stays.</summary>
public sealed record CancelOrder(OrderId Order, int? Version = null);

/// <param name="Serials">One for each piece of a part that is tracked by serial; empty otherwise.</param>
public sealed record GoodsIn(OrderLineId Line, int Quantity, IReadOnlyList<string> Serials);

/// <summary>Goods of an order have come to its warehouse.</summary>
/// <param name="Bin">Where they are put.</param>
public sealed record ReceiveOrder(OrderId Order, IReadOnlyList<GoodsIn> Goods, string Bin = "", int? Version = null);

public sealed class OrderHandler(MainstayDb db, StockLedger ledger, StockReceiving receiving, NeedDesk needs, ISites sites, ICatalogue catalogue, IAudit audit, IdSource ids, TimeProvider clock)
{
    private static readonly Role[] _buyers = [Role.Planner, Role.HeadOfService];

    public async Task<PurchaseOrder> HandleAsync(PlaceOrder request, Actor actor, CancellationToken ct)
    {
        actor.Demand(_buyers);
        var order = await FindAsync(request.Order, request.Version, ct);
        order.Demand(order.State == OrderState.Draft, "placed");
        var today = (await sites.GetAsync(order.To, ct)).Today(clock.Now());
        if (request.ExpectedOn < today)
        {
            throw new RefusedException("order-invalid", "Goods cannot be expected on a day that is over.");
        }

        var parts = db.Set<OrderLine>().Where(line => line.Order == order.Id).Select(line => line.Part);
        var terms = await db.Set<SupplyTerm>().AsNoTracking().Where(term => term.Supplier == order.Supplier && term.ValidFrom <= today && parts.Contains(term.Part)).ToListAsync(ct);
        var lead = terms.GroupBy(term => term.Part).Select(part => part.MaxBy(term => term.ValidFrom)!.LeadDays).DefaultIfEmpty(Planning.DemandBook.UsualLeadDays).Max();
        (order.State, order.PlacedAt, order.ExpectedOn) = (OrderState.Placed, clock.Now(), request.ExpectedOn ?? today.AddDays(lead));
        return await SaveAsync(order, actor, "parts.place_order", ct);
    }

    public async Task<PurchaseOrder> HandleAsync(CancelOrder request, Actor actor, CancellationToken ct)
    {
        actor.Demand(_buyers);
        var order = await FindAsync(request.Order, request.Version, ct);
        order.Demand(order.State is OrderState.Draft || order.IsAwaited, "cancelled");
        order.State = OrderState.Cancelled;
        return await SaveAsync(order, actor, "parts.cancel_order", ct);
    }

    /// <exception cref="RefusedException"><c>more-than-ordered</c>, <c>serials-needed</c>, <c>serial-known</c>, <c>order-invalid</c>, <c>order-state</c>, <c>not-your-site</c>.</exception>
    public async Task<PurchaseOrder> HandleAsync(ReceiveOrder request, Actor actor, CancellationToken ct)
    {
        var order = await FindAsync(request.Order, request.Version, ct);
        var site = await sites.GetAsync(order.To, ct);
        actor.Demand(site.Ref, Role.Storekeeper, Role.Planner, Role.HeadOfService);
        order.Demand(order.IsAwaited, "received");
        var lines = (await db.Set<OrderLine>().Where(line => line.Order == order.Id).ToListAsync(ct)).ToDictionary(line => line.Id);
        var bin = StockRules.Code(request.Bin, "bin");
        List<Incoming> incoming = [];
        foreach (var goods in request.Goods)
        {
            if (!lines.TryGetValue(goods.Line, out var line))
            {
                throw new RefusedException("order-invalid", "The order has no such line.");
            }

            StockRules.DemandQuantity(goods.Quantity);
            var part = await catalogue.PartAsync(line.Part, ct) ?? throw new RefusedException("part-not-found", "There is no such part.");
            if (goods.Quantity > line.Missing)
            {
                throw new RefusedException("more-than-ordered", $"Of {part.Number} {line.Missing} are still to come, not {goods.Quantity}. Nothing was taken in.");
            }

            line.Received += goods.Quantity;
            incoming.Add(new Incoming(part, goods.Quantity, order.Owner, Bin: bin, Serials: goods.Serials));
        }

        if (incoming.Count == 0)
        {
            throw new RefusedException("order-invalid", "Say what has come: at least one piece.");
        }

        var isComplete = lines.Values.All(line => line.Missing == 0);
        (order.State, order.ReceivedAt) = (isComplete ? OrderState.Received : OrderState.PartlyReceived, isComplete ? clock.Now() : null);
        order.Version++;
        audit.Changed(actor, "parts.receive_order", $"order:{order.Id}", order.To);
        await InTransaction.RunAsync(db, async () =>
        {
            await StockKeepers.BeginAsync(db, ids, order.To, clock.Now(), ct);
            var postings = await receiving.PostingsAsync(order.To, incoming, "supplier", ct);
            await ledger.PostAsync(postings, new PostingGround(StockPaper.Order, order.Id.Value, actor.Person, clock.Now()), ct);
            await needs.AllotAsync(order.To, [.. incoming.Select(goods => goods.Part.Id).Distinct()], actor.Person, ct);
        }, ct);
        return order;
    }

    private async Task<PurchaseOrder> FindAsync(OrderId id, int? version, CancellationToken ct)
    {
        var order = await db.Set<PurchaseOrder>().FindAsync([id], ct) ?? throw new RefusedException("order-not-found", "There is no such order.");
        return version is { } seen && seen != order.Version
            ? throw new RefusedException("stale-version", "Somebody changed the order since it was read; look at it again.")
            : order;
    }

    private async Task<PurchaseOrder> SaveAsync(PurchaseOrder order, Actor actor, string verb, CancellationToken ct)
    {
        order.Version++;
        audit.Changed(actor, verb, $"order:{order.Id}", order.To);
        await db.SaveChangesAsync(ct);
        return order;
    }
}
