using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network;

/// <summary>Hours, holidays and time zone of one site. Where others share its calendar, it gets one of its own and they keep theirs.</summary>
/// <param name="Version">Of the site, as it was shown; null when nobody looked.</param>
public sealed record SetSiteHours(SiteId Site, string Zone, IReadOnlyList<Shift> Shifts, IReadOnlyList<Holiday> Holidays, int? Version = null);

public sealed class SetSiteHoursHandler(MainstayDb db, IAudit audit, IdSource ids)
{
    public async Task<CalendarId> HandleAsync(SetSiteHours request, Actor actor, CancellationToken ct)
    {
        var site = await db.Set<Site>().FindAsync([request.Site], ct) ?? throw NetworkDirectory.SiteNotFound(request.Site.ToString());
        actor.Demand(site.ToRef(), Role.Administrator, Role.HeadOfService);
        Reach.DemandVersion(request.Version, site.Version);
        var isShared = await db.Set<Site>().AnyAsync(other => other.Calendar == site.Calendar && other.Id != site.Id, ct);
        var name = isShared ? await FreeNameAsync(site.Code, ct) : (await db.Set<Calendar>().SingleAsync(calendar => calendar.Id == site.Calendar, ct)).Name;
        var (calendar, changed) = await SetCalendarHandler.ApplyAsync(db, ids, new SetCalendar(name, request.Zone, request.Shifts, request.Holidays), ct);
        if (!changed)
        {
            return calendar;
        }

        if (!site.Change(site.Facts() with { Calendar = calendar }))
        {
            site.Touch();
        }

        audit.Changed(actor, "network.set_site_hours", $"site:{site.Id}", site.Id);
        await Revisions.TouchAsync(db, ids, NetworkDirectory.Revision, ct);
        await db.SaveChangesAsync(ct);
        return calendar;
    }

    /// <summary>Named after the site; a calendar that others took over from it keeps the name.</summary>
    private async Task<string> FreeNameAsync(string code, CancellationToken ct)
    {
        var taken = await db.Set<Calendar>().Where(calendar => calendar.Name.StartsWith(code)).Select(calendar => calendar.Name).ToListAsync(ct);
        return taken.Contains(code) ? Enumerable.Range(2, taken.Count + 1).Select(number => $"{code} {number}").First(name => !taken.Contains(name)) : code;
    }
}
