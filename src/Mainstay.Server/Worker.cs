using Mainstay.Storage;

namespace Mainstay.Server;

/// <summary>
/// Work that goes on in rounds beside the requests. A round that fails is told and the next one comes; stopping is no failure.
/// Added as a hosted service, every node does it; added with <c>AddJob</c>, one node does it for all.
/// </summary>
internal abstract class Worker(TimeSpan pause, TimeProvider clock) : BackgroundService
{
    public TimeSpan Pause => pause;

    /// <summary>From the first start on an empty schedule to the first round, where that is not the pause.</summary>
    public virtual TimeSpan BeforeFirst => pause;

    /// <summary>One round as the node that does it for all.</summary>
    internal Task<bool> RoundForAllAsync(Database database, string name, CancellationToken ct) =>
        RoundAsync(token => Fence.DoAsync(database, name, clock, WorkAsync, token), ct);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            using PeriodicTimer timer = new(pause, clock);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RoundAsync(WorkAsync, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    protected abstract Task WorkAsync(CancellationToken ct);

    protected abstract void Failed(string reason);

    /// <summary>The database may be away or busy, or a question to it have taken too long.</summary>
    private async Task<bool> RoundAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        try
        {
            await work(ct);
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Failed(e.Message);
            return false;
        }
        catch (Exception)
        {
            return true; // Cut off half-way by the stop: what it was doing is taken up again at the next start.
        }
    }
}
