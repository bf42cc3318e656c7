namespace Mainstay.Network.Contracts;

/// <summary>A place named by foreign records: who published them, what the place is called there, and its country.</summary>
public sealed record HistoryPlace(string Provider, string Group, string Country);

/// <summary>
/// Sites and operators for imported history. They have no place and no capacity, and never take a case: history only rests on them.
/// </summary>
public interface IHistorySites
{
    /// <summary>Finds or adds the sites in the caller's unit of work and saves them there; the caller commits.</summary>
    Task<IReadOnlyDictionary<HistoryPlace, SiteRef>> EnsureAsync(IReadOnlyCollection<HistoryPlace> places, CancellationToken ct);
}
