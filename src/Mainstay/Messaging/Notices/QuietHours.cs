namespace Mainstay.Messaging.Notices;

/// <summary>When customers are left in peace, by the clock on their wall.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive; before <paramref name="From"/> when the night lies between. Equal: no quiet hours at all.</param>
public readonly record struct QuietHours(TimeOnly From, TimeOnly To)
{
    public static QuietHours Usual { get; } = new(new TimeOnly(21, 0), new TimeOnly(9, 0));

    /// <summary>The instant itself when it is not quiet, else the end of the quiet hours.</summary>
    public DateTimeOffset NextAllowed(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        var time = TimeOnly.FromDateTime(local);
        if (From == To || !time.IsBetween(From, To))
        {
            return at;
        }

        var day = DateOnly.FromDateTime(local);
        var end = (time < To ? day : day.AddDays(1)).ToDateTime(To);
        while (zone.IsInvalidTime(end))
        {
            end = end.AddMinutes(1); // Clocks went forward over it.
        }

        return new DateTimeOffset(end, zone.GetUtcOffset(end)).ToUniversalTime();
    }
}
