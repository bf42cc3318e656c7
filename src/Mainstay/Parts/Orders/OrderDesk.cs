using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;

namespace Mainstay.Parts.Orders;

/// <param name="PriceMinor">Of one piece.</param>
public sealed record OrderAsk(PartId Part, int Quantity, long PriceMinor);

/// <summary>Where orders begin, from an accepted proposal or by hand.</summary>
public sealed class OrderDesk(MainstayDb db, IRunningNumbers numbers, IOrganisations organisations, IdSource ids, TimeProvider clock)
{
    /// <summary>Adds the draft to the caller's unit of work and open transaction; saves nothing itself.</summary>
    /// <exception cref="RefusedException"><c>order-invalid</c>, <c>quantity-not-possible</c>.</exception>
    public async Task<PurchaseOrder> DraftAsync(OrganisationId supplier, SiteInfo to, string currency, IReadOnlyList<OrderAsk> asks, CancellationToken ct)
    {
        var from = await organisations.GetAsync(supplier, ct);
        if (to.Ref.Kind != SiteKind.Warehouse || asks.Count == 0 || !from.Kinds.Contains(OrganisationKind.Supplier))
        {
            throw new RefusedException("order-invalid", "An order goes from a supplier to a warehouse and has at least one part.");
        }

        PurchaseOrder order = new()
        {
            Id = ids.Next<OrderId>(),
            Number = await numbers.NextAsync(db, $"PO-{to.Ref.Code}-{to.Today(clock.Now()).Year % 100:00}", ct),
            Supplier = supplier,
            To = to.Id,
            Owner = await OwnerAsync(to, ct),
            State = OrderState.Draft,
            Currency = currency,
            CreatedAt = clock.Now(),
        };
        db.Add(order);
        foreach (var ask in asks)
        {
            Stock.StockRules.DemandQuantity(ask.Quantity);
            db.Add(new OrderLine { Id = ids.Next<OrderLineId>(), Order = order.Id, Part = ask.Part, Quantity = ask.Quantity, PriceMinor = ask.PriceMinor });
        }

        return order;
    }

    /// <summary>The maker's own goods; where no maker of its own is known, the warehouse's operator's.</summary>
    private async Task<OrganisationId> OwnerAsync(SiteInfo to, CancellationToken ct) =>
        (await organisations.AllAsync(ct)).FirstOrDefault(organisation => organisation.Relation == Relation.Own && organisation.Kinds.Contains(OrganisationKind.Maker))?.Id ?? to.Ref.Operator;
}
