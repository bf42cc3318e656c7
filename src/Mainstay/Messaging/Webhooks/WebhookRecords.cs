using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Messaging.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Webhooks;

/// <summary>What every verb on a webhook begins and ends with: the record, whether the actor may, and the trace.</summary>
public sealed class WebhookRecords(MainstayDb db, ISites sites, IAudit audit)
{
    private static readonly Role[] _roles = [Role.Administrator, Role.Integrator];

    /// <exception cref="RefusedException"><c>webhook-not-found</c>, <c>not-allowed</c>, <c>not-your-site</c>.</exception>
    public async Task<Webhook> GetAsync(WebhookId id, Actor actor, CancellationToken ct)
    {
        actor.Demand(_roles);
        var hook = await db.Set<Webhook>().SingleOrDefaultAsync(row => row.Id == id, ct) ?? throw new RefusedException("webhook-not-found", "There is no such webhook.");
        await DemandAsync(actor, hook.Site, hook.Organisation, ct);
        return hook;
    }

    /// <summary>Nobody lets out more than he may see himself.</summary>
    public async Task DemandAsync(Actor actor, SiteId? site, OrganisationId? organisation, CancellationToken ct)
    {
        if (site is { } at)
        {
            actor.Demand((await sites.GetAsync(at, ct)).Ref, _roles);
            return;
        }

        actor.Demand(_roles);
        if (!Encloses(actor, organisation))
        {
            throw new RefusedException("not-your-site", "Your role does not reach all that this webhook would hear. Name a site or organisation of yours.");
        }
    }

    /// <summary>Those whose events the actor may see all of.</summary>
    public async Task<List<Webhook>> MineAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(_roles);
        var mine = new List<Webhook>();
        var known = (await sites.AllAsync(ct)).ToDictionary(site => site.Id);
        foreach (var hook in await db.Set<Webhook>().AsNoTracking().OrderBy(hook => hook.CreatedAt).ThenBy(hook => hook.Id).ToListAsync(ct))
        {
            if (hook.Site is { } site ? actor.May(known[site].Ref, _roles) : Encloses(actor, hook.Organisation))
            {
                mine.Add(hook);
            }
        }

        return mine;
    }

    public async Task CommitAsync(Actor actor, string action, Webhook hook, CancellationToken ct)
    {
        audit.Changed(actor, action, hook.Subject, hook.Site);
        await db.SaveChangesAsync(ct);
    }

    private static bool Encloses(Actor actor, OrganisationId? organisation) => actor.Grants.Any(grant =>
        _roles.Contains(grant.Role) && grant.Site is null && (grant.Organisation is null || grant.Organisation == organisation));
}
