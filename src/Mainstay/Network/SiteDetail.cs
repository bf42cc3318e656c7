using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network;

/// <summary>All that is known of one site, for its page and its form.</summary>
public sealed record SiteDetail(SiteId Site);

/// <param name="Tax">The operator's registrations for the site's state, the newest first.</param>
/// <param name="Supplied">How many sites it supplies.</param>
/// <param name="Senders">How many sites send to it.</param>
public sealed record SiteDetails(
    SiteId Id,
    SiteFacts Facts,
    int Version,
    OrganisationInfo Operator,
    CalendarDetails Calendar,
    IReadOnlyList<Holiday> OwnHolidays,
    SiteRef? Supply,
    SiteRef? Factory,
    IReadOnlyList<TaxDetails> Tax,
    int Supplied,
    int Senders,
    bool TakesCases,
    bool IsOpenNow);

public sealed record CalendarDetails(CalendarId Id, string Name, string Zone, IReadOnlyList<Shift> Shifts, IReadOnlyList<Holiday> Holidays, int Version);

public sealed record TaxDetails(string Scheme, string Number, string Region, DateOnly ValidFrom, DateOnly? ValidTo);

public sealed class SiteDetailHandler(MainstayDb db, ISites sites, IOrganisations organisations, TimeProvider clock)
{
    public async Task<SiteDetails> HandleAsync(SiteDetail request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Enum.GetValues<Role>());
        var site = await db.Set<Site>().AsNoTracking().FirstOrDefaultAsync(site => site.Id == request.Site, ct)
            ?? throw NetworkDirectory.SiteNotFound(request.Site.ToString());
        var info = await sites.GetAsync(site.Id, ct);
        var all = await sites.AllAsync(ct);
        var now = clock.Now();
        return new SiteDetails(
            site.Id,
            site.Facts(),
            site.Version,
            await organisations.GetAsync(site.Operator, ct),
            await CalendarAsync(site.Calendar, ct),
            await db.Set<SiteHoliday>().AsNoTracking().Where(holiday => holiday.Site == site.Id).OrderBy(holiday => holiday.Day)
                .Select(holiday => new Holiday(holiday.Day, holiday.Name)).ToListAsync(ct),
            site.Supply is { } supply ? (await sites.GetAsync(supply, ct)).Ref : null,
            site.Factory is { } factory ? (await sites.GetAsync(factory, ct)).Ref : null,
            await db.Set<TaxRegistration>().AsNoTracking()
                .Where(tax => tax.Organisation == site.Operator && (site.State == null || tax.Region == site.State || tax.Region == ""))
                .OrderByDescending(tax => tax.ValidFrom)
                .Select(tax => new TaxDetails(tax.Scheme, tax.Number, tax.Region, tax.ValidFrom, tax.ValidTo)).ToListAsync(ct),
            all.Count(other => other.Supply == site.Id),
            all.Count(other => other.Factory == site.Id),
            info.TakesCasesAt(now),
            info.Hours.IsOpen(now));
    }

    private async Task<CalendarDetails> CalendarAsync(CalendarId id, CancellationToken ct) => ListCalendarsHandler.Details(
        await db.Set<Calendar>().AsNoTracking().FirstAsync(calendar => calendar.Id == id, ct),
        await db.Set<CalendarShift>().AsNoTracking().Where(shift => shift.Calendar == id).ToListAsync(ct),
        await db.Set<CalendarHoliday>().AsNoTracking().Where(holiday => holiday.Calendar == id).ToListAsync(ct));
}
