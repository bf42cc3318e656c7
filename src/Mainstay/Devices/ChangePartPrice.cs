using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;

namespace Mainstay.Devices;

/// <summary>New cost and price of a part from a day on. Lines already written keep theirs, and days gone by keep theirs too.</summary>
/// <param name="From">Null for today.</param>
/// <param name="Version">As it was shown; null when nobody looked at it before.</param>
public sealed record ChangePartPrice(PartId Part, Money Cost, Money Price, DateOnly? From = null, int? Version = null);

public sealed class ChangePartPriceHandler(MainstayDb db, CatalogueRecords records, TimeProvider clock)
{
    public async Task HandleAsync(ChangePartPrice request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Planner, Role.HeadOfService, Role.Administrator);
        DemandPrices(request.Cost, request.Price);
        var today = DateOnly.FromDateTime(clock.Now().UtcDateTime);
        var from = request.From ?? today;
        if (from < today)
        {
            throw new RefusedException("date-not-possible", $"A price does not change for days gone by; the earliest is {today:yyyy-MM-dd}.");
        }

        var part = await db.Set<Part>().FindAsync([request.Part], ct)
            ?? throw new RefusedException("part-not-found", "There is no such part.");
        if (request.Version is { } seen && seen != part.Version)
        {
            throw new RefusedException("stale", "Somebody changed this meanwhile; look at it again.");
        }

        if (await db.Set<PartPrice>().FindAsync([part.Id, from], ct) is { } known)
        {
            known.CostMinor = request.Cost.Minor;
            known.PriceMinor = request.Price.Minor;
            known.Currency = request.Cost.Currency;
        }
        else
        {
            db.Add(new PartPrice
            {
                Part = part.Id,
                ValidFrom = from,
                CostMinor = request.Cost.Minor,
                PriceMinor = request.Price.Minor,
                Currency = request.Cost.Currency,
            });
        }

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
