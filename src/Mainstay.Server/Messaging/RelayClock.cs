using Mainstay.Messaging.Outbox;

namespace Mainstay.Server.Messaging;

/// <summary>Tells events a moment after they happened. May run on every node.</summary>
internal sealed partial class RelayClock(Relay relay, TimeProvider clock, ILogger<RelayClock> log)
    : Worker(TimeSpan.FromMilliseconds(500), clock)
{
    protected override Task WorkAsync(CancellationToken ct) => relay.TellAsync(ct);

    protected override void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(LogLevel.Warning, "Events could not be told, and wait: {Reason}")]
    private partial void LogFailed(string reason);
}
