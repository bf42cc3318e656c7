using Mainstay.Access.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Exchange;

/// <summary>Writes everybody who works here now, a row a person and role, in the order of sites and names.</summary>
public sealed record ExportPeople(TextWriter Writer);

public sealed class ExportPeopleHandler(MainstayDb db, ISites sites, IAudit audit)
{
    /// <returns>How many rows were written.</returns>
    public async Task<int> HandleAsync(ExportPeople request, Actor actor, CancellationToken ct)
    {
        Delegation.DemandWholeNetwork(actor);
        await audit.ReadAsync(actor, "people.export", "people", null, ct);
        var codes = (await sites.AllAsync(ct)).ToDictionary(site => site.Id, site => site.Ref.Code);
        var people = await db.Set<Person>().AsNoTracking().Where(person => person.State != PersonState.Left && !db.Set<Keys.ApiKey>().Any(key => key.Person == person.Id))
            .Select(person => new { person.Id, person.Name, person.HomeSite }).ToListAsync(ct);
        var roles = (await db.Set<GrantRow>().AsNoTracking().ToListAsync(ct)).ToLookup(grant => grant.Person, grant => grant.Role);
        var skills = (await db.Set<Skill>().AsNoTracking().ToListAsync(ct)).ToLookup(skill => skill.Person, skill => skill.Text);
        var rows = people
            .Select(person => (Person: person, Site: person.HomeSite is { } home ? codes[home] : null))
            .OrderBy(row => row.Site, StringComparer.Ordinal).ThenBy(row => row.Person.Name, StringComparer.Ordinal).ThenBy(row => row.Person.Id.Value)
            .SelectMany(row => roles[row.Person.Id].Distinct().Order().Select(role =>
                (row.Person.Name, role, row.Site, (IReadOnlyList<string>)[.. skills[row.Person.Id].Order(StringComparer.Ordinal)])))
            .ToList();
        PeopleFile.Write(request.Writer, rows);
        return rows.Count;
    }
}
