using Mainstay.Cases.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Parts.Contracts;

/// <summary>What a line of a job has of the store.</summary>
/// <param name="Site">Whose store.</param>
/// <param name="Bin">It was taken from there, while it lies reserved; empty where bins are not told apart.</param>
/// <param name="Serial">Of the piece put aside, or built in, where pieces have serials.</param>
/// <param name="Available">While it waits: whether and when.</param>
public sealed record NeedNow(LineId Line, PartId Part, int Quantity, SiteId Site, NeedState State, string? Bin, string? Serial, PartAvailable? Available);

/// <param name="ExpectedOn">The day the last of those that wait should be here, as it was last known; null when one has none.</param>
public sealed record NeedsOfCase(int Reserved, int Waiting, DateOnly? ExpectedOn);

/// <summary>What jobs need of the store, for pages and lists of cases.</summary>
public interface INeeds
{
    Task<IReadOnlyList<NeedNow>> OfCaseAsync(CaseId id, CancellationToken ct);

    /// <summary>Of those that have open needs; nothing is asked where the site keeps no stock here.</summary>
    Task<IReadOnlyDictionary<CaseId, NeedsOfCase>> OfCasesAsync(SiteId site, IReadOnlyCollection<CaseId> cases, CancellationToken ct);
}
