using System.Globalization;

namespace Mainstay.Server;

/// <summary>A clock that is wrong by as much as the environment says: for tests of what clock jumps do, never for service.</summary>
internal sealed class OffsetClock(TimeSpan offset) : TimeProvider
{
    public const string Variable = "MAINSTAY_CLOCK_OFFSET";

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;

    /// <returns>Null unless the environment names seconds other than 0.</returns>
    public static OffsetClock? FromEnvironment() =>
        double.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        && seconds is not 0 and >= -1e8 and <= 1e8
            ? new OffsetClock(TimeSpan.FromSeconds(seconds))
            : null;
}
