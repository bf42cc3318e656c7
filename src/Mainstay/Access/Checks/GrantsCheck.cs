using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Checks;

/// <summary>Whoever has left holds no role.</summary>
internal sealed class GrantsCheck : ICheck
{
    public string Name => "access.grants";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var grants = db.Set<GrantRow>();
        var held = await grants.Where(grant => !db.Set<Person>().Any(person => person.Id == grant.Person && person.State != PersonState.Left))
            .OrderBy(grant => grant.Id).Take(100).Select(grant => new { grant.Person, grant.Role }).ToListAsync(ct);
        return new CheckResult(
            await grants.LongCountAsync(ct),
            [.. held.Select(grant => $"Person {grant.Person} has left and still holds the role {grant.Role}.")]);
    }
}
