using Mainstay.Access.Contracts;
using Mainstay.Access.Sessions;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.AspNetCore.Identity;

namespace Mainstay.Access;

/// <summary>One's own password, proved by the present one, or that of somebody one manages. All his cookies end.</summary>
public sealed record SetPassword(PersonId Person, string NewPassword, string? PresentPassword = null);

public sealed class SetPasswordHandler(MainstayDb db, PeopleRecords records, SessionEnds sessions, UserManager<Person> logins)
{
    public async Task HandleAsync(SetPassword request, Actor actor, CancellationToken ct)
    {
        var person = await records.GetAsync(request.Person, ct);
        if (actor.Person == person.Id)
        {
            if (request.PresentPassword is null || !await logins.CheckPasswordAsync(person, request.PresentPassword))
            {
                throw new RefusedException("login-wrong", "The present password is wrong.");
            }
        }
        else
        {
            await records.DemandMayManageAsync(actor, person, ct);
        }

        if (person.Login is null)
        {
            throw new RefusedException("login-missing", "Give this person a login first.");
        }

        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        person.ForgetPassword();
        (await logins.AddPasswordAsync(person, request.NewPassword)).DemandSuccess();
        await sessions.EndAsync(person.Id, null, null, ct);
        await records.CommitAsync(actor, "person.set_password", person, ct);
        if (own is not null)
        {
            await own.CommitAsync(ct);
        }
    }
}
