using Mainstay.Access.Contracts;
using Mainstay.Storage;

namespace Mainstay.Access;

/// <summary>Takes a role away; it stops working at once. Taking away what is not held changes nothing.</summary>
public sealed record RevokeRole(PersonId Person, Grant Grant, int? Version = null);

public sealed class RevokeRoleHandler(MainstayDb db, PeopleRecords records)
{
    public async Task HandleAsync(RevokeRole request, Actor actor, CancellationToken ct)
    {
        await using var alone = await records.AloneAsync(ct);
        var person = await records.GetAsync(request.Person, ct);
        await records.DemandMayManageAsync(actor, person, ct);
        Delegation.DemandMayGive(actor, request.Grant, await records.SiteAsync(request.Grant.Site, ct));
        var held = (await records.GrantsAsync(person.Id, ct)).Where(row => row.ToGrant() == request.Grant).ToList();
        if (held.Count > 0)
        {
            PeopleRecords.DemandVersion(person, request.Version);
            if (request.Grant is { Role: Role.Administrator, Site: null, Organisation: null })
            {
                await records.DemandAnotherAdministratorAsync(person.Id, ct);
            }

            person.Touch();
            db.RemoveRange(held);
            await records.CommitAsync(actor, "person.revoke_role", person, ct);
        }

        if (alone is not null)
        {
            await alone.CommitAsync(ct);
        }
    }
}
