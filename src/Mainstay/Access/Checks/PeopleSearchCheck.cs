using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Checks;

/// <summary>Names and logins are searched by their normal forms, so the stored ones must be those.</summary>
internal sealed class PeopleSearchCheck : ICheck
{
    public string Name => "access.search_columns";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var people = await db.Set<Person>().AsNoTracking().Select(person => new { person.Id, person.Name, person.NameSearch, person.Login }).ToListAsync(ct);
        var wrong = people.Where(person => person.NameSearch != Searchable.Name(person.Name)
            || (person.Login is { } login && login != Person.NormalLogin(login)));
        return new CheckResult(people.Count, [.. wrong.Take(100).Select(person => $"Person {person.Id} is not found by name or login: the stored form is not the normal one.")]);
    }
}
