using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;

namespace Mainstay.Access;

/// <summary>Gives a person a role at a site, at an organisation's sites or everywhere. Given twice it is held once.</summary>
public sealed record GrantRole(PersonId Person, Grant Grant, int? Version = null);

public sealed class GrantRoleHandler(MainstayDb db, PeopleRecords records, IdSource ids)
{
    public async Task HandleAsync(GrantRole request, Actor actor, CancellationToken ct)
    {
        var person = await records.GetAsync(request.Person, ct);
        await records.DemandMayManageAsync(actor, person, ct);
        Delegation.DemandMayGive(actor, request.Grant, await records.SiteAsync(request.Grant.Site, ct));
        if ((await records.GrantsAsync(person.Id, ct)).Any(row => row.ToGrant() == request.Grant))
        {
            return;
        }

        PeopleRecords.DemandVersion(person, request.Version);
        person.Touch();
        db.Add(GrantRow.Of(ids.Next<GrantId>(), person.Id, request.Grant));
        await records.CommitAsync(actor, "person.grant_role", person, ct);
    }
}
