using Mainstay.Access.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Contracts;

/// <summary>What decides how urgently a job waits for a part. Ids, dates and marks, nothing personal.</summary>
/// <param name="Site">The centre that answers to the customer.</param>
/// <param name="PromisedBy">"At the latest", as he was told; null while nothing is promised.</param>
/// <param name="Complained">He complained, or an appeal against a refusal is open.</param>
/// <param name="Stopped">Nothing is done to it until its parts are here.</param>
public sealed record JobUrgency(CaseId Case, string Number, SiteId Site, DateTimeOffset OpenedAt, DateTimeOffset? PromisedBy, bool IsSafety, bool Complained, bool Stopped);

/// <summary>How urgent jobs are, for whoever has fewer parts than jobs.</summary>
public interface IJobUrgency
{
    /// <summary>One question for all of them.</summary>
    Task<IReadOnlyDictionary<CaseId, JobUrgency>> OfAsync(IReadOnlyCollection<CaseId> cases, CancellationToken ct);
}

/// <summary>Jobs that stopped for want of parts.</summary>
public interface IJobsThatWait
{
    /// <summary>
    /// All the parts of these jobs lie reserved now: those that wait for parts go on, by their own verb, with its event and notices.
    /// Joins the caller's context and transaction; the others are left as they are.
    /// </summary>
    /// <returns>Those that went on.</returns>
    Task<IReadOnlyList<CaseId>> PartsHereAsync(IReadOnlyCollection<CaseId> cases, PersonId by, CancellationToken ct);
}
