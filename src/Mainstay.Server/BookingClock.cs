using Mainstay.Cases.Booking;

namespace Mainstay.Server;

/// <summary>Marks visits nobody came to, and reminds of those of tomorrow. May run on every node: what one has done the other finds done.</summary>
internal sealed partial class BookingClock(MarkNoShows noShows, RemindVisits reminders, TimeProvider clock, ILogger<BookingClock> log)
    : Worker(TimeSpan.FromMinutes(1), clock)
{
    protected override async Task WorkAsync(CancellationToken ct)
    {
        await noShows.RunAsync(ct);
        await reminders.RunAsync(ct);
    }

    protected override void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(LogLevel.Warning, "Visits could not be looked after: {Reason}")]
    private partial void LogFailed(string reason);
}
