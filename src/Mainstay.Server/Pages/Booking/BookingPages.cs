using System.Globalization;

namespace Mainstay.Server.Pages.Booking;

/// <summary>How slots are written and read on forms.</summary>
internal static class BookingPages
{
    public static string SlotText(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Hour(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm", CultureInfo.CurrentCulture);
}
