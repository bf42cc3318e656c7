using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Access;

/// <summary>Somebody begins to work here, with his first roles.</summary>
/// <param name="Login">Null for people who only stand in the directory.</param>
public sealed record HirePerson(
    string? Login, string Name, string? Email, string? Phone, SiteId? HomeSite, string Language, IReadOnlyList<Grant> Grants, IReadOnlyList<string> Skills);

public sealed class HirePersonHandler(MainstayDb db, PeopleRecords records, IdSource ids, TimeProvider clock)
{
    public async Task<PersonId> HandleAsync(HirePerson request, Actor actor, CancellationToken ct)
    {
        actor.Demand([.. Delegation.Managers]);
        if (!Delegation.IsAtHome(actor, await records.SiteAsync(request.HomeSite, ct)))
        {
            throw new RefusedException("not-your-site", "You can hire for your own sites only.");
        }

        var person = Person.Hire(
            ids.Next<PersonId>(), request.Login, request.Name, request.Email, request.Phone, request.HomeSite, request.Language, PeopleRecords.NewStamp(), clock.Now());
        db.Add(person);
        foreach (var grant in request.Grants.Distinct())
        {
            Delegation.DemandMayGive(actor, grant, await records.SiteAsync(grant.Site, ct));
            db.Add(GrantRow.Of(ids.Next<GrantId>(), person.Id, grant));
        }

        await records.SetSkillsAsync(person, request.Skills, ct);
        await records.CommitAsync(actor, "person.hire", person, ct);
        return person.Id;
    }
}
