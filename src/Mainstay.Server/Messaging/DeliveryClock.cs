using Mainstay.Messaging.Webhooks;

namespace Mainstay.Server.Messaging;

/// <summary>Sends what is due to webhooks. May run on every node.</summary>
internal sealed partial class DeliveryClock(Dispatcher dispatcher, TimeProvider clock, ILogger<DeliveryClock> log)
    : Worker(TimeSpan.FromMilliseconds(500), clock)
{
    protected override Task WorkAsync(CancellationToken ct) => dispatcher.DeliverAsync(ct);

    protected override void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(LogLevel.Warning, "Deliveries to webhooks stood still, and wait: {Reason}")]
    private partial void LogFailed(string reason);
}

/// <summary>Lets go of what is too old to be sent again.</summary>
internal sealed partial class EventsSweepClock(EventsSweep sweep, TimeProvider clock, ILogger<EventsSweepClock> log)
    : Worker(TimeSpan.FromHours(1), clock)
{
    protected override Task WorkAsync(CancellationToken ct) => sweep.SweepAsync(ct);

    protected override void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(LogLevel.Warning, "Old events could not be removed: {Reason}")]
    private partial void LogFailed(string reason);
}
