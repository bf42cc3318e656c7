using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Factors;

/// <summary>Takes a code of an authenticator, or one of the recovery codes, once.</summary>
public sealed class Codes(MainstayDb db, ISeal seal, TimeProvider clock)
{
    public Task<bool> AreAskedAsync(PersonId person, CancellationToken ct) =>
        db.Set<Authenticator>().AnyAsync(row => row.Person == person && row.ConfirmedAt != null, ct);

    /// <returns>False when it is wrong, old, or was taken before.</returns>
    public async Task<bool> TakeAsync(PersonId person, string typed, CancellationToken ct)
    {
        var now = clock.Now();
        if (RecoveryCode.DigestOf(typed) is { } digest)
        {
            DateTimeOffset? used = now;
            var candidates = await db.Set<RecoveryCode>().AsNoTracking().Where(row => row.Person == person && row.UsedAt == null).ToListAsync(ct);
            return candidates.Find(row => row.Digest.AsSpan().SequenceEqual(digest)) is { } known
                && await db.Set<RecoveryCode>().Where(row => row.Id == known.Id && row.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, used), ct) == 1;
        }

        var authenticator = await db.Set<Authenticator>().AsNoTracking().FirstOrDefaultAsync(row => row.Person == person && row.ConfirmedAt != null, ct);
        return authenticator is not null && await TakeStepAsync(authenticator, typed, now, ct);
    }

    /// <summary>The step is written where it is still newer than the last: of two requests with the same code one succeeds.</summary>
    internal async Task<bool> TakeStepAsync(Authenticator authenticator, string typed, DateTimeOffset now, CancellationToken ct) =>
        seal.Open(Authenticator.Purpose, authenticator.SealedKey) is { } key
        && Totp.Accepted(key, typed, now, authenticator.LastStep) is { } step
        && await db.Set<Authenticator>().Where(row => row.Person == authenticator.Person && row.LastStep < step)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastStep, step), ct) == 1;
}
