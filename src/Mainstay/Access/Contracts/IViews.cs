using Mainstay.Network.Contracts;

namespace Mainstay.Access.Contracts;

/// <summary>A look at somebody's data, as he himself may be told of it: which role, at which site, never who.</summary>
/// <param name="Role">What the person who looked does today; null for the program itself.</param>
/// <param name="Where">The page or endpoint, such as <c>case.view</c>.</param>
public sealed record SeenBy(DateTimeOffset At, Role? Role, SiteId? Site, string Where);

/// <summary>Who looked at whose data, read from the audit.</summary>
public interface IViews
{
    /// <param name="subjects">As the audit names them, such as <c>customer:0198…</c> and <c>case:0198…</c>.</param>
    /// <returns>The latest first.</returns>
    Task<IReadOnlyList<SeenBy>> OfAsync(IReadOnlyCollection<string> subjects, CancellationToken ct);
}
