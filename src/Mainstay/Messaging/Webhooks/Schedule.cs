using Mainstay.Common;

namespace Mainstay.Messaging.Webhooks;

/// <summary>
/// When a failed delivery is tried again: the waits that the Standard Webhooks specification recommends, made up to a fifth longer
/// by chance, so that a receiver that comes back is not met by everything at once.
/// </summary>
internal static class Schedule
{
    private const double Spread = 0.2;

    private static readonly TimeSpan[] _waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>The first one and one after each wait.</summary>
    public static int MostAttempts => _waits.Length + 1;

    /// <param name="attempts">How many were made, at least 1.</param>
    /// <param name="luck">Uniform in [0, 1).</param>
    /// <returns>Null: that was the last.</returns>
    public static TimeSpan? After(int attempts, double luck) =>
        attempts >= MostAttempts ? null : _waits[attempts - 1] * (1 + (Spread * luck));

    /// <summary>Ids are where chance comes from (law 10): the last six bytes of one are random.</summary>
    public static double Luck(IdSource ids)
    {
        var bytes = ids.Next().ToByteArray(bigEndian: true);
        var bits = 0L;
        for (var i = 10; i < 16; i++)
        {
            bits = (bits << 8) | bytes[i];
        }

        return bits / (double)(1L << 48);
    }
}
