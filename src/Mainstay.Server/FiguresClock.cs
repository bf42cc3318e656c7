using Mainstay.Cases.Watch;

namespace Mainstay.Server;

/// <summary>Keeps the daily figures seconds behind the cases, and learns stage times anew once a day. Both may run on every node.</summary>
internal sealed partial class FiguresClock(FiguresWorker figures, StageLearner learner, TimeProvider clock, ILogger<FiguresClock> log) : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _beforeFirstLearning = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _betweenLearnings = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        DateTimeOffset learnAt = clock.GetUtcNow() + _beforeFirstLearning;
        using PeriodicTimer timer = new(_pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await figures.CatchUpAsync(stoppingToken);
                if (clock.GetUtcNow() >= learnAt)
                {
                    learnAt = clock.GetUtcNow() + _betweenLearnings;
                    await learner.LearnAsync(stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e.Message); // The database is away or busy: the next round catches up.
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Figures could not be brought up to date: {Reason}")]
    private partial void LogFailed(string reason);
}
