using Mainstay.Network.Contracts;

namespace Mainstay.Messaging.Contracts;

/// <summary>
/// One fact for others to hear, kept in the transaction that made it true and told afterwards, at least once and in the order of
/// <paramref name="Version"/> for each subject. Ids, codes and numbers only, never personal data (law 1).
/// </summary>
/// <param name="Type">What happened, such as <c>case.approve</c>.</param>
/// <param name="Subject">Kind and id, such as <c>case:0198…</c>.</param>
/// <param name="Version">The subject's version after it: 1, 2, 3 … without gap.</param>
/// <param name="At">When it was so.</param>
/// <param name="Data">A JSON object, snake_case.</param>
public sealed record OutEvent(Guid Id, string Type, string Subject, int Version, SiteId? Site, DateTimeOffset At, string Data);
