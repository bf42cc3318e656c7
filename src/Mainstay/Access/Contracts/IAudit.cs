using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Access.Contracts;

/// <summary>
/// The record of who changed what and who read whose personal data. Rows join the context that the caller saves, so that a
/// change and its trace commit together. Ids only, never personal data (law 1).
/// </summary>
public interface IAudit
{
    /// <param name="action">The verb, such as <c>case.diagnose</c>.</param>
    /// <param name="subject">Kind and id of what was changed, such as <c>case:0198…</c>.</param>
    void Changed(Actor actor, string action, string subject, SiteId? site);

    /// <summary>The same for a verb that writes by batch instead of through the context.</summary>
    void Changed(WriteBatch batch, Actor actor, string action, string subject, SiteId? site);

    /// <summary>Personal data was shown to staff (law 9). Saved by itself: reads have no other commit to join.</summary>
    /// <param name="purpose">The page or endpoint, such as <c>case.page</c>.</param>
    Task ReadAsync(Actor actor, string purpose, string subject, SiteId? site, CancellationToken ct);
}
