using Mainstay.Messaging.Notices.Sending;

namespace Mainstay.Server.Messaging;

/// <summary>Sends messages to customers. Runs on every node: each message is claimed by one.</summary>
internal sealed partial class NoticeClock(NoticeSender sender, TimeProvider clock, ILogger<NoticeClock> log) : Worker(TimeSpan.FromSeconds(1), clock)
{
    protected override Task WorkAsync(CancellationToken ct) => sender.SendDueAsync(ct);

    protected override void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(LogLevel.Warning, "Messages could not be sent, and wait: {Reason}")]
    private partial void LogFailed(string reason);
}
