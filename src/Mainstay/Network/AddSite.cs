using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network;

/// <summary>Adds a place of work to the network; cases may be opened there from <see cref="SiteFacts.OpensOn"/>.</summary>
public sealed record AddSite(SiteFacts Site);

public sealed class AddSiteHandler(MainstayDb db, IAudit audit, IdSource ids)
{
    public async Task<SiteId> HandleAsync(AddSite request, Actor actor, CancellationToken ct)
    {
        var site = Site.Add(ids.Next<SiteId>(), request.Site);
        actor.Demand(site.ToRef(), Role.Administrator, Role.HeadOfService);
        if (await db.Set<Site>().AnyAsync(other => other.Code == site.Code, ct))
        {
            throw new RefusedException("site-code-taken", $"There is already a site {site.Code}.");
        }

        await SiteRules.DemandAsync(db, site, ct);
        db.Add(site);
        audit.Changed(actor, "network.add_site", $"site:{site.Id}", site.Id);
        await Revisions.TouchAsync(db, ids, NetworkDirectory.Revision, ct);
        await db.SaveChangesAsync(ct);
        return site.Id;
    }
}
