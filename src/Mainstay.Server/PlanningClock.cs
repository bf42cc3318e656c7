using Mainstay.Parts.Planning;

namespace Mainstay.Server;

/// <summary>Plans supply once a night. One node does it for all; asked more often than needed, it plans a night once.</summary>
internal sealed partial class PlanningClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PlanningClock> log) : Worker(TimeSpan.FromMinutes(10), clock)
{
    protected override async Task WorkAsync(CancellationToken ct)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<PlanningRounds>().RunWhenDueAsync(ct) is { } run)
        {
            LogPlanned(run.Proposals);
        }
    }

    protected override void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(LogLevel.Information, "Supply was planned: {Count} proposals")]
    private partial void LogPlanned(int count);

    [LoggerMessage(LogLevel.Warning, "Supply could not be planned this time: {Reason}")]
    private partial void LogFailed(string reason);
}
