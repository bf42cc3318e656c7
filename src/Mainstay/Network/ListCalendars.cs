using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network;

/// <summary>Calendars in the order of their names, or the one that is named.</summary>
public sealed record ListCalendars(CalendarId? Only = null);

/// <param name="Sites">How many sites keep these hours.</param>
public sealed record CalendarRow(CalendarDetails Calendar, int Sites);

public sealed class ListCalendarsHandler(MainstayDb db)
{
    public async Task<IReadOnlyList<CalendarRow>> HandleAsync(ListCalendars request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Enum.GetValues<Role>());
        var calendars = await db.Set<Calendar>().AsNoTracking()
            .Where(calendar => request.Only == null || calendar.Id == request.Only).OrderBy(calendar => calendar.Name).ToListAsync(ct);
        if (request.Only is not null && calendars.Count == 0)
        {
            throw new RefusedException("calendar-not-found", "There is no such calendar.");
        }

        var ids = calendars.Select(calendar => calendar.Id).ToList();
        var shifts = (await db.Set<CalendarShift>().AsNoTracking().Where(shift => ids.Contains(shift.Calendar)).ToListAsync(ct)).ToLookup(shift => shift.Calendar);
        var holidays = (await db.Set<CalendarHoliday>().AsNoTracking().Where(holiday => ids.Contains(holiday.Calendar)).ToListAsync(ct)).ToLookup(holiday => holiday.Calendar);
        var sites = await db.Set<Site>().Where(site => ids.Contains(site.Calendar)).GroupBy(site => site.Calendar)
            .Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(same => same.Key, same => same.Count, ct);
        return [.. calendars.Select(calendar => new CalendarRow(Details(calendar, shifts[calendar.Id], holidays[calendar.Id]), sites.GetValueOrDefault(calendar.Id)))];
    }

    /// <summary>Weeks begin on Monday.</summary>
    internal static CalendarDetails Details(Calendar calendar, IEnumerable<CalendarShift> shifts, IEnumerable<CalendarHoliday> holidays) => new(
        calendar.Id,
        calendar.Name,
        calendar.Zone,
        [.. shifts.Select(shift => shift.ToShift()).OrderBy(shift => ((int)shift.Day + 6) % 7).ThenBy(shift => shift.FromMinute)],
        [.. holidays.OrderBy(holiday => holiday.Day).Select(holiday => new Holiday(holiday.Day, holiday.Name))],
        calendar.Version);
}
