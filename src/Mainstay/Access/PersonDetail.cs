using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access;

/// <summary>One person's whole record, for those who manage him and for himself.</summary>
public sealed record PersonDetail(PersonId Person);

/// <param name="MayManage">Whether the actor may change him; himself he may only look at.</param>
public sealed record PersonView(
    PersonId Id, string Name, string? Login, string? Email, string? Phone, SiteId? HomeSite, string Language, PersonState State, DateTimeOffset? LockedUntil,
    bool HasPassword, DateTimeOffset HiredAt, DateTimeOffset? LeftAt, IReadOnlyList<Grant> Grants, IReadOnlyList<string> Skills, int Version, bool MayManage, bool MayBreakGlass);

public sealed class PersonDetailHandler(MainstayDb db, PeopleRecords records, IAudit audit)
{
    public async Task<PersonView> HandleAsync(PersonDetail request, Actor actor, CancellationToken ct)
    {
        var person = await records.GetAsync(request.Person, ct);
        if (person.Id != actor.Person)
        {
            actor.Demand([.. Delegation.Managers]);
            if (!Delegation.IsAtHome(actor, await records.SiteAsync(person.HomeSite, ct)))
            {
                throw new RefusedException("not-your-site", "This person works at a site beyond your own.");
            }

            await audit.ReadAsync(actor, "person.page", $"person:{person.Id}", person.HomeSite, ct);
        }

        var grants = (await records.GrantsAsync(person.Id, ct)).ConvertAll(row => row.ToGrant());
        var skills = await db.Set<Skill>().Where(skill => skill.Person == person.Id).Select(skill => skill.Text).ToListAsync(ct);
        return new PersonView(
            person.Id, person.Name, person.Login, person.Email, person.Phone, person.HomeSite, person.Language, person.State, person.LockedUntil,
            person.PasswordHash is not null, person.HiredAt, person.LeftAt,
            [.. grants.OrderBy(grant => grant.Role)], [.. skills.Order(StringComparer.Ordinal)], person.Version,
            await MayManageAsync(person, grants, actor, ct),
            person.MayBreakGlass);
    }

    private async Task<bool> MayManageAsync(Person person, List<Grant> grants, Actor actor, CancellationToken ct)
    {
        var held = new List<(Grant, SiteRef?)>();
        foreach (var grant in grants)
        {
            held.Add((grant, await records.SiteAsync(grant.Site, ct)));
        }

        return Delegation.MayManage(actor, await records.SiteAsync(person.HomeSite, ct), held);
    }
}
