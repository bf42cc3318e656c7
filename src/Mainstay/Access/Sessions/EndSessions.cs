using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Sessions;

/// <summary>Ends sessions of one person: one's own, or those of somebody one manages.</summary>
/// <param name="Session">That one; null means all of them.</param>
/// <param name="Except">The one that goes on: the one in which one asks.</param>
public sealed record EndSessions(PersonId Person, SessionId? Session = null, SessionId? Except = null);

public sealed class EndSessionsHandler(MainstayDb db, PeopleRecords records, SessionEnds ends, IAudit audit)
{
    /// <returns>How many ended.</returns>
    public async Task<int> HandleAsync(EndSessions request, Actor actor, CancellationToken ct)
    {
        var person = await records.GetAsync(request.Person, ct);
        if (person.Id != actor.Person)
        {
            await records.DemandMayManageAsync(actor, person, ct);
        }

        if (request.Session is { } one && !await db.Set<Session>().AnyAsync(row => row.Id == one && row.Person == person.Id, ct))
        {
            throw new RefusedException("session-not-found", "There is no such session.");
        }

        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        var ended = await ends.EndAsync(person.Id, request.Session, request.Except, ct);
        if (ended > 0)
        {
            audit.Changed(actor, "person.end_sessions", $"person:{person.Id}", person.HomeSite);
            await db.SaveChangesAsync(ct);
        }

        if (own is not null)
        {
            await own.CommitAsync(ct);
        }

        return ended;
    }
}

/// <summary>Marks sessions as ended and tells all nodes. Joins the caller's transaction, so that a lock and its end commit together.</summary>
public sealed class SessionEnds(MainstayDb db, IdSource ids, TimeProvider clock)
{
    public async Task<int> EndAsync(PersonId person, SessionId? one, SessionId? except, CancellationToken ct)
    {
        DateTimeOffset? now = clock.Now();
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        var ended = await db.Set<Session>()
            .Where(row => row.Person == person && row.EndedAt == null && (one == null || row.Id == one) && (except == null || row.Id != except))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now), ct);
        if (ended > 0)
        {
            await Revisions.TouchLightAsync(db, ids, SessionBook.Revision, ct);
        }

        if (own is not null)
        {
            await own.CommitAsync(ct);
        }

        return ended;
    }
}
