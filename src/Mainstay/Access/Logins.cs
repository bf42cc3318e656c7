using Mainstay.Access.Factors;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access;

/// <summary>
/// What ASP.NET Core Identity needs to know of a person, so that its passwords, and later its passkeys and authenticators, work
/// on our table. Lock-out is not among it: attempts are counted before the password is looked at (<see cref="SignInHandler"/>).
/// </summary>
internal sealed class Logins(MainstayDb db, IdSource ids, TimeProvider clock) : IUserPasswordStore<Person>, IUserSecurityStampStore<Person>, IUserPasskeyStore<Person>
{
    public Task<string> GetUserIdAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(user.Login);

    public Task SetUserNameAsync(Person user, string? userName, CancellationToken cancellationToken) => throw OwnVerb();

    public Task<string?> GetNormalizedUserNameAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(user.Login);

    public Task SetNormalizedUserNameAsync(Person user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IdentityResult> CreateAsync(Person user, CancellationToken cancellationToken) => throw OwnVerb();

    public async Task<IdentityResult> UpdateAsync(Person user, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        return IdentityResult.Success;
    }

    public Task<IdentityResult> DeleteAsync(Person user, CancellationToken cancellationToken) => throw OwnVerb();

    public Task<Person?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Id.TryParse<Contracts.PersonId>(userId, out var id)
            ? db.Set<Person>().FirstOrDefaultAsync(person => person.Id == id, cancellationToken)
            : Task.FromResult<Person?>(null);

    public Task<Person?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        db.Set<Person>().FirstOrDefaultAsync(person => person.Login == normalizedUserName, cancellationToken);

    public Task SetPasswordHashAsync(Person user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.SetPasswordHash(passwordHash);
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(Person user, string stamp, CancellationToken cancellationToken)
    {
        user.SetSecurityStamp(stamp);
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(Person user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    /// <summary>New, or used: a use writes the count and when it was.</summary>
    public async Task AddOrUpdatePasskeyAsync(Person user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        if (await db.Set<Passkey>().FirstOrDefaultAsync(row => row.CredentialId == passkey.CredentialId, cancellationToken) is { } known)
        {
            (known.SignCount, known.IsUserVerified, known.IsBackedUp, known.UsedAt) = (passkey.SignCount, passkey.IsUserVerified, passkey.IsBackedUp, clock.Now());
        }
        else
        {
            db.Add(Passkey.Of(ids.Next<PasskeyId>(), user.Id, passkey));
        }
    }

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Person user, CancellationToken cancellationToken) =>
        [.. (await db.Set<Passkey>().AsNoTracking().Where(row => row.Person == user.Id).ToListAsync(cancellationToken)).Select(row => row.ToInfo())];

    public async Task<Person?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await db.Set<Passkey>().AsNoTracking().FirstOrDefaultAsync(row => row.CredentialId == credentialId, cancellationToken) is { } passkey
            ? await db.Set<Person>().FirstOrDefaultAsync(person => person.Id == passkey.Person, cancellationToken)
            : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await db.Set<Passkey>().AsNoTracking().FirstOrDefaultAsync(row => row.CredentialId == credentialId && row.Person == user.Id, cancellationToken))?.ToInfo();

    public Task RemovePasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) => throw OwnVerb();

    public void Dispose()
    {
    }

    private static InvalidOperationException OwnVerb() => new("People are hired and changed by their own verbs.");
}

/// <summary>Identity looks logins up in the form they are stored in.</summary>
internal sealed class LoginNormalizer : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name is null ? null : Person.NormalLogin(name);

    public string? NormalizeEmail(string? email) => email;
}
