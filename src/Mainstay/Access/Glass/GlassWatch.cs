using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Glass;

public sealed record GlassRow(
    GlassId Id, PersonId Person, string Name, Role Role, SiteId Site, string SiteName, string Reason, DateTimeOffset BeganAt, DateTimeOffset Until, DateTimeOffset? EndedAt, bool IsOpen);

/// <summary>Roles taken in an emergency, as administrators and the manager of the site see them; everybody sees his own.</summary>
public sealed class GlassWatch(MainstayDb db, ISites sites, TimeProvider clock)
{
    private static readonly TimeSpan _shown = TimeSpan.FromDays(90);

    public static bool Watches(Actor actor, SiteRef? site) =>
        site is not null && actor.OwnGrants.Any(grant => grant.Role is Role.Administrator or Role.CentreManager or Role.FactoryManager && grant.Covers(site));

    public async Task<IReadOnlyList<GlassRow>> ListAsync(Actor actor, CancellationToken ct)
    {
        var now = clock.Now();
        var since = now - _shown;
        var rows = await db.Set<BrokenGlass>().AsNoTracking().Where(row => row.Until >= since)
            .Join(db.Set<Person>(), row => row.Person, person => person.Id, (row, person) => new { Glass = row, person.Name })
            .OrderByDescending(pair => pair.Glass.Until).ThenByDescending(pair => pair.Glass.Id).ToListAsync(ct);
        var shown = new List<GlassRow>();
        foreach (var (glass, name) in rows.Select(pair => (pair.Glass, pair.Name)))
        {
            var site = await sites.GetAsync(glass.Site, ct);
            if (glass.Person == actor.Person || Watches(actor, site.Ref))
            {
                shown.Add(new GlassRow(
                    glass.Id, glass.Person, name, glass.Role, glass.Site, site.Ref.Name, glass.Reason, glass.BeganAt, glass.Until, glass.EndedAt, glass.IsOpenAt(now)));
            }
        }

        return shown;
    }
}
