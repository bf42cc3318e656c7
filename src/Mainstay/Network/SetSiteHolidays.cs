using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network;

/// <summary>The days on which one site is closed beside the holidays of its calendar; replaces the days said before.</summary>
public sealed record SetSiteHolidays(SiteId Site, IReadOnlyList<Holiday> Holidays, int? Version = null);

public sealed class SetSiteHolidaysHandler(MainstayDb db, IAudit audit, IdSource ids)
{
    public async Task HandleAsync(SetSiteHolidays request, Actor actor, CancellationToken ct)
    {
        var site = await db.Set<Site>().FindAsync([request.Site], ct) ?? throw NetworkDirectory.SiteNotFound(request.Site.ToString());
        actor.Demand(site.ToRef(), Role.Administrator, Role.HeadOfService, Role.CentreManager, Role.FactoryManager);
        Reach.DemandVersion(request.Version, site.Version);
        if (Calendar.HolidayProblem(request.Holidays) is { } problem)
        {
            throw new RefusedException("calendar-invalid", problem);
        }

        var before = await db.Set<SiteHoliday>().Where(holiday => holiday.Site == site.Id).ToListAsync(ct);
        if (Apply(db, site, before, request.Holidays))
        {
            audit.Changed(actor, "network.set_site_holidays", $"site:{site.Id}", site.Id);
            await Revisions.TouchAsync(db, ids, NetworkDirectory.Revision, ct);
            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>Joins the caller's unit of work.</summary>
    internal static bool Apply(MainstayDb db, Site site, List<SiteHoliday> before, IReadOnlyList<Holiday> holidays)
    {
        if (before.Select(holiday => new Holiday(holiday.Day, holiday.Name)).ToHashSet().SetEquals(holidays))
        {
            return false;
        }

        foreach (var wanted in holidays)
        {
            if (before.Find(holiday => holiday.Day == wanted.Day) is { } kept)
            {
                kept.Name = wanted.Name;
                before.Remove(kept);
            }
            else
            {
                db.Add(new SiteHoliday { Site = site.Id, Day = wanted.Day, Name = wanted.Name });
            }
        }

        db.RemoveRange(before);
        site.Touch();
        return true;
    }
}
