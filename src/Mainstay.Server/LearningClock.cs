using Mainstay.Cases.Watch;

namespace Mainstay.Server;

/// <summary>Learns anew once a day how long stages take.</summary>
internal sealed partial class LearningClock(StageLearner learner, TimeProvider clock, ILogger<LearningClock> log) : Worker(TimeSpan.FromDays(1), clock)
{
    public override TimeSpan BeforeFirst => TimeSpan.FromMinutes(10);

    protected override Task WorkAsync(CancellationToken ct) => learner.LearnAsync(ct);

    protected override void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(LogLevel.Warning, "Stage times could not be learned today: {Reason}")]
    private partial void LogFailed(string reason);
}
