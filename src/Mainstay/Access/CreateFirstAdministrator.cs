using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access;

/// <summary>Lets the first person in. By command only, on the machine that holds the data; there is no default password.</summary>
public sealed record CreateFirstAdministrator(string Login, string Name, string Password, string Language = "en");

public sealed class CreateFirstAdministratorHandler(
    MainstayDb db, PeopleRecords records, UserManager<Person> logins, IdSource ids, TimeProvider clock)
{
    public async Task<PersonId> HandleAsync(CreateFirstAdministrator request, CancellationToken ct)
    {
        await using var alone = await records.AloneAsync(ct);
        if (await PeopleRecords.Administrators(db).AnyAsync(ct))
        {
            throw new RefusedException("administrator-exists", "There is an administrator already; he can make others.");
        }

        if (string.IsNullOrWhiteSpace(request.Login))
        {
            throw new RefusedException("login-malformed", "An administrator needs a login.");
        }

        var person = Person.Hire(
            ids.Next<PersonId>(), request.Login, request.Name, null, null, null, request.Language, PeopleRecords.NewStamp(), clock.Now());
        db.Add(person);
        db.Add(GrantRow.Of(ids.Next<GrantId>(), person.Id, new Grant(Role.Administrator, null, null)));
        await records.CommitAsync(Actor.System, "person.create_first_administrator", person, ct);
        (await logins.AddPasswordAsync(person, request.Password)).DemandSuccess();
        if (alone is not null)
        {
            await alone.CommitAsync(ct);
        }
        return person.Id;
    }
}
