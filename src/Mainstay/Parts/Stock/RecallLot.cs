using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Needs;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Stock;

/// <summary>A lot turns out bad: every piece of it, at every site, is quarantined, reserved ones too; what is on the way will be when it arrives.</summary>
public sealed record RecallLot(string Part, string Lot, string Reason);

/// <param name="Jobs">Had one of its pieces put aside and wait again, or got another lot's.</param>
/// <param name="OnTheWay">Pieces that are quarantined when they are scanned in.</param>
public sealed record LotRecalled(string Part, string Lot, int Quarantined, int OnTheWay, int Sites, int Jobs);

public sealed class RecallLotHandler(MainstayDb db, StockDesk desk, StockLedger ledger, NeedDesk needs, IAudit audit, TimeProvider clock)
{
    private const int LongestReason = 200;

    public async Task<LotRecalled> HandleAsync(RecallLot request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.QualityEngineer, Role.HeadOfService, Role.Planner);
        var part = await desk.PartAsync(request.Part, ct);
        var lot = StockRules.Code(request.Lot, "lot");
        if (lot.Length == 0 || string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > LongestReason)
        {
            throw new RefusedException("reason-needed", $"A recall names a lot and says why, in at most {LongestReason} characters.");
        }

        LotRecalled? done = null;
        await InTransaction.RunAsync(db, async () => done = await RecallAsync(part, lot, request.Reason.Trim(), actor, ct), ct);
        return done!;
    }

    private async Task<LotRecalled> RecallAsync(PartInfo part, string lot, string reason, Actor actor, CancellationToken ct)
    {
        var now = clock.Now();
        await Lots.HoldAsync(db, part.Id, lot, ct);
        await db.Set<PartLot>().Where(one => one.Part == part.Id && one.Code == lot)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.RecalledAt, one => one.RecalledAt ?? now).SetProperty(one => one.RecallReason, reason), ct);

        var reserved = await db.Set<StockPlace>().AsNoTracking().Where(place => place.Part == part.Id && place.Lot == lot && place.Kind == PlaceKind.Reserved && place.OnHand > 0).ToListAsync(ct);
        var jobs = await needs.WithdrawAsync(part.Id, lot, actor.Person, ct);

        // Nobody takes from these places until this is done: what is read next is what is there.
        await db.Set<StockPlace>().Where(place => place.Part == part.Id && place.Lot == lot).ExecuteUpdateAsync(set => set.SetProperty(place => place.OnHand, place => place.OnHand), ct);
        var places = await db.Set<StockPlace>().AsNoTracking().Where(place => place.Part == part.Id && place.Lot == lot && place.OnHand > 0).ToListAsync(ct);
        var usable = places.Where(place => place.Kind == PlaceKind.Bin && place.Condition is Condition.Good or Condition.Refurbished or Condition.Loaner).ToList();
        var ids = usable.ConvertAll(place => (PlaceId?)place.Id);
        var units = part.SerialTracked ? (await db.Set<PartUnit>().Where(unit => ids.Contains(unit.Place)).ToListAsync(ct)).ToLookup(unit => unit.Place) : null;
        List<Posting> postings = [];
        foreach (var place in usable)
        {
            var to = place.Key with { Condition = Condition.Quarantined };
            if (units is null)
            {
                postings.Add(new Posting(place.Key, to, place.OnHand, MovementKind.Reclassify, "recalled"));
            }
            else
            {
                postings.AddRange(units[place.Id].Select(unit => new Posting(place.Key, to, 1, MovementKind.Reclassify, "recalled", unit)));
            }
        }

        audit.Changed(actor, "stock.recall", $"part:{part.Id}", null);
        await ledger.PostAsync(postings, new PostingGround(StockPaper.Adjustment, null, actor.Person, now), ct);
        return new LotRecalled(part.Number, lot, usable.Concat(reserved).Sum(place => place.OnHand), places.Where(place => place.Kind == PlaceKind.InTransit).Sum(place => place.OnHand),
            usable.Concat(reserved).Select(place => place.Site).Distinct().Count(), jobs.Count);
    }
}
