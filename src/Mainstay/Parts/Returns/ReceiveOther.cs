using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Returns;

/// <summary>In the box lay another piece than the one the debt speaks of. It is kept apart, and a manager decides.</summary>
public sealed record ReceiveOther(DebtId Debt, string Serial);

public sealed class ReceiveOtherHandler(MainstayDb db, StockLedger ledger, ISites sites, IAudit audit, IdSource ids, TimeProvider clock)
{
    public static readonly Role[] Hands = [Role.Storekeeper, Role.FactoryOperator, Role.FactoryManager];

    public async Task HandleAsync(ReceiveOther request, Actor actor, CancellationToken ct)
    {
        var debt = await db.Set<Debt>().SingleOrDefaultAsync(found => found.Id == request.Debt, ct) ?? throw new RefusedException("debt-not-found", "There is no such debt.");
        var to = await sites.GetAsync(debt.To, ct);
        actor.Demand(to.Ref, Hands);
        if (debt is not { State: DebtState.OnTheWay, Unit: not null })
        {
            throw new RefusedException("debt-not-owed", $"{debt.Number} is not on the way with a serial.");
        }

        var serial = Searchable.Code(PartLabel.Read(request.Serial ?? "")?.Serial ?? request.Serial ?? "");
        if (serial.Length is 0 or > StockRules.LongestCode)
        {
            throw new RefusedException("serials-needed", "Scan the serial of the piece that came.");
        }

        if (serial == debt.Serial)
        {
            throw new RefusedException("serial-known", "That is the serial that is expected: scan the transfer in.");
        }

        var unit = await db.Set<PartUnit>().SingleOrDefaultAsync(known => known.Part == debt.Part && known.Serial == serial, ct);
        if (unit is null)
        {
            unit = new PartUnit { Id = ids.Next<UnitId>(), Part = debt.Part, Serial = serial, CameAt = clock.Now() };
            db.Add(unit);
        }

        audit.Changed(actor, "parts.receive_other", $"debt:{debt.Id}", to.Id);
        List<Posting> postings = [];
        if (unit.Place is null)
        {
            debt.Differ(serial, unit.Id);
            postings.Add(new Posting(null, Held(debt, unit.Lot), 1, MovementKind.Found, "other_serial", unit));
        }
        else
        {
            debt.Differ(serial, null); // The books have it elsewhere: both are to be looked at.
        }

        await ledger.PostAsync(postings, new PostingGround(StockPaper.Return, debt.Id.Value, actor.Person, clock.Now()), ct);
    }

    /// <summary>Where a piece lies that came in place of another, until a manager has decided.</summary>
    internal static PlaceKey Held(Debt debt, string lot) => PlaceKey.InBin(debt.To, debt.Part, debt.Owner, Condition.Quarantined, Debt.Bin, lot);
}
