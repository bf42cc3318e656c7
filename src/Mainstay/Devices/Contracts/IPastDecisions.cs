using Mainstay.Common;

namespace Mainstay.Devices.Contracts;

/// <summary>A decision as it was stored with its line.</summary>
/// <param name="CaseNumber">As people read it, for the examples of a replay.</param>
/// <param name="Cost">What the line costs us.</param>
/// <param name="Price">What a customer would pay for it in full.</param>
public sealed record PastDecision(
    string CaseNumber, CoverInputs Inputs, Entitlement Entitlement, IReadOnlyList<PayerShare> Shares, Money Cost, Money Price);

/// <summary>Decisions already made, for replaying a candidate policy over them. Given by the room that keeps the lines.</summary>
public interface IPastDecisions
{
    IAsyncEnumerable<PastDecision> BetweenAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken ct);
}
