using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;

namespace Mainstay.Parts.Transfers;

/// <summary>
/// Whoever has to know that a transfer went on its way: told after its lines were changed by a verb, whichever it was, and before the
/// verb is saved; what he changes is saved with it.
/// </summary>
public interface IOnTransfer
{
    TransferReason Reason { get; }

    /// <param name="lines">All of the transfer, as they are now.</param>
    Task ChangedAsync(Transfer transfer, IReadOnlyList<TransferLine> lines, PostingGround ground, CancellationToken ct);
}
