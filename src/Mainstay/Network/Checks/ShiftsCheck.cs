using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network.Checks;

/// <summary>Shifts of a calendar lie within their day and do not overlap: working time would be counted twice.</summary>
internal sealed class ShiftsCheck : ICheck
{
    public string Name => "network.shifts";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var names = await db.Set<Calendar>().AsNoTracking().ToDictionaryAsync(calendar => calendar.Id, calendar => calendar.Name, ct);
        var shifts = await db.Set<CalendarShift>().AsNoTracking().ToListAsync(ct);
        var violations = shifts.GroupBy(shift => shift.Calendar)
            .Select(same => (Calendar: names[same.Key], Problem: Calendar.ShiftProblem(same.Select(shift => shift.ToShift()))))
            .Where(found => found.Problem is not null)
            .Select(found => $"Calendar {found.Calendar}: {found.Problem}");
        return new CheckResult(shifts.Count, [.. violations.Take(100)]);
    }
}
