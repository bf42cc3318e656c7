using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Parts.Contracts;

/// <summary>Whether a job can have a part, and when.</summary>
public enum PartStanding
{
    /// <summary>Free in a bin of the site.</summary>
    Here,

    /// <summary>Not here, but there is a day for it.</summary>
    Expected,

    /// <summary>Neither in the network nor on its way.</summary>
    Nobody,

    /// <summary>The site keeps no stock here, so nobody can say.</summary>
    Unknown,
}

/// <param name="Need">The need that waits for it; null where somebody only asks.</param>
public sealed record PartAsked(PartId Part, int Quantity = 1, NeedId? Need = null);

/// <param name="Free">Pieces free in the site's bins that a job may have.</param>
/// <param name="ExpectedOn">A day on which the site is open; only when expected.</param>
/// <param name="Why">Where it comes from: resource <c>why.{code}</c>.</param>
/// <param name="From">The site that has it, when it is not this one.</param>
public sealed record PartAvailable(PartId Part, NeedId? Need, PartStanding Standing, int Free, DateOnly? ExpectedOn, Why Why, SiteId? From);

/// <summary>Available, expected on a day, or nobody has it: for the desk, the bench and the promise.</summary>
public interface IPartAvailability
{
    /// <summary>One answer for each part asked, in their order.</summary>
    Task<IReadOnlyList<PartAvailable>> AtAsync(SiteId site, IReadOnlyCollection<PartId> parts, CancellationToken ct);

    /// <summary>The same for what a job wants: in the queue of those who wait at the site, each behind those who waited before.</summary>
    Task<IReadOnlyList<PartAvailable>> OfJobAsync(SiteId site, IReadOnlyList<PartAsked> asked, CancellationToken ct);
}
