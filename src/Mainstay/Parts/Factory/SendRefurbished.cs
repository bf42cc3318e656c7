using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Returns;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Supply;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Factory;

/// <summary>What is known good leaves the factory for its warehouse, from where it is stock like any other.</summary>
public sealed record SendRefurbished(SiteId Site);

public sealed class SendRefurbishedHandler(MainstayDb db, TransferDesk desk, ISites sites, IAudit audit, TimeProvider clock)
{
    private const int MostInOne = 500;

    public async Task<ReturnPacked> HandleAsync(SendRefurbished request, Actor actor, CancellationToken ct)
    {
        var factory = await sites.GetAsync(request.Site, ct);
        actor.Demand(factory.Ref, Role.FactoryOperator, Role.FactoryManager);
        if (factory.Ref.Kind != SiteKind.RepairFactory || factory.Supply is not { } warehouse)
        {
            throw new RefusedException("site-not-possible", $"{factory.Ref.Name} is no factory with a warehouse.");
        }

        var to = await sites.GetAsync(warehouse, ct);
        ReturnPacked packed = null!;
        await InTransaction.RunAsync(db, async () =>
        {
            var places = await db.Set<StockPlace>().AsNoTracking()
                .Where(place => place.Site == factory.Id && place.Kind == PlaceKind.Bin && place.Condition == Condition.Refurbished && place.OnHand > 0)
                .OrderBy(place => place.Part).ThenBy(place => place.Bin).Take(MostInOne).ToListAsync(ct);
            var asked = await (
                from line in db.Set<TransferLine>().AsNoTracking()
                join transfer in db.Set<Transfer>() on line.Transfer equals transfer.Id
                where transfer.From == factory.Id && transfer.State == TransferState.Requested && line.Condition == Condition.Refurbished
                select line).ToListAsync(ct);
            var keys = places.Select(place => (PlaceId?)place.Id).ToList();
            var units = await db.Set<PartUnit>().AsNoTracking().Where(unit => keys.Contains(unit.Place)).OrderBy(unit => unit.Serial).ToListAsync(ct);
            List<TransferAsk> asks = [];
            foreach (var place in places)
            {
                var here = units.Where(unit => unit.Place == place.Id).ToList();
                if (here.Count > 0)
                {
                    asks.AddRange(here.Where(unit => !asked.Any(line => line.Unit == unit.Id))
                        .Select(unit => new TransferAsk(place.Part, 1, place.Owner, Condition.Refurbished, place.Lot, Unit: unit.Id)));
                    continue;
                }

                var free = place.OnHand - asked.Where(line => line.Part == place.Part && line.Owner == place.Owner && line.Lot == place.Lot).Sum(line => line.Asked);
                if (free > 0)
                {
                    asks.Add(new TransferAsk(place.Part, free, place.Owner, Condition.Refurbished, place.Lot));
                }
            }

            if (asks.Count == 0)
            {
                throw new RefusedException("nothing-to-return", "No refurbished part lies here that is not packed already.");
            }

            var sent = await desk.RequestAsync(factory, to, TransferReason.StockReturn, asks, factory.Today(clock.Now()).AddDays(SupplyTime.Days(factory, to)), ct);
            audit.Changed(actor, "parts.send_refurbished", $"transfer:{sent.Id}", factory.Id);
            await db.SaveChangesAsync(ct);
            packed = new ReturnPacked(sent.Id, sent.Number, to.Ref, asks.Sum(ask => ask.Quantity));
        }, ct);
        return packed;
    }
}
