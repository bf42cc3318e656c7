using Mainstay.Cases.Promises;

namespace Mainstay.Server.Messaging;

/// <summary>Tells customers before a promise breaks, and reminds those who have not answered an estimate.</summary>
internal sealed partial class PromiseClock(PromiseWatch promises, TimeProvider clock, ILogger<PromiseClock> log) : Worker(TimeSpan.FromMinutes(1), clock)
{
    private const int RoundsBetweenReminders = 15;
    private int _rounds;

    protected override async Task WorkAsync(CancellationToken ct)
    {
        await promises.WarnAsync(ct);
        if (_rounds++ % RoundsBetweenReminders == 0)
        {
            await promises.RemindAsync(ct);
        }
    }

    protected override void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(LogLevel.Warning, "Promises could not be looked after: {Reason}")]
    private partial void LogFailed(string reason);
}
