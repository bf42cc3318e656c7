using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network;

/// <summary>From a day on no case may be opened at the site. Open ones stay and may be finished there.</summary>
/// <param name="On">The first day without new cases; null opens it again.</param>
public sealed record CloseSite(SiteId Site, DateOnly? On, int? Version = null);

/// <param name="OpenCases">Still to be finished at the site; the person who closes it is told.</param>
public sealed record SiteClosed(int OpenCases);

public sealed class CloseSiteHandler(MainstayDb db, IAudit audit, IdSource ids, IEnumerable<ISiteWork> work)
{
    public async Task<SiteClosed> HandleAsync(CloseSite request, Actor actor, CancellationToken ct)
    {
        var site = await db.Set<Site>().FindAsync([request.Site], ct) ?? throw NetworkDirectory.SiteNotFound(request.Site.ToString());
        actor.Demand(site.ToRef(), Role.Administrator, Role.HeadOfService);
        Reach.DemandVersion(request.Version, site.Version);
        if (request.On is not null)
        {
            var leaning = await db.Set<Site>()
                .Where(other => (other.Supply == site.Id || other.Factory == site.Id) && other.ClosesOn == null)
                .OrderBy(other => other.Code)
                .Select(other => other.Code)
                .ToListAsync(ct);
            if (leaning.Count > 0)
            {
                throw new RefusedException(
                    "site-needed", $"{leaning.Count} sites, {leaning[0]} first, are supplied by {site.Code} or send to it; link them elsewhere before it closes.");
            }
        }

        var openCases = 0;
        foreach (var room in work)
        {
            openCases += await room.OpenCasesAsync(site.Id, ct);
        }

        if (site.Change(site.Facts() with { ClosesOn = request.On }))
        {
            audit.Changed(actor, request.On is null ? "network.reopen_site" : "network.close_site", $"site:{site.Id}", site.Id);
            await Revisions.TouchAsync(db, ids, NetworkDirectory.Revision, ct);
            await db.SaveChangesAsync(ct);
        }

        return new SiteClosed(openCases);
    }
}
