using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Mainstay.Server.Jobs;

/// <summary>
/// Starts the schedule and keeps it whole: a job that is missing is added, one that stumbled is set up again, and one that waits
/// for an hour because some clock was ahead is called back.
/// </summary>
internal sealed partial class Schedule(
    ISchedulerFactory factory, IEnumerable<Job> jobs, Database database, TimeProvider clock, ILogger<Schedule> log)
    : BackgroundService, IAsyncDisposable
{
    private const string Group = "mainstay";
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _slack = TimeSpan.FromSeconds(30);
    private IScheduler? _scheduler;
    private bool _isWhole;

    /// <summary>Why jobs do not run; null when they do.</summary>
    public string? Trouble { get; private set; } = "The schedule has not started yet.";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            using PeriodicTimer timer = new(_look, clock);
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (Interlocked.Exchange(ref _scheduler, null) is { } scheduler)
        {
            await scheduler.Shutdown(true, cancellationToken); // Rounds under way hear of the stop and end.
        }
    }

    /// <summary>For a server that was never stopped: its threads must not outlive it.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (ExecuteTask is { } looking)
        {
            await looking;
        }

        if (Interlocked.Exchange(ref _scheduler, null) is { } scheduler)
        {
            await scheduler.Shutdown(false);
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        try
        {
            if (_isWhole)
            {
                await KeepAsync(_scheduler!, ct);
                await BelieveNoFutureAsync(ct);
            }
            else
            {
                await BeginAsync(ct);
                _isWhole = true;
            }

            Trouble = null;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Trouble = "The schedule of jobs cannot be read: the database is away or busy.";
            LogFailed(e.Message);
        }
        catch (Exception)
        {
            // Cut off by the stop, which Quartz wraps in errors of its own; what is missing is seen at the next start.
        }
    }

    /// <summary>Tables of the schedule are made, and jobs added, by one node at a time.</summary>
    private async Task BeginAsync(CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await OneAtATime.ScheduleAsync(db, ct);
        _scheduler ??= await factory.GetScheduler(CancellationToken.None); // Half made, its threads would outlive us.
        await _scheduler.Start(ct);
        await KeepAsync(_scheduler, ct);
        await transaction.CommitAsync(ct);
    }

    private async Task KeepAsync(IScheduler scheduler, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var job in jobs)
        {
            var trigger = new TriggerKey(job.Name, Group);
            var latest = now + Longer(job.Work.Pause, job.Work.BeforeFirst) + _slack;
            if (await scheduler.GetTrigger(trigger, ct) is not { } kept || kept.NextFireTimeUtc > latest || Interval(kept) != job.Work.Pause)
            {
                await AddAsync(scheduler, job, now + job.Work.BeforeFirst, ct);
            }
            else if (await scheduler.GetTriggerState(trigger, ct) == TriggerState.Error)
            {
                await scheduler.ResetTriggerFromErrorState(trigger, ct);
            }
        }
    }

    /// <summary>
    /// A node that died with its clock ahead has looked in "in the future", and the others would miss it only when that has come. What the
    /// database's own clock does not know yet is put back to it; a node that lives looks in again within seconds.
    /// </summary>
    private async Task BelieveNoFutureAsync(CancellationToken ct)
    {
        if (database.Provider == Provider.Postgres)
        {
            await using var db = await database.CreateDbContextAsync(ct);
            await db.Database.ExecuteSqlAsync($"""
                UPDATE qrtz_scheduler_state SET last_checkin_time = known.ticks
                FROM (SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 10000000 AS bigint) + {DateTime.UnixEpoch.Ticks} AS ticks) known
                WHERE last_checkin_time > known.ticks + {_slack.Ticks}
                """, ct);
        }
    }

    private static async Task AddAsync(IScheduler scheduler, Job job, DateTimeOffset first, CancellationToken ct)
    {
        var detail = JobBuilder.Create<Round>().WithIdentity(job.Name, Group).StoreDurably().Build();
        var trigger = TriggerBuilder.Create().WithIdentity(job.Name, Group).ForJob(detail).StartAt(first)
            .WithSimpleSchedule(simple => simple.WithInterval(job.Work.Pause).RepeatForever())
            .Build();
        await scheduler.ScheduleJob(detail, [trigger], ScheduleJobOptions.Replacing, ct);
    }

    private static TimeSpan? Interval(ITrigger trigger) => (trigger as ISimpleTrigger)?.RepeatInterval;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    [LoggerMessage(LogLevel.Warning, "The schedule of jobs could not be looked after: {Reason}")]
    private partial void LogFailed(string reason);
}
