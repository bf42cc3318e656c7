using Mainstay.Parts.Returns;

namespace Mainstay.Server;

/// <summary>Tells of replaced parts that did not come back by their day.</summary>
internal sealed partial class ReturnsClock(TellOverdue overdue, TimeProvider clock, ILogger<ReturnsClock> log) : Worker(TimeSpan.FromMinutes(10), clock)
{
    protected override Task WorkAsync(CancellationToken ct) => overdue.RunAsync(ct);

    protected override void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(LogLevel.Warning, "Overdue returns could not be told: {Reason}")]
    private partial void LogFailed(string reason);
}
