using Mainstay.Access.Contracts;

namespace Mainstay.Contacts.Contracts;

/// <summary>A room that has to do with customers says who is needed still, so that those whom nobody needs can be forgotten.</summary>
public interface INeedsCustomers
{
    /// <returns>Those of the asked who were dealt with since then, or still are, or whom something protects.</returns>
    Task<IReadOnlyCollection<CustomerId>> NeededAsync(IReadOnlyCollection<CustomerId> of, DateTimeOffset since, CancellationToken ct);
}

/// <summary>A room that knows at which sites a customer was dealt with.</summary>
public interface IReachesCustomers
{
    /// <returns>Whether something of his is or was at a site within the asker's reach, in a role that needs customers.</returns>
    Task<bool> ReachesAsync(CustomerId customer, Actor actor, CancellationToken ct);
}
