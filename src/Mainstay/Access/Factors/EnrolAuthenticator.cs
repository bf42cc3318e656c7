using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Factors;

/// <summary>A new key for one's own authenticator app. It counts once the first code is confirmed; until then an older one goes on.</summary>
public sealed class EnrolAuthenticatorHandler(MainstayDb db, PeopleRecords records, Codes codes, ISeal seal, IAudit audit, IdSource ids, TimeProvider clock)
{
    /// <returns>The key, to be shown once as picture and text.</returns>
    public async Task<byte[]> BeginAsync(Actor actor, CancellationToken ct)
    {
        var existing = await db.Set<Authenticator>().FirstOrDefaultAsync(row => row.Person == actor.Person, ct);
        if (existing is { ConfirmedAt: not null })
        {
            throw new RefusedException("authenticator-exists", "You have an authenticator already; remove it first.");
        }

        if (existing is not null && seal.Open(Authenticator.Purpose, existing.SealedKey) is { } begun)
        {
            return begun; // The page was loaded again: the picture scanned before stays right.
        }

        var key = Totp.NewKey();
        var closed = seal.Close(Authenticator.Purpose, key);
        if (existing is null)
        {
            db.Add(new Authenticator { Person = actor.Person, SealedKey = closed, CreatedAt = clock.Now() });
        }
        else
        {
            (existing.SealedKey, existing.CreatedAt) = (closed, clock.Now());
        }

        await db.SaveChangesAsync(ct);
        return key;
    }

    /// <returns>The recovery codes, to be shown once.</returns>
    /// <exception cref="RefusedException"><c>second-factor-wrong</c>.</exception>
    public async Task<IReadOnlyList<string>> ConfirmAsync(string code, Actor actor, CancellationToken ct)
    {
        var authenticator = await db.Set<Authenticator>().FirstOrDefaultAsync(row => row.Person == actor.Person, ct);
        var now = clock.Now();
        if (authenticator is null || authenticator.ConfirmedAt is not null || !await codes.TakeStepAsync(authenticator, code, now, ct))
        {
            throw KnownFactors.WrongCode();
        }

        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        DateTimeOffset? confirmed = now;
        await db.Set<Authenticator>().Where(row => row.Person == actor.Person).ExecuteUpdateAsync(set => set.SetProperty(row => row.ConfirmedAt, confirmed), ct);
        var fresh = await RenewAsync(actor.Person, ct);
        var person = await records.GetAsync(actor.Person, ct);
        audit.Changed(actor, "person.add_authenticator", $"person:{person.Id}", person.HomeSite);
        await db.SaveChangesAsync(ct);
        if (own is not null)
        {
            await own.CommitAsync(ct);
        }

        return fresh;
    }

    /// <summary>Ten new recovery codes; the older ones are worth nothing any more.</summary>
    public async Task<IReadOnlyList<string>> NewCodesAsync(Actor actor, CancellationToken ct)
    {
        if (!await codes.AreAskedAsync(actor.Person, ct))
        {
            throw new RefusedException("authenticator-missing", "You have no authenticator.");
        }

        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        var fresh = await RenewAsync(actor.Person, ct);
        audit.Changed(actor, "person.renew_recovery_codes", $"person:{actor.Person}", actor.HomeSite);
        await db.SaveChangesAsync(ct);
        if (own is not null)
        {
            await own.CommitAsync(ct);
        }

        return fresh;
    }

    private async Task<IReadOnlyList<string>> RenewAsync(PersonId person, CancellationToken ct)
    {
        await db.Set<RecoveryCode>().Where(row => row.Person == person).ExecuteDeleteAsync(ct);
        string[] fresh = [.. Enumerable.Range(0, RecoveryCode.HowMany).Select(_ => RecoveryCode.NewCode())];
        db.AddRange(fresh.Select(code => new RecoveryCode { Id = ids.Next<RecoveryCodeId>(), Person = person, Digest = RecoveryCode.DigestOf(code)! }));
        return fresh;
    }
}
