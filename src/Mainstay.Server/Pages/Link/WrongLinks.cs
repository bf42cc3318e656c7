using System.Globalization;
using System.Threading.RateLimiting;
using Mainstay.Server.Access;

namespace Mainstay.Server.Pages.Link;

/// <summary>
/// Counts links that led nowhere, tells the log once a minute, and puts off the address that has opened too many of them: somebody may be
/// guessing. No token is ever written down, and a link that is right opens from that address as before.
/// </summary>
internal sealed partial class WrongLinks(TimeProvider clock, ServerSettings settings, ILogger<WrongLinks> log) : IDisposable
{
    private const int SecondsToWait = 60;

    private readonly PartitionedRateLimiter<string>? _perAddress = settings.RateLimits is not { } limits ? null : PartitionedRateLimiter.Create<string, string>(
        address => RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = limits.WrongLinksAMinute,
            Window = TimeSpan.FromSeconds(SecondsToWait),
        }));

    private readonly Lock _gate = new();
    private DateTimeOffset _since;
    private int _count;

    public long Total { get; private set; }

    /// <returns>False: too many from this address, and the answer says how long to wait.</returns>
    public bool Count(HttpContext context)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            Total++;
            _count++;
            if (now - _since >= TimeSpan.FromMinutes(1))
            {
                LogWrong(_count);
                (_since, _count) = (now, 0);
            }
        }

        using var lease = _perAddress?.AttemptAcquire(RateLimitsSetup.AddressOf(context));
        if (lease is not { IsAcquired: false })
        {
            return true;
        }

        context.Response.Headers.RetryAfter = SecondsToWait.ToString(CultureInfo.InvariantCulture);
        return false;
    }

    public void Dispose() => _perAddress?.Dispose();

    [LoggerMessage(LogLevel.Warning, "{Count} times since the last such line somebody opened a customer's link that leads nowhere.")]
    private partial void LogWrong(int count);
}
