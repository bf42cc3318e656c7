using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Factors;

/// <summary>Wrong passwords and wrong codes of a person, counted together: who guesses both has no more tries than who guesses one.</summary>
public sealed class Attempts(MainstayDb db, IAudit audit, RefusedSignIns refused, TimeProvider clock)
{
    /// <summary>
    /// Counted before anything is looked at, in one statement, so that many guesses at the same moment are not more than
    /// <see cref="Person.AttemptsBeforeLockOut"/> either.
    /// </summary>
    /// <returns>False while locked out.</returns>
    public async Task<bool> CountAsync(PersonId person, CancellationToken ct)
    {
        var now = clock.Now();
        DateTimeOffset? until = now + Person.LockOut;
        return await db.Set<Person>()
            .Where(row => row.Id == person && (row.LockedUntil == null || row.LockedUntil <= now))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.FailedAttempts, row => row.LockedUntil != null ? 1 : row.FailedAttempts + 1)
                    .SetProperty(row => row.LockedUntil, row => row.LockedUntil == null && row.FailedAttempts + 1 >= Person.AttemptsBeforeLockOut ? until : null),
                ct) == 1;
    }

    /// <summary>All was right.</summary>
    public Task ForgetAsync(PersonId person, CancellationToken ct) => db.Set<Person>().Where(row => row.Id == person)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.FailedAttempts, 0).SetProperty(row => row.LockedUntil, (DateTimeOffset?)null), ct);

    /// <summary>The password was right, but a code is still to come: this try does not count, earlier ones go on counting.</summary>
    public Task UncountAsync(PersonId person, CancellationToken ct) => db.Set<Person>().Where(row => row.Id == person && row.FailedAttempts > 0)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.FailedAttempts, row => row.FailedAttempts - 1).SetProperty(row => row.LockedUntil, (DateTimeOffset?)null), ct);

    /// <summary>It was wrong; that is written down, and that it locked the login when it did.</summary>
    /// <param name="action">What was wrong.</param>
    public async Task WrongAsync(Person person, string action, CancellationToken ct)
    {
        await refused.NoteAsync(person, action, ct);
        var now = clock.Now();
        if (await db.Set<Person>().Where(row => row.Id == person.Id).Select(row => row.LockedUntil).FirstAsync(ct) > now)
        {
            await TraceAsync(person, "person.locked_out", ct);
        }
    }

    public Task TraceAsync(Person person, string action, CancellationToken ct)
    {
        var batch = new WriteBatch(db);
        audit.Changed(batch, new Actor(person.Id, person.Name, person.HomeSite, []), action, $"person:{person.Id}", person.HomeSite);
        return batch.CommitAsync(ct);
    }
}
