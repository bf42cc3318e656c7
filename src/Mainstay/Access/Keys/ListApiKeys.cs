using Mainstay.Access.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Keys;

/// <param name="Person">As whom it acts in events and audit.</param>
public sealed record ApiKeyView(
    ApiKeyId Id, PersonId Person, string Name, IReadOnlyList<Role> Roles, SiteId? Site, OrganisationId? Organisation,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt);

/// <summary>Keys within the actor's own reach, the newest first.</summary>
public sealed class ListApiKeysHandler(MainstayDb db, ISites sites)
{
    public async Task<IReadOnlyList<ApiKeyView>> HandleAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Administrator);
        var known = (await sites.AllAsync(ct)).ToDictionary(site => site.Id, site => site.Ref);
        var rows = await (
            from key in db.Set<ApiKey>().AsNoTracking()
            join person in db.Set<Person>() on key.Person equals person.Id
            orderby key.CreatedAt descending
            select new { Key = key, person.Name }).ToListAsync(ct);
        var grants = (await db.Set<GrantRow>().AsNoTracking().Where(grant => db.Set<ApiKey>().Any(key => key.Person == grant.Person)).ToListAsync(ct))
            .ToLookup(grant => grant.Person, grant => grant.Role);
        return
        [
            .. rows.Where(row => Delegation.MayGive(actor, new Grant(Role.Integrator, row.Key.Site, row.Key.Organisation), row.Key.Site is { } site ? known[site] : null))
                .Select(row => new ApiKeyView(
                    row.Key.Id, row.Key.Person, row.Name, [.. grants[row.Key.Person].Distinct().Order()], row.Key.Site, row.Key.Organisation,
                    row.Key.CreatedAt, row.Key.ExpiresAt, row.Key.RevokedAt, row.Key.LastUsedAt)),
        ];
    }
}
