using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Network;

public sealed record Holiday(DateOnly Day, string Name);

/// <summary>Working hours that many sites share; a site may add days of its own on which it is closed.</summary>
public sealed class Calendar
{
    private const int LongestName = 60;

    public required CalendarId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>A name of the IANA time zone database, such as <c>Asia/Kolkata</c>.</summary>
    public required string Zone { get; set; }

    public int Version { get; private set; }

    public void Changed() => Version++;

    /// <returns>The field that is wrong and why, or null.</returns>
    public static (string Field, string Message)? Problem(string name, string zone, IReadOnlyList<Shift> shifts, IReadOnlyList<Holiday> holidays)
    {
        if (name.Trim().Length == 0 || name.Length > LongestName)
        {
            return ("calendar", $"A calendar's name has 1 to {LongestName} characters.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            return ("time_zone", $"'{zone}' is no time zone of the IANA database such as Asia/Kolkata.");
        }

        if (ShiftProblem(shifts) is { } problem)
        {
            return ("hours", problem);
        }

        return HolidayProblem(holidays) is { } wrong ? ("holidays", wrong) : null;
    }

    /// <summary>Each day once; a name without the sign that separates days in a file.</summary>
    public static string? HolidayProblem(IReadOnlyList<Holiday> holidays) =>
        holidays.GroupBy(holiday => holiday.Day).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? $"{twice.Key:yyyy-MM-dd} is given twice."
            : holidays.FirstOrDefault(holiday => holiday.Name.Contains(';', StringComparison.Ordinal) || holiday.Name != holiday.Name.Trim()) is { } named
                ? $"The name of {named.Day:yyyy-MM-dd} holds a semicolon or blanks around it."
                : null;

    /// <summary>Shifts lie within their day, begin before they end, and do not overlap.</summary>
    public static string? ShiftProblem(IEnumerable<Shift> shifts)
    {
        foreach (var day in shifts.GroupBy(shift => shift.Day))
        {
            var end = -1;
            foreach (var shift in day.OrderBy(shift => shift.FromMinute))
            {
                if (shift.FromMinute < 0 || shift.ToMinute > 24 * 60 || shift.FromMinute >= shift.ToMinute)
                {
                    return $"A shift on {day.Key} does not begin before it ends, within one day; a night shift is two shifts.";
                }

                if (shift.FromMinute < end)
                {
                    return $"Two shifts on {day.Key} overlap.";
                }

                end = shift.ToMinute;
            }
        }

        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<Calendar>
    {
        public void Configure(EntityTypeBuilder<Calendar> table)
        {
            table.ToTable("network_calendars").HasKey(calendar => calendar.Id);
            table.HasIndex(calendar => calendar.Name).IsUnique();
            table.Property(calendar => calendar.Version).IsConcurrencyToken();
        }
    }
}

public sealed class CalendarShift
{
    public required CalendarId Calendar { get; init; }

    public required DayOfWeek Day { get; init; }

    public required int FromMinute { get; init; }

    public required int ToMinute { get; set; }

    public Shift ToShift() => new(Day, FromMinute, ToMinute);

    internal sealed class Table : IEntityTypeConfiguration<CalendarShift>
    {
        public void Configure(EntityTypeBuilder<CalendarShift> table)
        {
            table.ToTable("network_calendar_shifts").HasKey(shift => new { shift.Calendar, shift.Day, shift.FromMinute });
            table.Property(shift => shift.Day).HasConversion<EnumConverter<DayOfWeek>>();
        }
    }
}

public sealed class CalendarHoliday
{
    public required CalendarId Calendar { get; init; }

    public required DateOnly Day { get; init; }

    public required string Name { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<CalendarHoliday>
    {
        public void Configure(EntityTypeBuilder<CalendarHoliday> table) =>
            table.ToTable("network_calendar_holidays").HasKey(holiday => new { holiday.Calendar, holiday.Day });
    }
}
