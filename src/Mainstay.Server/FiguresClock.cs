using Mainstay.Cases.Watch;

namespace Mainstay.Server;

/// <summary>Keeps the daily figures seconds behind the cases.</summary>
internal sealed partial class FiguresClock(FiguresWorker figures, TimeProvider clock, ILogger<FiguresClock> log) : Worker(TimeSpan.FromSeconds(5), clock)
{
    protected override Task WorkAsync(CancellationToken ct) => figures.CatchUpAsync(ct);

    protected override void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(LogLevel.Warning, "Figures could not be brought up to date: {Reason}")]
    private partial void LogFailed(string reason);
}
