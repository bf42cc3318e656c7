using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;

namespace Mainstay.Parts.Transfers;

/// <summary>One line of what is asked for.</summary>
/// <param name="For">The need that waits for just this.</param>
public sealed record TransferAsk(PartId Part, int Quantity, OrganisationId Owner, Condition Condition = Condition.Good, string Lot = "", NeedId? For = null, UnitId? Unit = null);

/// <summary>Where transfers begin, whoever wants one: an accepted proposal, a job that waits, a defective part that must go back.</summary>
public sealed class TransferDesk(MainstayDb db, IRunningNumbers numbers, IdSource ids, TimeProvider clock)
{
    /// <summary>Adds the request to the caller's unit of work and open transaction; saves nothing itself.</summary>
    /// <exception cref="RefusedException"><c>quantity-not-possible</c>, <c>transfer-not-possible</c>.</exception>
    public async Task<Transfer> RequestAsync(
        SiteInfo from, SiteInfo to, TransferReason reason, IReadOnlyList<TransferAsk> asks, DateOnly? expectedOn, CancellationToken ct)
    {
        if (from.Id == to.Id)
        {
            throw new RefusedException("transfer-not-possible", $"{from.Ref.Name} cannot send parts to itself.");
        }

        if (asks.Count == 0)
        {
            throw new RefusedException("transfer-not-possible", "A transfer has at least one part.");
        }

        Transfer transfer = new()
        {
            Id = ids.Next<TransferId>(),
            Number = await numbers.NextAsync(db, $"T-{from.Ref.Code}-{from.Today(clock.Now()).Year % 100:00}", ct),
            From = from.Id,
            To = to.Id,
            State = TransferState.Requested,
            Reason = reason,
            CreatedAt = clock.Now(),
            ExpectedOn = expectedOn,
        };
        db.Add(transfer);
        foreach (var ask in asks)
        {
            Stock.StockRules.DemandQuantity(ask.Quantity);
            db.Add(new TransferLine
            {
                Id = ids.Next<TransferLineId>(),
                Transfer = transfer.Id,
                Part = ask.Part,
                Condition = ask.Condition,
                Owner = ask.Owner,
                Lot = ask.Lot,
                Asked = ask.Quantity,
                For = ask.For,
                Unit = ask.Unit,
            });
        }

        return transfer;
    }
}
