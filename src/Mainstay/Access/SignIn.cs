using Mainstay.Access.Contracts;
using Mainstay.Access.Factors;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access;

/// <summary>Proves who somebody is.</summary>
public sealed record SignIn(string Login, string Password);

/// <param name="Stamp">As it was when he proved himself; with another one a session does not begin.</param>
/// <param name="NeedsCode">The password alone is not enough: <see cref="ConfirmCode"/> comes next.</param>
public sealed record SignedIn(PersonId Person, string Name, string Language, string Stamp, bool NeedsCode = false);

/// <summary>The second step, after a right password.</summary>
public sealed record ConfirmCode(PersonId Person, string Stamp, string Code);

public sealed class SignInHandler(MainstayDb db, UserManager<Person> logins, Attempts attempts, Codes codes, RefusedSignIns refused)
{
    /// <summary>Checked when there is nobody to check, so that an unknown login takes as long as a wrong password.</summary>
    private static string? _nobodysHash;

    public async Task<SignedIn> HandleAsync(SignIn request, CancellationToken ct)
    {
        var login = Person.NormalLogin(request.Login);
        var person = await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(row => row.Login == login && row.State == PersonState.Active, ct);
        if (person?.PasswordHash is null)
        {
            logins.PasswordHasher.VerifyHashedPassword(null!, _nobodysHash ??= logins.PasswordHasher.HashPassword(null!, login), request.Password);
            await refused.NoteAsync(null, RefusedSignIns.Unknown, ct);
            throw Wrong();
        }

        await DemandPasswordAsync(person, request.Password, ct);
        if (await codes.AreAskedAsync(person.Id, ct))
        {
            await attempts.UncountAsync(person.Id, ct);
            return Of(person) with { NeedsCode = true };
        }

        return await SucceedAsync(person, ct);
    }

    public async Task<SignedIn> HandleAsync(ConfirmCode request, CancellationToken ct)
    {
        var person = await db.Set<Person>().AsNoTracking()
            .FirstOrDefaultAsync(row => row.Id == request.Person && row.State == PersonState.Active && row.SecurityStamp == request.Stamp, ct) ?? throw Wrong();
        await DemandCodeAsync(person, request.Code, ct);
        return await SucceedAsync(person, ct);
    }

    /// <summary>A device that verified its owner signed our challenge: that is both factors at once.</summary>
    public async Task<SignedIn> HandlePasskeyAsync(PersonId id, CancellationToken ct)
    {
        var person = await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.State == PersonState.Active, ct) ?? throw Wrong();
        return await SucceedAsync(person, ct);
    }

    /// <summary>Once more, by somebody who is signed in: a code where he has an authenticator, else his password.</summary>
    public async Task ProveAgainAsync(PersonId id, string? password, string? code, CancellationToken ct)
    {
        var person = await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.State == PersonState.Active, ct) ?? throw Wrong();
        try
        {
            await (string.IsNullOrWhiteSpace(code) ? DemandPasswordAsync(person, password ?? "", ct) : DemandCodeAsync(person, code, ct));
        }
        catch (RefusedException)
        {
            throw new RefusedException("proof-wrong", $"That was wrong. After {Person.AttemptsBeforeLockOut} wrong passwords or codes a login is locked for {Person.LockOut.TotalMinutes:0} minutes.");
        }

        await attempts.ForgetAsync(person.Id, ct);
        await attempts.TraceAsync(person, "person.prove_again", ct);
    }

    private async Task DemandPasswordAsync(Person person, string password, CancellationToken ct)
    {
        var isOpen = await attempts.CountAsync(person.Id, ct);
        var verdict = person.PasswordHash is null ? PasswordVerificationResult.Failed : logins.PasswordHasher.VerifyHashedPassword(person, person.PasswordHash, password);
        if (!isOpen)
        {
            await refused.NoteAsync(person, RefusedSignIns.Locked, ct);
            throw Wrong(); // Right or not: while it is locked nothing more is learnt here than of a login that nobody has.
        }

        if (verdict == PasswordVerificationResult.Failed)
        {
            await attempts.WrongAsync(person, RefusedSignIns.Password, ct);
            throw Wrong();
        }

        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
        {
            var stronger = logins.PasswordHasher.HashPassword(person, password);
            await db.Set<Person>().Where(row => row.Id == person.Id && row.PasswordHash == person.PasswordHash)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.PasswordHash, stronger), ct);
        }
    }

    private async Task DemandCodeAsync(Person person, string code, CancellationToken ct)
    {
        if (!await attempts.CountAsync(person.Id, ct))
        {
            await refused.NoteAsync(person, RefusedSignIns.Locked, ct);
            throw KnownFactors.WrongCode();
        }

        if (!await codes.TakeAsync(person.Id, code, ct))
        {
            await attempts.WrongAsync(person, RefusedSignIns.Code, ct);
            throw KnownFactors.WrongCode();
        }
    }

    private async Task<SignedIn> SucceedAsync(Person person, CancellationToken ct)
    {
        await attempts.ForgetAsync(person.Id, ct);
        await attempts.TraceAsync(person, "person.sign_in", ct);
        return Of(person);
    }

    private static SignedIn Of(Person person) => new(person.Id, person.Name, person.Language, person.SecurityStamp);

    /// <summary>The same whether there is no such login, the password is wrong or the login is locked: who guesses learns nothing.</summary>
    private static RefusedException Wrong() => new(
        "login-wrong", $"Login or password is wrong. After {Person.AttemptsBeforeLockOut} wrong passwords a login is locked for {Person.LockOut.TotalMinutes:0} minutes; whoever manages you can unlock it.");
}
