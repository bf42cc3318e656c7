using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access;

/// <summary>Proves who somebody is.</summary>
public sealed record SignIn(string Login, string Password);

/// <param name="Stamp">Goes into the cookie; when the person's stamp changes, the cookie is no longer good.</param>
public sealed record SignedIn(PersonId Person, string Name, string Language, string Stamp);

public sealed class SignInHandler(MainstayDb db, UserManager<Person> logins, IAudit audit, TimeProvider clock)
{
    /// <summary>Checked when there is nobody to check, so that an unknown login takes as long as a wrong password.</summary>
    private static string? _nobodysHash;

    public async Task<SignedIn> HandleAsync(SignIn request, CancellationToken ct)
    {
        var now = clock.Now();
        var login = Person.NormalLogin(request.Login);
        var person = await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(row => row.Login == login && row.State == PersonState.Active, ct);
        if (person?.PasswordHash is null)
        {
            logins.PasswordHasher.VerifyHashedPassword(null!, _nobodysHash ??= logins.PasswordHasher.HashPassword(null!, login), request.Password);
            throw Wrong();
        }

        var isOpen = await CountAttemptAsync(person.Id, now, ct);
        var verdict = logins.PasswordHasher.VerifyHashedPassword(person, person.PasswordHash, request.Password);
        if (!isOpen)
        {
            throw Wrong(); // Right or not: while it is locked nothing more is learnt here than of a login that nobody has.
        }

        if (verdict == PasswordVerificationResult.Failed)
        {
            var until = await db.Set<Person>().Where(row => row.Id == person.Id).Select(row => row.LockedUntil).FirstAsync(ct);
            if (until > now)
            {
                await TraceAsync(person, "person.locked_out", ct);
            }

            throw Wrong();
        }

        await db.Set<Person>().Where(row => row.Id == person.Id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.FailedAttempts, 0).SetProperty(row => row.LockedUntil, (DateTimeOffset?)null), ct);
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
        {
            var stronger = logins.PasswordHasher.HashPassword(person, request.Password);
            await db.Set<Person>().Where(row => row.Id == person.Id && row.PasswordHash == person.PasswordHash)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.PasswordHash, stronger), ct);
        }

        await TraceAsync(person, "person.sign_in", ct);
        return new SignedIn(person.Id, person.Name, person.Language, person.SecurityStamp);
    }

    /// <summary>
    /// Counted before the password is looked at, in one statement, so that many guesses at the same moment are not more than
    /// <see cref="Person.AttemptsBeforeLockOut"/> either.
    /// </summary>
    /// <returns>False while locked out.</returns>
    private async Task<bool> CountAttemptAsync(PersonId person, DateTimeOffset now, CancellationToken ct)
    {
        DateTimeOffset? until = now + Person.LockOut;
        return await db.Set<Person>()
            .Where(row => row.Id == person && (row.LockedUntil == null || row.LockedUntil <= now))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.FailedAttempts, row => row.LockedUntil != null ? 1 : row.FailedAttempts + 1)
                    .SetProperty(row => row.LockedUntil, row => row.LockedUntil == null && row.FailedAttempts + 1 >= Person.AttemptsBeforeLockOut ? until : null),
                ct) == 1;
    }

    private Task TraceAsync(Person person, string action, CancellationToken ct)
    {
        var batch = new WriteBatch(db);
        audit.Changed(batch, new Actor(person.Id, person.Name, person.HomeSite, []), action, $"person:{person.Id}", person.HomeSite);
        return batch.CommitAsync(ct);
    }

    /// <summary>The same whether there is no such login, the password is wrong or the login is locked: who guesses learns nothing.</summary>
    private static RefusedException Wrong() => new(
        "login-wrong", $"Login or password is wrong. After {Person.AttemptsBeforeLockOut} wrong passwords a login is locked for {Person.LockOut.TotalMinutes:0} minutes; whoever manages you can unlock it.");
}
