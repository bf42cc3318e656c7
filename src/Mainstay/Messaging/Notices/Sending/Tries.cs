namespace Mainstay.Messaging.Notices.Sending;

/// <summary>How long one way is tried: briefly while there is another, for most of a day when it is the last.</summary>
internal static class Tries
{
    public const int BeforeAnotherWay = 3;

    private static readonly TimeSpan[] _pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    /// <param name="tried">So often on this way, 1 after the first.</param>
    /// <param name="hasAnotherWay">There is a channel that was not tried yet.</param>
    /// <returns>How long to wait before the next try on this way; null: it is given up.</returns>
    public static TimeSpan? PauseAfter(int tried, bool hasAnotherWay) =>
        (hasAnotherWay && tried >= BeforeAnotherWay) || tried > _pauses.Length ? null : _pauses[tried - 1];
}
