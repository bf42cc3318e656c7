using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Mainstay.Network.Contracts;

namespace Mainstay.Network.Exchange;

/// <summary>Working hours in one field: <c>mo-sa 10:00-14:00,15:00-20:00; su 11:00-17:00</c>, or <c>closed</c>.</summary>
public static class HoursText
{
    private const string Closed = "closed";
    private static readonly string[] _days = ["mo", "tu", "we", "th", "fr", "sa", "su"];

    public static string Format(IEnumerable<Shift> shifts)
    {
        var times = shifts.ToLookup(shift => Position(shift.Day));
        var byDay = Enumerable.Range(0, 7)
            .Select(day => string.Join(',', times[day].OrderBy(shift => shift.FromMinute).Select(shift => $"{Time(shift.FromMinute)}-{Time(shift.ToMinute)}")))
            .ToArray();
        var parts = new List<string>();
        for (var first = 0; first < 7;)
        {
            var last = first;
            while (last < 6 && byDay[last + 1] == byDay[first])
            {
                last++;
            }

            if (byDay[first].Length > 0)
            {
                parts.Add($"{(last == first ? _days[first] : $"{_days[first]}-{_days[last]}")} {byDay[first]}");
            }

            first = last + 1;
        }

        return parts.Count == 0 ? Closed : string.Join("; ", parts);
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out IReadOnlyList<Shift>? shifts)
    {
        var found = new List<Shift>();
        shifts = null;
        if (text.Trim() == Closed)
        {
            shifts = found;
            return true;
        }

        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries))
        {
            if (part.Split(' ', 2, StringSplitOptions.TrimEntries) is not [var days, var times] || !TryDays(days, out var first, out var last))
            {
                return false;
            }

            foreach (var time in times.Split(',', StringSplitOptions.TrimEntries))
            {
                if (time.Split('-') is not [var from, var to] || !TryTime(from, out var fromMinute) || !TryTime(to, out var toMinute))
                {
                    return false;
                }

                found.AddRange(Enumerable.Range(first, last - first + 1).Select(day => new Shift((DayOfWeek)((day + 1) % 7), fromMinute, toMinute)));
            }
        }

        shifts = found;
        return true;
    }

    private static int Position(DayOfWeek day) => ((int)day + 6) % 7;

    private static string Time(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    private static bool TryDays(string text, out int first, out int last)
    {
        var ends = text.Split('-');
        first = Array.IndexOf(_days, ends[0]);
        last = Array.IndexOf(_days, ends[^1]);
        return ends.Length <= 2 && first >= 0 && last >= first;
    }

    private static bool TryTime(string text, out int minute)
    {
        minute = 0;
        if (text is not [>= '0' and <= '9', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9'])
        {
            return false;
        }

        minute = (((text[0] - '0') * 10) + text[1] - '0') * 60 + ((text[3] - '0') * 10) + text[4] - '0';
        return minute <= 24 * 60;
    }
}
