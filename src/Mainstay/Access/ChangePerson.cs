using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;

namespace Mainstay.Access;

/// <summary>Corrects who somebody is, where he is at home and what he can do; roles have verbs of their own.</summary>
/// <param name="Version">As it was shown; null when nobody looked at it before.</param>
public sealed record ChangePerson(
    PersonId Person, string? Login, string Name, string? Email, string? Phone, SiteId? HomeSite, string Language, IReadOnlyList<string> Skills, int? Version);

public sealed class ChangePersonHandler(PeopleRecords records)
{
    public async Task HandleAsync(ChangePerson request, Actor actor, CancellationToken ct)
    {
        var person = await records.GetAsync(request.Person, ct);
        await records.DemandMayManageAsync(actor, person, ct);
        PeopleRecords.DemandVersion(person, request.Version);
        if (person.HomeSite != request.HomeSite && !Delegation.IsAtHome(actor, await records.SiteAsync(request.HomeSite, ct)))
        {
            throw new RefusedException("not-your-site", "You can move people to your own sites only.");
        }

        person.Change(request.Login, request.Name, request.Email, request.Phone, request.HomeSite, request.Language);
        await records.SetSkillsAsync(person, request.Skills, ct);
        await records.CommitAsync(actor, "person.change", person, ct);
    }
}
