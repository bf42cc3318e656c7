using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Parts.Contracts;

/// <summary>What a line of a job wants of the store now.</summary>
public enum PartWish
{
    /// <summary>To lie reserved where the work is done, or else to wait.</summary>
    Wanted,

    /// <summary>It was built in just now.</summary>
    Used,

    /// <summary>It is not needed after all: back to its bin.</summary>
    Released,

    /// <summary>It is not needed because it is broken itself: nobody may use it.</summary>
    ReleasedBroken,
}

/// <param name="Serial">Of the piece that was built in, for serial-tracked parts.</param>
/// <param name="FaultySerial">Of the piece it replaced.</param>
public sealed record JobPart(LineId Line, PartId Part, int Quantity, PartWish Wish, string? Serial = null, string? FaultySerial = null);

/// <summary>A job after a verb: every part line that wants something, and those whose wish has just ended.</summary>
/// <param name="Site">Where the work is done now: parts that lie reserved elsewhere for it are given back there.</param>
public sealed record JobParts(CaseId Case, SiteId Site, IReadOnlyList<JobPart> Parts, PersonId By, DateTimeOffset OccurredAt);

/// <summary>What came of it.</summary>
/// <param name="Waiting">Lines that nothing lies reserved for.</param>
/// <param name="ExpectedOn">The day the last of them should be here; null when one has no day.</param>
/// <param name="Freed">What went back to bins or lies there free, and where: jobs may wait for it.</param>
public sealed record JobPartsTold(int Waiting, DateOnly? ExpectedOn, IReadOnlyList<(SiteId Site, PartId Part)> Freed);

/// <summary>The store's side of a job's parts. Joins the verb's own transaction: a case and its reservations stand together or not at all.</summary>
public interface IPartsOfJobs
{
    /// <summary>Whether any of these sites keeps its stock here; from memory. Where none does, jobs have nothing to say to the store.</summary>
    ValueTask<bool> ConcernsAsync(IReadOnlyCollection<SiteId> sites, CancellationToken ct);

    /// <summary>Reserves, gives back and writes off what the job's lines say. The movements go into the batch, which the caller commits.</summary>
    /// <param name="batch">Committed with <see cref="SaveAsync"/>.</param>
    /// <param name="job">What it wants.</param>
    /// <param name="ct">Stops waiting; the caller's transaction is then to be given up.</param>
    /// <exception cref="Common.RefusedException"><c>not-in-stock</c>, <c>unit-unknown</c>, <c>unit-elsewhere</c>, <c>unit-not-usable</c>, <c>one-line-each</c>: nothing was done.</exception>
    Task<JobPartsTold> FollowAsync(WriteBatch batch, JobParts job, CancellationToken ct);

    /// <summary>Saves what the context tracks and the batch.</summary>
    /// <exception cref="Common.RefusedException">Somebody else took the parts at this moment.</exception>
    Task SaveAsync(WriteBatch batch, CancellationToken ct);

    /// <summary>Once saved: what was given back goes to jobs that wait for it.</summary>
    Task PassOnAsync(JobPartsTold told, PersonId by, CancellationToken ct);
}
