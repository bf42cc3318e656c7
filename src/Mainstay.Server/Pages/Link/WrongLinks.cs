namespace Mainstay.Server.Pages.Link;

/// <summary>Counts links that led nowhere and tells the log once a minute: somebody may be guessing. No token is ever written down.</summary>
internal sealed partial class WrongLinks(TimeProvider clock, ILogger<WrongLinks> log)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _since;
    private int _count;

    public long Total { get; private set; }

    public void Count()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            Total++;
            _count++;
            if (now - _since < TimeSpan.FromMinutes(1))
            {
                return;
            }

            LogWrong(_count);
            (_since, _count) = (now, 0);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} times since the last such line somebody opened a customer's link that leads nowhere.")]
    private partial void LogWrong(int count);
}
