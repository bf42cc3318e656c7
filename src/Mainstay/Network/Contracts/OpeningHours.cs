using System.Collections.Concurrent;

namespace Mainstay.Network.Contracts;

/// <summary>A shift on a weekday, in minutes after local midnight; two a day make a lunch break.</summary>
public sealed record Shift(DayOfWeek Day, int FromMinute, int ToMinute);

/// <summary>When a site works: shifts by weekday less holidays, in its own time zone. Pure and immutable.</summary>
public sealed class OpeningHours
{
    private const int LongestClosure = 400;
    private readonly Shift[][] _byDay = [.. Enumerable.Range(0, 7).Select(_ => Array.Empty<Shift>())];
    private readonly HashSet<DateOnly> _holidays;

    /// <summary>Shifts of a day as instants: asking the time zone costs more than everything else here.</summary>
    private readonly ConcurrentDictionary<DateOnly, (DateTimeOffset Start, DateTimeOffset End)[]> _instants = [];

    public OpeningHours(TimeZoneInfo zone, IEnumerable<Shift> shifts, IEnumerable<DateOnly> holidays)
    {
        Zone = zone;
        _holidays = [.. holidays];
        foreach (var day in shifts.GroupBy(shift => shift.Day))
        {
            _byDay[(int)day.Key] = [.. day.OrderBy(shift => shift.FromMinute)];
        }
    }

    public TimeZoneInfo Zone { get; }

    /// <summary>Round the clock, every day: couriers, customers, the maker's desk when it has no calendar of its own.</summary>
    public static OpeningHours Always { get; } = new(
        TimeZoneInfo.Utc,
        Enum.GetValues<DayOfWeek>().Select(day => new Shift(day, 0, 24 * 60)),
        []);

    public IReadOnlyList<Shift> ShiftsOn(DateOnly day) => _holidays.Contains(day) ? [] : _byDay[(int)day.DayOfWeek];

    public bool IsOpen(DateTimeOffset at) =>
        Array.Exists(InstantsOn(Day(at)), shift => at >= shift.Start && at < shift.End);

    /// <summary>Open time within [from, to); zero when to is not after from.</summary>
    public TimeSpan OpenBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var total = TimeSpan.Zero;
        if (to <= from)
        {
            return total;
        }

        for (var day = Day(from); day <= Day(to); day = day.AddDays(1))
        {
            foreach (var shift in InstantsOn(day))
            {
                var start = Max(from, shift.Start);
                var end = Min(to, shift.End);
                if (end > start)
                {
                    total += end - start;
                }
            }
        }

        return total;
    }

    /// <summary>The instant at which so much open time has passed since <paramref name="from"/>; with none to pass, the next open instant.</summary>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan open)
    {
        var left = open < TimeSpan.Zero ? TimeSpan.Zero : open;
        var closed = 0;
        for (var day = Day(from); closed < LongestClosure; day = day.AddDays(1))
        {
            closed++;
            foreach (var (opens, end) in InstantsOn(day))
            {
                var start = Max(from, opens);
                if (end <= start)
                {
                    continue;
                }

                closed = 0;
                if (left < end - start || left == TimeSpan.Zero)
                {
                    return start + left;
                }

                left -= end - start;
                if (left == TimeSpan.Zero)
                {
                    return end;
                }
            }
        }

        return from + open; // A place that is never open: elapsed time is the only honest answer.
    }

    private (DateTimeOffset Start, DateTimeOffset End)[] InstantsOn(DateOnly day) => _instants.GetOrAdd(
        day, static (day, hours) => [.. hours.ShiftsOn(day).Select(shift => (hours.At(day, shift.FromMinute), hours.At(day, shift.ToMinute)))], this);

    private DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    /// <summary>A minute of a day here as an instant.</summary>
    public DateTimeOffset At(DateOnly day, int minute)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
        while (Zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1); // Clocks went forward over it: it is when the clock shows time again. Later times stay later.
        }

        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
