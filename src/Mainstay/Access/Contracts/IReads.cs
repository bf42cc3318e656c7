using Mainstay.Network.Contracts;

namespace Mainstay.Access.Contracts;

/// <summary>Staff looked at somebody's data.</summary>
/// <param name="Action">The page or endpoint, such as <c>case.view</c>.</param>
public sealed record DataRead(PersonId Person, string Action, SiteId? Site, DateTimeOffset At);

/// <summary>The other side of <see cref="IAudit.ReadAsync"/>: the person whose data it is may ask who read it.</summary>
public interface IReads
{
    /// <param name="subjects">Ids, without their kinds.</param>
    /// <returns>The latest first.</returns>
    Task<IReadOnlyList<DataRead>> OfAsync(IReadOnlyCollection<string> subjects, int limit, CancellationToken ct);
}
