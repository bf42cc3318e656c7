using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access;

/// <summary>People whom the actor may see: those at home at the sites he manages. By name, a page at a time.</summary>
/// <param name="Search">The beginning of a name, or a login.</param>
/// <param name="Page">Counted from 1.</param>
public sealed record ListPeople(string? Search, SiteId? Site, Role? Role, bool WithLeft, int Page = 1, int Limit = 50);

public sealed record PersonRow(
    PersonId Id, string Name, string? Login, SiteId? HomeSite, PersonState State, DateTimeOffset? LockedUntil, IReadOnlyList<Role> Roles, IReadOnlyList<string> Skills);

/// <param name="Total">Of all pages.</param>
public sealed record PeoplePage(IReadOnlyList<PersonRow> People, int Total, bool HasMore);

public sealed class ListPeopleHandler(MainstayDb db, ISites sites)
{
    private const int MostAtOnce = 200;

    public async Task<PeoplePage> HandleAsync(ListPeople request, Actor actor, CancellationToken ct)
    {
        actor.Demand([.. Delegation.Managers]);
        var people = Matching(request);
        if (!Delegation.IsAtHome(actor, null))
        {
            var own = (await sites.AllAsync(ct)).Where(site => Delegation.IsAtHome(actor, site.Ref)).Select(site => (SiteId?)site.Id).ToList();
            people = people.Where(person => own.Contains(person.HomeSite));
        }

        var total = await people.CountAsync(ct);
        var limit = Math.Clamp(request.Limit, 1, MostAtOnce);
        var rows = await people.AsNoTracking().OrderBy(person => person.NameSearch).ThenBy(person => person.Id)
            .Skip((Math.Max(request.Page, 1) - 1) * limit).Take(limit + 1).ToListAsync(ct);
        var shown = rows.Take(limit).ToList();
        var keys = shown.ConvertAll(person => person.Id);
        var roles = (await db.Set<GrantRow>().AsNoTracking().Where(grant => keys.Contains(grant.Person)).ToListAsync(ct)).ToLookup(grant => grant.Person, grant => grant.Role);
        var skills = (await db.Set<Skill>().AsNoTracking().Where(skill => keys.Contains(skill.Person)).ToListAsync(ct)).ToLookup(skill => skill.Person, skill => skill.Text);
        return new PeoplePage(
            [.. shown.Select(person => new PersonRow(
                person.Id, person.Name, person.Login, person.HomeSite, person.State, person.LockedUntil,
                [.. roles[person.Id].Distinct().Order()], [.. skills[person.Id].Order(StringComparer.Ordinal)]))],
            total,
            rows.Count > limit);
    }

    private IQueryable<Person> Matching(ListPeople request)
    {
        IQueryable<Person> people = db.Set<Person>().Where(person => !db.Set<Keys.ApiKey>().Any(key => key.Person == person.Id));
        if (!request.WithLeft)
        {
            people = people.Where(person => person.State != PersonState.Left);
        }

        if (request.Search is { } text && Searchable.Name(text) is { Length: > 0 } prefix)
        {
            var login = Person.NormalLogin(text);
            var byName = db.Set<Person>().WhereBegins(person => person.NameSearch, prefix).Select(person => person.Id);
            people = people.Where(person => byName.Contains(person.Id) || person.Login == login);
        }

        if (request.Site is { } site)
        {
            people = people.Where(person => person.HomeSite == site);
        }

        return request.Role is { } role
            ? people.Where(person => db.Set<GrantRow>().Any(grant => grant.Person == person.Id && grant.Role == role))
            : people;
    }
}
