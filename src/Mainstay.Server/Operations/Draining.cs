namespace Mainstay.Server.Operations;

/// <summary>
/// Between being asked to stop and closing the door, a node says at <c>/health/ready</c> that it stops, and serves on, so that whoever
/// spreads requests over the nodes can look elsewhere first.
/// </summary>
internal sealed class Draining(ServerSettings settings, TimeProvider clock) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (settings.Drain > TimeSpan.Zero)
        {
            await Task.Delay(settings.Drain, clock, CancellationToken.None);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
