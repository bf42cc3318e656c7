using Mainstay.Parts.Contracts;
using Mainstay.Parts.Factory;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Returns;

/// <summary>A defective return that leaves takes its debts along, and one that is scanned in settles them, serial for serial.</summary>
internal sealed class ReturnsOnTransfer(MainstayDb db, BoardJobs boards) : IOnTransfer
{
    public TransferReason Reason => TransferReason.DefectiveReturn;

    public async Task ChangedAsync(Transfer transfer, IReadOnlyList<TransferLine> lines, PostingGround ground, CancellationToken ct)
    {
        foreach (var debt in await db.Set<Debt>().Where(debt => debt.Transfer == transfer.Id).OrderBy(debt => debt.Number).ToListAsync(ct))
        {
            var line = lines.FirstOrDefault(line => line.Id == debt.TransferLine);
            if (debt.State == DebtState.Owed && transfer.State is not TransferState.Requested)
            {
                if (transfer.State == TransferState.Cancelled || line is not { Sent: > 0 })
                {
                    debt.Unpack(); // It was not in the box after all.
                    continue;
                }

                debt.Leave();
            }

            if (debt.State is not (DebtState.OnTheWay or DebtState.Mismatch) || line is null)
            {
                continue;
            }

            if (line.Arrived + line.Damaged > 0)
            {
                debt.Arrive(ground.By, ground.OccurredAt);
                if (line.Arrived > 0)
                {
                    await boards.OpenAsync(debt, debt.Unit is { } unit ? await db.Set<PartUnit>().SingleAsync(found => found.Id == unit, ct) : null, ground, ct);
                }
            }
            else if (line.Lost > 0)
            {
                debt.LoseOnTheWay();
            }
        }
    }
}
