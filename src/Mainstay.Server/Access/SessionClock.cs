using Mainstay.Access.Sessions;

namespace Mainstay.Server.Access;

/// <summary>Writes down when each session was last used. Every node writes of those it met.</summary>
internal sealed partial class SessionClock(SessionBook book, TimeProvider clock, ILogger<SessionClock> log) : Worker(TimeSpan.FromSeconds(45), clock)
{
    protected override Task WorkAsync(CancellationToken ct) => book.WriteSeenAsync(ct);

    protected override void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(LogLevel.Warning, "When sessions were last used could not be written down: {Reason}")]
    private partial void LogFailed(string reason);
}
