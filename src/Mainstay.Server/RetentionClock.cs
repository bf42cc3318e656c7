using Mainstay.Access.Retention;

namespace Mainstay.Server;

/// <summary>Forgets every night what was kept long enough. One node does it for all; asked more often than needed, it does it once a night.</summary>
internal sealed partial class RetentionClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RetentionClock> log) : Worker(TimeSpan.FromMinutes(10), clock)
{
    protected override async Task WorkAsync(CancellationToken ct)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        foreach (RetentionCount kind in await scope.ServiceProvider.GetRequiredService<RetentionRounds>().RunWhenDueAsync(ct))
        {
            LogForgotten(kind.Kind, kind.Count, kind.Days);
        }
    }

    protected override void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(LogLevel.Information, "Forgotten of {Kind}: {Count}, kept {Days} days")]
    private partial void LogForgotten(string kind, long count, int days);

    [LoggerMessage(LogLevel.Warning, "What was kept long enough could not be forgotten this time: {Reason}")]
    private partial void LogFailed(string reason);
}
