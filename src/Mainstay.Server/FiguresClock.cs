using Mainstay.Cases.Watch;

namespace Mainstay.Server;

/// <summary>Keeps the daily figures seconds behind the cases, and learns stage times anew once a day. Both may run on every node.</summary>
internal sealed partial class FiguresClock(FiguresWorker figures, StageLearner learner, TimeProvider clock, ILogger<FiguresClock> log)
    : Worker(TimeSpan.FromSeconds(5), clock)
{
    private static readonly TimeSpan _beforeFirstLearning = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _betweenLearnings = TimeSpan.FromDays(1);

    private readonly TimeProvider _clock = clock;
    private DateTimeOffset? _learnAt;

    protected override async Task WorkAsync(CancellationToken ct)
    {
        _learnAt ??= _clock.GetUtcNow() + _beforeFirstLearning;
        await figures.CatchUpAsync(ct);
        if (_clock.GetUtcNow() >= _learnAt)
        {
            _learnAt = _clock.GetUtcNow() + _betweenLearnings;
            await learner.LearnAsync(ct);
        }
    }

    protected override void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(LogLevel.Warning, "Figures could not be brought up to date: {Reason}")]
    private partial void LogFailed(string reason);
}
