using Mainstay.Access.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access;

public sealed record DemoLogin(string Login, string Name, IReadOnlyList<Role> Roles);

/// <summary>Who can sign in to a demo, shown beside its login form. The one place where a password is known beforehand.</summary>
public sealed class DemoLogins(MainstayDb db)
{
    public const string Password = "walk in and look around";

    private const int Most = 20;

    public async Task<IReadOnlyList<DemoLogin>> ListAsync(CancellationToken ct)
    {
        var people = await db.Set<Person>().AsNoTracking().Where(person => person.PasswordHash != null && person.Login != null && person.State == PersonState.Active)
            .OrderBy(person => person.HiredAt).ThenBy(person => person.Id).Take(Most).ToListAsync(ct);
        var keys = people.ConvertAll(person => person.Id);
        var roles = (await db.Set<GrantRow>().AsNoTracking().Where(grant => keys.Contains(grant.Person)).ToListAsync(ct)).ToLookup(grant => grant.Person, grant => grant.Role);
        return [.. people.Select(person => new DemoLogin(person.Login!, person.Name, [.. roles[person.Id].Distinct().Order()]))];
    }
}
