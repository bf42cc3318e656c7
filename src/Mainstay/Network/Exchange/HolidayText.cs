using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Mainstay.Network.Exchange;

/// <summary>Days with their names in one field: <c>2026-01-26 Republic Day; 2026-08-15 Independence Day</c>.</summary>
public static class HolidayText
{
    private const int DateLength = 10;

    public static string Format(IEnumerable<Holiday> holidays) => string.Join("; ", holidays
        .OrderBy(holiday => holiday.Day)
        .Select(holiday => string.Create(CultureInfo.InvariantCulture, $"{holiday.Day:yyyy-MM-dd} {holiday.Name}").TrimEnd()));

    public static bool TryParse(string text, [NotNullWhen(true)] out IReadOnlyList<Holiday>? holidays)
    {
        holidays = null;
        var found = new List<Holiday>();
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Length < DateLength
                || (part.Length > DateLength && part[DateLength] != ' ')
                || !DateOnly.TryParseExact(part[..DateLength], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return false;
            }

            found.Add(new Holiday(day, part[DateLength..].Trim()));
        }

        holidays = found;
        return true;
    }
}
