using Mainstay.Access.Contracts;
using Mainstay.Access.Glass;
using Mainstay.Network.Contracts;
using Mainstay.Server.Pages;

namespace Mainstay.Server.Access;

/// <summary>
/// The signed-in person, the sites his grants reach, and the one he works at: <c>?site=CODE</c> for this request, else the cookie
/// <c>site</c>, else his home. A site his grants do not reach is never taken.
/// </summary>
public sealed class StaffHere(CurrentActor current, ISites sites, IOpenGlass glass, ServerSettings settings) : IHereSource
{
    private const int MostInMenu = 20;

    public async Task FillAsync(Here here, HttpContext context)
    {
        here.Actor = current.OrNobody;
        here.IsDemo = settings.Demo;
        if (here.Actor is not { } actor)
        {
            return;
        }

        here.Glass = await WatchedAsync(actor, context.RequestAborted);
        var reached = (await sites.AllAsync(context.RequestAborted)).Where(site => actor.Grants.Any(grant => grant.Covers(site.Ref))).ToList();
        here.Site = Chosen(reached, actor, context.Request.Query["site"].FirstOrDefault() ?? context.Request.Cookies["site"]);
        here.MoreSites = reached.Count > MostInMenu;
        here.Sites = [.. reached.Take(MostInMenu).Select(Shown)];
        if (here.Site is { } at && here.Sites.All(site => site.Ref.Id != at.Ref.Id))
        {
            here.Sites = [at, .. here.Sites.Take(MostInMenu - 1)];
        }
    }

    private async Task<IReadOnlyList<GlassHere>> WatchedAsync(Actor actor, CancellationToken ct)
    {
        var open = await glass.OpenAsync(ct);
        if (open.Count == 0)
        {
            return [];
        }

        var watched = new List<GlassHere>();
        foreach (var (who, taken) in open)
        {
            var site = (await sites.GetAsync(taken.Site, ct)).Ref;
            if (who.Id == actor.Person || GlassWatch.Watches(actor, site))
            {
                watched.Add(new GlassHere(who.Name, taken.Role, site.Name, taken.Until));
            }
        }

        return watched;
    }

    /// <summary>An empty wish is a wish for all sites; none at all, or one beyond reach, means the home site.</summary>
    private static HereSite? Chosen(List<SiteInfo> reached, Actor actor, string? wish)
    {
        if (wish is { Length: 0 } && reached.Count > 1)
        {
            return null;
        }

        var found = reached.Find(site => wish is { Length: > 0 } && string.Equals(site.Ref.Code, wish, StringComparison.OrdinalIgnoreCase))
            ?? reached.Find(site => site.Id == actor.HomeSite)
            ?? (reached.Count == 1 ? reached[0] : null);
        return found is null ? null : Shown(found);
    }

    private static HereSite Shown(SiteInfo site) => new(site.Ref, site.Hours.Zone);
}
