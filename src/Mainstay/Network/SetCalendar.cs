using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network;

/// <summary>Makes a calendar or replaces its hours and holidays; every site that has it follows.</summary>
public sealed record SetCalendar(
    string Name, string Zone, IReadOnlyList<Shift> Shifts, IReadOnlyList<Holiday> Holidays, int? Version = null);

public sealed class SetCalendarHandler(MainstayDb db, IAudit audit, IdSource ids)
{
    public async Task<CalendarId> HandleAsync(SetCalendar request, Actor actor, CancellationToken ct)
    {
        Reach.DemandAll(actor, Role.Administrator, Role.HeadOfService);
        var found = await db.Set<Calendar>().FirstOrDefaultAsync(calendar => calendar.Name == request.Name, ct);
        if (found is not null)
        {
            Reach.DemandVersion(request.Version, found.Version);
        }

        var (calendar, changed) = await ApplyAsync(db, ids, request, ct);
        if (changed)
        {
            audit.Changed(actor, "network.set_calendar", $"calendar:{calendar}", null);
            await Revisions.TouchAsync(db, ids, NetworkDirectory.Revision, ct);
            await db.SaveChangesAsync(ct);
        }

        return calendar;
    }

    /// <summary>Joins the caller's unit of work.</summary>
    /// <exception cref="RefusedException"><c>calendar-invalid</c>.</exception>
    internal static async Task<(CalendarId Calendar, bool Changed)> ApplyAsync(MainstayDb db, IdSource ids, SetCalendar request, CancellationToken ct)
    {
        if (Calendar.Problem(request.Name, request.Zone, request.Shifts, request.Holidays) is { } problem)
        {
            throw new RefusedException("calendar-invalid", problem.Message);
        }

        var calendar = await db.Set<Calendar>().FirstOrDefaultAsync(calendar => calendar.Name == request.Name, ct);
        var isNew = calendar is null;
        calendar ??= db.Add(new Calendar { Id = ids.Next<CalendarId>(), Name = request.Name, Zone = request.Zone }).Entity;
        var shifts = await db.Set<CalendarShift>().Where(shift => shift.Calendar == calendar.Id).ToListAsync(ct);
        var holidays = await db.Set<CalendarHoliday>().Where(holiday => holiday.Calendar == calendar.Id).ToListAsync(ct);
        if (!isNew
            && calendar.Zone == request.Zone
            && shifts.Select(shift => shift.ToShift()).ToHashSet().SetEquals(request.Shifts)
            && holidays.Select(holiday => new Holiday(holiday.Day, holiday.Name)).ToHashSet().SetEquals(request.Holidays))
        {
            return (calendar.Id, false);
        }

        calendar.Zone = request.Zone;
        calendar.Changed();
        foreach (var wanted in request.Shifts)
        {
            if (shifts.Find(shift => shift.Day == wanted.Day && shift.FromMinute == wanted.FromMinute) is { } kept)
            {
                kept.ToMinute = wanted.ToMinute;
                shifts.Remove(kept);
            }
            else
            {
                db.Add(new CalendarShift { Calendar = calendar.Id, Day = wanted.Day, FromMinute = wanted.FromMinute, ToMinute = wanted.ToMinute });
            }
        }

        foreach (var wanted in request.Holidays)
        {
            if (holidays.Find(holiday => holiday.Day == wanted.Day) is { } kept)
            {
                kept.Name = wanted.Name;
                holidays.Remove(kept);
            }
            else
            {
                db.Add(new CalendarHoliday { Calendar = calendar.Id, Day = wanted.Day, Name = wanted.Name });
            }
        }

        db.RemoveRange(shifts);
        db.RemoveRange(holidays);
        return (calendar.Id, true);
    }
}
