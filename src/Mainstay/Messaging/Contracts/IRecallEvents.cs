namespace Mainstay.Messaging.Contracts;

/// <summary>
/// Says what happened to a subject without having been put into the outbox: a node of the ground floor's version, which has none, may
/// work beside this one during an upgrade.
/// </summary>
public interface IRecallEvents
{
    /// <returns>Versions <paramref name="from"/> to <paramref name="to"/> of the subject, in order; none of a subject of somebody else's kind.</returns>
    Task<IReadOnlyList<OutEvent>> RecallAsync(string subject, int from, int to, CancellationToken ct);
}
