using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.AspNetCore.Identity;

namespace Mainstay.Access;

/// <param name="Password">Null for those who cannot sign in; people with the same one share its hash, because hashing is slow on purpose.</param>
public sealed record NewPerson(
    string? Login, string Name, SiteId? HomeSite, string Language, IReadOnlyList<Grant> Grants, IReadOnlyList<string> Skills, string? Password = null);

/// <summary>A whole network's people at once, for the demo and for imports; not reachable from outside.</summary>
public sealed record HireMany(IReadOnlyList<NewPerson> People);

public sealed class HireManyHandler(MainstayDb db, IPasswordHasher<Person> hasher, IAudit audit, IdSource ids, TimeProvider clock)
{
    /// <returns>Their ids in the order given.</returns>
    public async Task<IReadOnlyList<PersonId>> HandleAsync(HireMany request, Actor actor, CancellationToken ct)
    {
        var now = clock.Now();
        var hashes = new Dictionary<string, string>();
        var people = new List<Person>(request.People.Count);
        var grants = new List<GrantRow>();
        var skills = new List<Skill>();
        foreach (var given in request.People)
        {
            var person = Person.Hire(
                ids.Next<PersonId>(), given.Login, given.Name, null, null, given.HomeSite, given.Language, PeopleRecords.NewStamp(), now);
            if (given.Password is { } password)
            {
                if (PasswordRule.WeaknessOf(password, given.Login, given.Name) is { } weakness)
                {
                    throw new RefusedException("password-weak", weakness);
                }

                if (!hashes.TryGetValue(password, out var hash))
                {
                    hashes[password] = hash = hasher.HashPassword(person, password);
                }

                person.SetPasswordHash(hash);
            }

            people.Add(person);
            grants.AddRange(given.Grants.Distinct().Select(grant => GrantRow.Of(ids.Next<GrantId>(), person.Id, grant)));
            skills.AddRange(Skill.Normalise(given.Skills).Select(text => new Skill { Person = person.Id, Text = text }));
        }

        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await Bulk.InsertAsync(db, people, ct);
        await Bulk.InsertAsync(db, grants, ct);
        await Bulk.InsertAsync(db, skills, ct);
        foreach (var site in people.Select(person => person.HomeSite).Distinct())
        {
            audit.Changed(actor, "person.hire_many", $"site:{site?.ToString() ?? "none"}", site);
        }

        await Revisions.TouchAsync(db, ids, Directory.Revision, ct);
        await db.SaveChangesAsync(ct);
        if (own is not null)
        {
            await own.CommitAsync(ct);
        }

        return [.. people.Select(person => person.Id)];
    }
}
