using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Supply;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Returns;

/// <summary>Puts what a site owes into a transfer to where it belongs; labels and challan are printed from it, and it is scanned out as any other.</summary>
public sealed record PackReturn(SiteId Site, IReadOnlyList<DebtId> Debts);

/// <summary>One transfer for each place things go to.</summary>
public sealed record ReturnPacked(TransferId Id, string Number, SiteRef To, int Pieces);

public sealed class PackReturnHandler(MainstayDb db, TransferDesk desk, ISites sites, IAudit audit, TimeProvider clock)
{
    public static readonly Role[] Hands = [Role.FrontDesk, Role.Technician, Role.CentreManager, Role.Storekeeper];

    private const int MostInOne = 200;

    public async Task<IReadOnlyList<ReturnPacked>> HandleAsync(PackReturn request, Actor actor, CancellationToken ct)
    {
        var from = await sites.GetAsync(request.Site, ct);
        actor.Demand(from.Ref, Hands);
        if (request.Debts.Count is 0 or > MostInOne)
        {
            throw new RefusedException("quantity-not-possible", $"Choose between 1 and {MostInOne} parts to send back.");
        }

        List<ReturnPacked> packed = [];
        await InTransaction.RunAsync(db, async () =>
        {
            var debts = await db.Set<Debt>().Where(debt => request.Debts.Contains(debt.Id) && debt.Site == from.Id).OrderBy(debt => debt.Number).ToListAsync(ct);
            if (debts.Count != request.Debts.Distinct().Count())
            {
                throw new RefusedException("debt-not-found", "The site owes no such part.");
            }

            var units = debts.Select(debt => debt.Unit).OfType<UnitId>().ToList();
            var lots = await db.Set<PartUnit>().AsNoTracking().Where(unit => units.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, unit => unit.Lot, ct);
            foreach (var way in debts.GroupBy(debt => debt.To))
            {
                var to = await sites.GetAsync(way.Key, ct);
                var known = db.Set<TransferLine>().Local.Select(line => line.Id).ToHashSet();
                var transfer = await desk.RequestAsync(from, to, TransferReason.DefectiveReturn,
                    [.. way.Select(debt => new TransferAsk(debt.Part, 1, debt.Owner, Condition.Defective, debt.Unit is { } unit ? lots.GetValueOrDefault(unit, "") : "", Unit: debt.Unit))],
                    from.Today(clock.Now()).AddDays(SupplyTime.Days(from, to)), ct);
                var lines = db.Set<TransferLine>().Local.Where(line => line.Transfer == transfer.Id && !known.Contains(line.Id)).ToList();
                foreach (var debt in way)
                {
                    var line = lines.First(line => line.Part == debt.Part && line.Owner == debt.Owner && line.Unit == debt.Unit);
                    lines.Remove(line);
                    debt.Pack(transfer.Id, line.Id);
                }

                audit.Changed(actor, "parts.pack_return", $"transfer:{transfer.Id}", from.Id);
                packed.Add(new ReturnPacked(transfer.Id, transfer.Number, to.Ref, way.Count()));
            }

            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateConcurrencyException)
            {
                throw new RefusedException("stale-version", "Somebody packed the same parts at this moment. Nothing was done; look again.");
            }
        }, ct);
        return packed;
    }
}
