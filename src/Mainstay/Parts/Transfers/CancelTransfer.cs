using Mainstay.Access.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;

namespace Mainstay.Parts.Transfers;

/// <summary>Not wanted any more, as long as nothing was scanned out.</summary>
public sealed record CancelTransfer(TransferId Transfer);

public sealed class CancelTransferHandler(MainstayDb db, TransferBook book)
{
    public async Task<TransferChanged> HandleAsync(CancelTransfer request, Actor actor, CancellationToken ct)
    {
        TransferChanged? cancelled = null;
        await InTransaction.RunAsync(db, async () => cancelled = await CancelAsync(request, actor, ct), ct);
        return cancelled!;
    }

    private async Task<TransferChanged> CancelAsync(CancelTransfer request, Actor actor, CancellationToken ct)
    {
        var file = await book.OpenAsync(request.Transfer, ct);
        Role[] roles = [.. StockDesk.Keepers, Role.Planner, Role.HeadOfService];
        if (!actor.May(file.To.Ref, roles))
        {
            actor.Demand(file.From.Ref, roles);
        }

        if (file.Transfer.State != TransferState.Requested)
        {
            throw TransferBook.WrongState(file, "cancelled");
        }

        file.Transfer.State = TransferState.Cancelled;
        return await book.PostAsync(file, [], actor, "transfer.cancel", file.From, ct);
    }
}
