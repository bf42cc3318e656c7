using Mainstay.Messaging.Outbox;

namespace Mainstay.Server.Messaging;

/// <summary>Tells events a moment after they happened. May run on every node.</summary>
internal sealed partial class RelayClock(Relay relay, TimeProvider clock, ILogger<RelayClock> log)
    : Worker(TimeSpan.FromMilliseconds(500), clock)
{
    /// <summary>The fault's own words may name a person; its place in the program does not.</summary>
    protected override Task WorkAsync(CancellationToken ct) =>
        relay.TellAsync(ct, (row, fault) => LogSetAside(row.Event, row.Subject, row.Consumer, row.Tries, fault.GetType().Name, fault.StackTrace));

    protected override void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(LogLevel.Warning, "Events could not be told, and wait: {Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(LogLevel.Error, "Event {Event} of {Subject} could not be taken by {Consumer}, {Tries} times now, and is set aside: {Fault}\n{Place}")]
    private partial void LogSetAside(Guid @event, string subject, string consumer, int tries, string fault, string? place);
}
