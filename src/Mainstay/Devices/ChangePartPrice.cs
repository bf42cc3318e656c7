using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;

namespace Mainstay.Devices;

/// <summary>New cost and price of a part. Lines already written keep theirs.</summary>
/// <param name="Version">As it was shown; null when nobody looked at it before.</param>
public sealed record ChangePartPrice(PartId Part, Money Cost, Money Price, int? Version = null);

public sealed class ChangePartPriceHandler(MainstayDb db, CatalogueRecords records)
{
    public async Task HandleAsync(ChangePartPrice request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Planner, Role.HeadOfService, Role.Administrator);
        DemandPrices(request.Cost, request.Price);
        var part = await db.Set<Part>().FindAsync([request.Part], ct)
            ?? throw new RefusedException("part-not-found", "There is no such part.");
        if (request.Version is { } seen && seen != part.Version)
        {
            throw new RefusedException("stale", "Somebody changed this meanwhile; look at it again.");
        }

        part.CostMinor = request.Cost.Minor;
        part.PriceMinor = request.Price.Minor;
        part.Currency = request.Cost.Currency;
        part.Version++;
        await records.CommitAsync(actor, "devices.change_part_price", $"part:{part.Id}", Catalogue.Name, ct);
    }

    internal static void DemandPrices(Money cost, Money price)
    {
        CatalogueRules.DemandAmount(cost);
        CatalogueRules.DemandAmount(price);
        if (cost.Currency != price.Currency)
        {
            throw CatalogueRules.Invalid("Cost and price are in one currency.");
        }
    }
}
