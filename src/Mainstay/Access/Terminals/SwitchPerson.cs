using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Terminals;

/// <summary>The next person takes over a terminal: by his badge or his name, and his PIN.</summary>
public sealed record SwitchPerson(KnownTerminal Terminal, string? Badge, PersonId? Person, string Pin);

public sealed class SwitchPersonHandler(MainstayDb db, IActors actors, IPeople people, ISites sites, UserManager<Person> logins, IAudit audit, TimeProvider clock)
{
    /// <summary>Checked when there is nobody to check, so that an unknown badge takes as long as a wrong PIN.</summary>
    private static string? _nobodysHash;

    /// <returns>Who works here from now on.</returns>
    public async Task<Actor> HandleAsync(SwitchPerson request, CancellationToken ct)
    {
        var now = clock.Now();
        var key = await FindAsync(request, ct);
        var actor = key is null ? null : await actors.LoadAsync(key.Person, ct);
        if (key is null || actor is null || !actor.Grants.Any(grant => grant.Covers(request.Terminal.Site)))
        {
            logins.PasswordHasher.VerifyHashedPassword(null!, _nobodysHash ??= logins.PasswordHasher.HashPassword(null!, "nobody"), request.Pin);
            throw Wrong();
        }

        var isOpen = await CountAsync(request.Terminal.Id, key.Person, now, ct);
        var verdict = logins.PasswordHasher.VerifyHashedPassword(null!, key.PinHash, request.Pin);
        if (!isOpen)
        {
            throw Locked();
        }

        if (verdict == PasswordVerificationResult.Failed)
        {
            var isLocked = await Tries(request.Terminal.Id, key.Person).AnyAsync(row => row.LockedUntil > now, ct);
            if (isLocked)
            {
                audit.Changed(actor, "terminal.locked_out", $"terminal:{request.Terminal.Id}", request.Terminal.Site.Id);
                await db.SaveChangesAsync(ct);
            }

            throw isLocked ? Locked() : Wrong();
        }

        await Tries(request.Terminal.Id, key.Person).ExecuteDeleteAsync(ct);
        audit.Changed(actor, "terminal.switch", $"terminal:{request.Terminal.Id}", request.Terminal.Site.Id);
        await db.SaveChangesAsync(ct);
        return actor;
    }

    /// <summary>Those at home here who can pick their name.</summary>
    public async Task<IReadOnlyList<(PersonId Person, string Name)>> NamesAsync(KnownTerminal terminal, CancellationToken ct)
    {
        var home = await SetCounterKeyHandler.AtHomeAsync(people, (await sites.GetAsync(terminal.Site.Id, ct)).Ref, ct);
        var ids = home.Select(person => person.Id).ToList();
        var able = (await db.Set<CounterKey>().Where(key => ids.Contains(key.Person)).Select(key => key.Person).ToListAsync(ct)).ToHashSet();
        return [.. home.Where(person => able.Contains(person.Id)).Select(person => (person.Id, person.Name))];
    }

    private async Task<CounterKey?> FindAsync(SwitchPerson request, CancellationToken ct)
    {
        if (request.Badge?.Trim() is { Length: > 0 } badge)
        {
            var digest = SetCounterKeyHandler.DigestOf(badge);
            return await db.Set<CounterKey>().AsNoTracking().FirstOrDefaultAsync(key => key.BadgeDigest == digest, ct);
        }

        // A name is picked from those at home here only: elsewhere it would let anybody try anybody's PIN.
        return request.Person is { } person && await people.FindAsync(person, ct) is { } entry && entry.HomeSite == request.Terminal.Site.Id
            ? await db.Set<CounterKey>().AsNoTracking().FirstOrDefaultAsync(key => key.Person == person, ct)
            : null;
    }

    private IQueryable<CounterTry> Tries(TerminalId terminal, PersonId person) => db.Set<CounterTry>().Where(row => row.Terminal == terminal && row.Person == person);

    /// <summary>Counted before the PIN is looked at, in one statement, so that many guesses at the same moment are not more than five either.</summary>
    /// <returns>False while locked.</returns>
    private async Task<bool> CountAsync(TerminalId terminal, PersonId person, DateTimeOffset now, CancellationToken ct)
    {
        DateTimeOffset? until = now + Access.Person.LockOut;
        for (var attempt = 0; ; attempt++)
        {
            var counted = await Tries(terminal, person).Where(row => row.LockedUntil == null || row.LockedUntil <= now).ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.Failures, row => row.LockedUntil != null ? 1 : row.Failures + 1)
                    .SetProperty(row => row.LockedUntil, row => row.LockedUntil == null && row.Failures + 1 >= Access.Person.AttemptsBeforeLockOut ? until : null), ct);
            if (counted == 1 || await Tries(terminal, person).AnyAsync(ct))
            {
                return counted == 1;
            }

            try
            {
                await new WriteBatch(db).Insert(new CounterTry { Terminal = terminal, Person = person, Failures = 1 }).CommitAsync(ct);
                return true;
            }
            catch (Exception e) when (attempt == 0 && UniqueViolation.IndexOf(e) is not null)
            {
                // Somebody tried at the same moment: count on his row.
            }
        }
    }

    private static RefusedException Wrong() => new("pin-wrong", "Badge or PIN is wrong, or this person does not work at this site.");

    private static RefusedException Locked() => new(
        "pin-locked", $"After {Access.Person.AttemptsBeforeLockOut} wrong PINs this person cannot take over this terminal for {Access.Person.LockOut.TotalMinutes:0} minutes. Sign in with login and password.");
}
