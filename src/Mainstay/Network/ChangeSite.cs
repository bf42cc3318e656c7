using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Network;

/// <summary>Changes name, place, operator, calendar, capacity, links or days of a site; code and kind stay for good.</summary>
/// <param name="Version">What the person saw; null when nobody looked.</param>
public sealed record ChangeSite(SiteId Site, SiteFacts Facts, int? Version = null);

public sealed class ChangeSiteHandler(MainstayDb db, IAudit audit, IdSource ids)
{
    public async Task HandleAsync(ChangeSite request, Actor actor, CancellationToken ct)
    {
        var site = await db.Set<Site>().FindAsync([request.Site], ct) ?? throw NetworkDirectory.SiteNotFound(request.Site.ToString());
        actor.Demand(site.ToRef(), Role.Administrator, Role.HeadOfService, Role.Planner);
        if (request.Facts.Operator != site.Operator)
        {
            actor.Demand(site.ToRef() with { Operator = request.Facts.Operator }, Role.Administrator, Role.HeadOfService);
        }

        Reach.DemandVersion(request.Version, site.Version);
        if (!site.Change(request.Facts))
        {
            return;
        }

        await SiteRules.DemandAsync(db, site, ct);
        audit.Changed(actor, "network.change_site", $"site:{site.Id}", site.Id);
        await Revisions.TouchAsync(db, ids, NetworkDirectory.Revision, ct);
        await db.SaveChangesAsync(ct);
    }
}
