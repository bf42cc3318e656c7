using Mainstay.Access.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network.Exchange;

/// <summary>Writes all sites, closed ones too, in the order of their codes; importing the file gives the same network.</summary>
public sealed record ExportNetwork(Stream Output, NetworkFormat Format);

public sealed class ExportNetworkHandler(MainstayDb db)
{
    /// <returns>How many sites were written.</returns>
    public async Task<int> HandleAsync(ExportNetwork request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Enum.GetValues<Role>());
        var entries = await EntriesAsync(ct);
        NetworkFile.Write(request.Output, request.Format, entries);
        return entries.Count;
    }

    private async Task<List<SiteEntry>> EntriesAsync(CancellationToken ct)
    {
        var sites = (await db.Set<Site>().AsNoTracking().ToListAsync(ct)).OrderBy(site => site.Code, StringComparer.Ordinal).ToList();
        var codes = sites.ToDictionary(site => site.Id, site => site.Code);
        var operators = await db.Set<Organisation>().AsNoTracking().ToDictionaryAsync(organisation => organisation.Id, ct);
        var calendars = await db.Set<Calendar>().AsNoTracking().ToDictionaryAsync(calendar => calendar.Id, ct);
        var shifts = (await db.Set<CalendarShift>().AsNoTracking().ToListAsync(ct)).ToLookup(shift => shift.Calendar, shift => shift.ToShift());
        var holidays = (await db.Set<CalendarHoliday>().AsNoTracking().ToListAsync(ct))
            .ToLookup(holiday => holiday.Calendar, holiday => new Holiday(holiday.Day, holiday.Name));
        var closed = (await db.Set<SiteHoliday>().AsNoTracking().ToListAsync(ct))
            .ToLookup(holiday => holiday.Site, holiday => new Holiday(holiday.Day, holiday.Name));
        var toldOperators = new HashSet<OrganisationId>();
        var toldCalendars = new HashSet<CalendarId>();
        return [.. sites.Select(site => new SiteEntry(
            0,
            site.Code,
            site.Name,
            site.Kind,
            operators[site.Operator].Code,
            toldOperators.Add(site.Operator) ? Entry(operators[site.Operator]) : null,
            calendars[site.Calendar].Name,
            toldCalendars.Add(site.Calendar)
                ? new CalendarEntry(calendars[site.Calendar].Zone, [.. shifts[site.Calendar]], [.. holidays[site.Calendar]])
                : null,
            site.State,
            site.Town,
            site.Postcode,
            site.Latitude,
            site.Longitude,
            site.Capacity,
            site.Supply is { } supply ? codes[supply] : null,
            site.Factory is { } factory ? codes[factory] : null,
            site.OpensOn,
            site.ClosesOn,
            [.. closed[site.Id].OrderBy(holiday => holiday.Day)]))];
    }

    private static OperatorEntry Entry(Organisation organisation) => new(organisation.Name, organisation.Relation, organisation.Country);
}
