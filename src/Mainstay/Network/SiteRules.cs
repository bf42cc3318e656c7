using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network;

/// <summary>What a site needs around it: an operator, a calendar, links that make sense.</summary>
internal static class SiteRules
{
    /// <param name="site">Need not be saved yet.</param>
    /// <exception cref="RefusedException"><c>site-invalid</c>, <c>site-link-wrong</c>, <c>site-not-found</c>, <c>calendar-not-found</c>, <c>organisation-not-found</c>.</exception>
    public static async Task DemandAsync(MainstayDb db, Site site, CancellationToken ct)
    {
        var operating = await db.Set<Organisation>().AsNoTracking().FirstOrDefaultAsync(organisation => organisation.Id == site.Operator, ct)
            ?? throw NetworkDirectory.OrganisationNotFound(site.Operator.ToString());
        if (!operating.IsOperator)
        {
            throw new RefusedException("site-invalid", $"{operating.Name} is no operator of sites.");
        }

        if (!await db.Set<Calendar>().AnyAsync(calendar => calendar.Id == site.Calendar, ct))
        {
            throw new RefusedException("calendar-not-found", $"There is no calendar {site.Calendar}.");
        }

        var network = await LinksAsync(db, ct);
        network[site.Id] = new SiteLink(site.Code, site.Kind, site.Supply, site.Factory);
        foreach (var link in new[] { site.Supply, site.Factory })
        {
            if (link is { } to && !network.ContainsKey(to))
            {
                throw NetworkDirectory.SiteNotFound(to.ToString());
            }
        }

        if (SiteLinks.Problem(site.Id, network) is { } problem)
        {
            throw new RefusedException("site-link-wrong", problem.Message);
        }
    }

    public static async Task<Dictionary<SiteId, SiteLink>> LinksAsync(MainstayDb db, CancellationToken ct) =>
        await db.Set<Site>().AsNoTracking().ToDictionaryAsync(
            site => site.Id, site => new SiteLink(site.Code, site.Kind, site.Supply, site.Factory), ct);
}
