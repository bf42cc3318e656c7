using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Checks;

/// <summary>Where people with logins work, one of them can administer everything.</summary>
internal sealed class AdministratorCheck : ICheck
{
    public string Name => "access.administrator";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var logins = await db.Set<Person>().LongCountAsync(person => person.Login != null, ct);
        return new CheckResult(
            logins,
            logins > 0 && !await PeopleRecords.Administrators(db).AnyAsync(ct) ? ["Nobody can administer the whole network."] : []);
    }
}
