namespace Mainstay.Server;

/// <summary>Work that goes on in rounds beside the requests. A round that fails is told and the next one comes; stopping is no failure.</summary>
internal abstract class Worker(TimeSpan pause, TimeProvider clock) : BackgroundService
{
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            using PeriodicTimer timer = new(pause, clock);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RoundAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    protected abstract Task WorkAsync(CancellationToken ct);

    protected abstract void Failed(string reason);

    /// <summary>The database may be away or busy, or a question to it have taken too long.</summary>
    private async Task RoundAsync(CancellationToken ct)
    {
        try
        {
            await WorkAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Failed(e.Message);
        }
        catch (Exception)
        {
            // Cut off half-way by the stop: what it was doing is taken up again at the next start.
        }
    }
}
