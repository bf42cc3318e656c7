using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Keys;

/// <summary>The key opens nothing any more. Its name stays: history speaks of it.</summary>
public sealed class RevokeApiKeyHandler(MainstayDb db, PeopleRecords records, TimeProvider clock)
{
    public async Task HandleAsync(ApiKeyId id, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Administrator);
        var key = await db.Set<ApiKey>().SingleOrDefaultAsync(row => row.Id == id, ct) ?? throw new RefusedException("api-key-not-found", "There is no such key.");
        var site = await records.SiteAsync(key.Site, ct);
        foreach (var grant in await records.GrantsAsync(key.Person, ct))
        {
            Delegation.DemandMayGive(actor, grant.ToGrant(), site);
        }

        if (key.RevokedAt is not null)
        {
            return;
        }

        var who = await db.Set<Person>().SingleAsync(row => row.Id == key.Person, ct);
        key.RevokedAt = clock.Now();
        who.Leave(PeopleRecords.NewStamp(), clock.Now());
        db.RemoveRange(await records.GrantsAsync(key.Person, ct));
        await records.CommitAsync(actor, "api_key.revoke", who, ct);
    }
}
