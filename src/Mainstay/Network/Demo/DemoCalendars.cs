using Mainstay.Network.Exchange;

namespace Mainstay.Network.Demo;

/// <summary>Working hours of the demo. Split retail shifts with a lunch break are usual in India.</summary>
internal static class DemoCalendars
{
    public const string Retail = "Retail week";
    public const string RetailEveryDay = "Retail every day";
    public const string Factory = "Factory two shifts";
    public const string CallCentre = "Round the clock";
    public const string Warehouse = "Warehouse";

    private const string Zone = "Asia/Kolkata";

    /// <summary>
    /// The three national days are fixed by law. The others are of 2026 as the Government of India's list of gazetted holidays
    /// has them; those that follow the moon may move by a day.
    /// </summary>
    private static readonly IReadOnlyList<Holiday> _holidays =
    [
        .. Enumerable.Range(2025, 4).SelectMany(year => new Holiday[]
        {
            new(new DateOnly(year, 1, 26), "Republic Day"),
            new(new DateOnly(year, 8, 15), "Independence Day"),
            new(new DateOnly(year, 10, 2), "Gandhi Jayanti"),
        }),
        new(new DateOnly(2026, 3, 4), "Holi"),
        new(new DateOnly(2026, 3, 21), "Id-ul-Fitr"),
        new(new DateOnly(2026, 4, 3), "Good Friday"),
        new(new DateOnly(2026, 5, 27), "Id-ul-Zuha"),
        new(new DateOnly(2026, 10, 20), "Dussehra"),
        new(new DateOnly(2026, 11, 8), "Diwali"),
        new(new DateOnly(2026, 12, 25), "Christmas"),
    ];

    public static IReadOnlyDictionary<string, CalendarEntry> All { get; } = new Dictionary<string, CalendarEntry>
    {
        [Retail] = Entry("mo-sa 10:00-14:00,15:00-20:00", _holidays),
        [RetailEveryDay] = Entry("mo-sa 10:00-14:00,15:00-20:00; su 11:00-17:00", _holidays),
        [Factory] = Entry("mo-sa 06:00-14:00,14:30-22:30", _holidays),
        [CallCentre] = Entry("mo-su 00:00-24:00", []),
        [Warehouse] = Entry("mo-sa 08:00-13:00,13:30-18:00", _holidays),
    };

    private static CalendarEntry Entry(string hours, IReadOnlyList<Holiday> holidays) => HoursText.TryParse(hours, out var shifts)
        ? new CalendarEntry(Zone, shifts, holidays)
        : throw new FormatException(hours);
}
