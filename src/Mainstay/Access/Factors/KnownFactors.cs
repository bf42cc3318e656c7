using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Factors;

public sealed record PasskeyRow(PasskeyId Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? UsedAt);

/// <param name="CodesLeft">Recovery codes not used yet.</param>
public sealed record FactorsView(bool HasAuthenticator, int CodesLeft, IReadOnlyList<PasskeyRow> Passkeys)
{
    public bool Any => HasAuthenticator || Passkeys.Count > 0;
}

/// <summary>What somebody can prove himself with beside his password.</summary>
public sealed class KnownFactors(MainstayDb db)
{
    /// <summary>Who can do most must prove most.</summary>
    public static IReadOnlyList<Role> Demanded { get; } = [Role.Administrator, Role.HeadOfService, Role.Integrator];

    public async Task<FactorsView> OfAsync(PersonId person, CancellationToken ct) => new(
        await db.Set<Authenticator>().AnyAsync(row => row.Person == person && row.ConfirmedAt != null, ct),
        await db.Set<RecoveryCode>().CountAsync(row => row.Person == person && row.UsedAt == null, ct),
        await db.Set<Passkey>().AsNoTracking().Where(row => row.Person == person).OrderBy(row => row.CreatedAt)
            .Select(row => new PasskeyRow(row.Id, row.Name, row.CreatedAt, row.UsedAt)).ToListAsync(ct));

    internal static RefusedException WrongCode() => new(
        "second-factor-wrong", $"The code is wrong, or was used already. After {Person.AttemptsBeforeLockOut} wrong ones the login is locked for {Person.LockOut.TotalMinutes:0} minutes.");
}
