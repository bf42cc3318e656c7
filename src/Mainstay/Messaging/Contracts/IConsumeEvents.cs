namespace Mainstay.Messaging.Contracts;

/// <summary>
/// Hears every event. Called within the relay's transaction, on the same <c>MainstayDb</c> scope: what it adds commits together
/// with the events being done, or not at all. An event may come twice (law 8): what it causes is keyed by the event's id.
/// </summary>
public interface IConsumeEvents
{
    /// <param name="events">In order of the version for each subject.</param>
    Task ConsumeAsync(IReadOnlyList<OutEvent> events, CancellationToken ct);
}
