using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Factory;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Returns;

/// <summary>A manager decides what a wrong serial means.</summary>
/// <param name="Accept">
/// After a wrong arrival: what came is what was taken out, the bench mistyped. Otherwise it is not, and the site owes its piece as before.
/// </param>
/// <param name="Serial">Where the serial was wrong when the piece was taken out: the right one.</param>
public sealed record ResolveMismatch(DebtId Debt, bool Accept, string? Serial = null);

public sealed class ResolveMismatchHandler(MainstayDb db, StockLedger ledger, BoardJobs boards, ISites sites, IAudit audit, IdSource ids, TimeProvider clock)
{
    public async Task HandleAsync(ResolveMismatch request, Actor actor, CancellationToken ct)
    {
        var debt = await db.Set<Debt>().SingleOrDefaultAsync(found => found.Id == request.Debt, ct) ?? throw new RefusedException("debt-not-found", "There is no such debt.");
        var cameElsewhere = debt.Reason == "other_serial";
        actor.Demand((await sites.GetAsync(cameElsewhere ? debt.To : debt.Site, ct)).Ref, Role.CentreManager, Role.FactoryManager, Role.HeadOfService);
        if (debt.State != DebtState.Mismatch)
        {
            throw new RefusedException("debt-not-owed", $"{debt.Number} is no mismatch (any more).");
        }

        PostingGround ground = new(StockPaper.Return, debt.Id.Value, actor.Person, clock.Now());
        audit.Changed(actor, "parts.resolve_mismatch", $"debt:{debt.Id}", debt.Site);
        await InTransaction.RunAsync(db, async () =>
        {
            if (!cameElsewhere)
            {
                await EnterAsync(debt, request.Serial, ground, ct);
            }
            else if (request.Accept)
            {
                await AcceptAsync(debt, ground, ct);
            }
            else
            {
                await RejectAsync(debt, ground, ct);
            }
        }, ct);
    }

    /// <summary>The right serial of a piece that was never in the books: it lies in the site's bin from now on.</summary>
    private async Task EnterAsync(Debt debt, string? text, PostingGround ground, CancellationToken ct)
    {
        var serial = Searchable.Code(text ?? "");
        if (serial.Length is 0 or > StockRules.LongestCode)
        {
            throw new RefusedException("serials-needed", "Scan the serial of the replaced piece.");
        }

        var unit = await db.Set<PartUnit>().SingleOrDefaultAsync(known => known.Part == debt.Part && known.Serial == serial, ct);
        if (unit is { Place: not null })
        {
            throw new RefusedException("serial-known", "A piece of this part with this serial lies in some store; it cannot have been in the device.");
        }

        if (unit is null)
        {
            unit = new PartUnit { Id = ids.Next<UnitId>(), Part = debt.Part, Serial = serial, CameAt = ground.OccurredAt };
            db.Add(unit);
        }

        (debt.Serial, debt.Unit, debt.InStock, debt.State, debt.Reason) = (serial, unit.Id, true, DebtState.Owed, null);
        debt.Version++;
        await ledger.PostAsync([new Posting(null, debt.InReturns(unit.Lot), 1, MovementKind.Receipt, "removed_from_device", unit)], ground, ct);
    }

    private async Task AcceptAsync(Debt debt, PostingGround ground, CancellationToken ct)
    {
        if (debt.GotUnit is not { } id)
        {
            throw new RefusedException("serial-known", "The books have the piece that came elsewhere; find out first where it really is.");
        }

        var (transfer, line, expected) = await ExpectedAsync(debt, ct);
        var got = await db.Set<PartUnit>().SingleAsync(unit => unit.Id == id, ct);
        var held = ReceiveOtherHandler.Held(debt, got.Lot);
        await AccountAsync(transfer, line, ground, ct);
        debt.Unit = got.Id;
        debt.Arrive(ground.By, ground.OccurredAt);
        await boards.OpenAsync(debt, got, ground, ct);
        await ledger.PostAsync(
        [
            new Posting(OnTheWay(transfer, line), null, 1, MovementKind.Lost, "other_serial", expected),
            new Posting(held, held with { Condition = Condition.Defective }, 1, MovementKind.Reclassify, "other_serial", got),
        ], ground, ct);
    }

    private async Task RejectAsync(Debt debt, PostingGround ground, CancellationToken ct)
    {
        var (transfer, line, expected) = await ExpectedAsync(debt, ct);
        await AccountAsync(transfer, line, ground, ct);
        (debt.State, debt.Transfer, debt.TransferLine, debt.Reason) = (DebtState.Owed, null, null, "other_serial");
        debt.Version++;
        await ledger.PostAsync(
        [
            new Posting(OnTheWay(transfer, line), null, 1, MovementKind.Lost, "other_serial", expected),
            new Posting(null, debt.InReturns(expected.Lot), 1, MovementKind.Found, "other_serial", expected),
        ], ground, ct);
    }

    private static PlaceKey OnTheWay(Transfer transfer, TransferLine line) =>
        PlaceKey.InBin(transfer.From, line.Part, line.Owner, line.Condition, "", line.Lot).OnTheWayTo(transfer.To);

    private async Task<(Transfer Transfer, TransferLine Line, PartUnit Expected)> ExpectedAsync(Debt debt, CancellationToken ct) =>
    (
        await db.Set<Transfer>().SingleAsync(transfer => transfer.Id == debt.Transfer, ct),
        await db.Set<TransferLine>().SingleAsync(line => line.Id == debt.TransferLine, ct),
        await db.Set<PartUnit>().SingleAsync(unit => unit.Id == debt.Unit, ct)
    );

    /// <summary>What was expected did not come and will not; with it the transfer may be complete.</summary>
    private async Task AccountAsync(Transfer transfer, TransferLine line, PostingGround ground, CancellationToken ct)
    {
        line.Lost++;
        var others = await db.Set<TransferLine>().AsNoTracking().Where(other => other.Transfer == transfer.Id && other.Id != line.Id).ToListAsync(ct);
        if (transfer.State == TransferState.Sent && others.All(other => other.Sent == other.Arrived + other.Damaged + other.Lost))
        {
            (transfer.State, transfer.ReceivedAt) = (TransferState.Received, ground.OccurredAt);
        }

        transfer.Version++;
    }
}
