using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Sessions;

/// <summary>Where somebody is signed in now, the latest used first.</summary>
public sealed record ListSessions(PersonId Person);

public sealed record SessionRow(SessionId Id, SignInHow How, string Device, string Address, DateTimeOffset CreatedAt, DateTimeOffset SeenAt, DateTimeOffset ExpiresAt);

public sealed class ListSessionsHandler(MainstayDb db, PeopleRecords records, SessionRule rule, TimeProvider clock)
{
    public async Task<IReadOnlyList<SessionRow>> HandleAsync(ListSessions request, Actor actor, CancellationToken ct)
    {
        if (request.Person != actor.Person)
        {
            actor.Demand([.. Delegation.Managers]);
            if (!Delegation.IsAtHome(actor, await records.SiteAsync((await records.GetAsync(request.Person, ct)).HomeSite, ct)))
            {
                throw new RefusedException("not-your-site", "This person works at a site beyond your own.");
            }
        }

        var now = clock.Now();
        var idle = now - rule.Idle;
        return await db.Set<Session>().AsNoTracking()
            .Where(row => row.Person == request.Person && row.EndedAt == null && row.ExpiresAt > now && row.SeenAt > idle)
            .OrderByDescending(row => row.SeenAt).ThenByDescending(row => row.Id)
            .Select(row => new SessionRow(row.Id, row.How, row.Device, row.Address, row.CreatedAt, row.SeenAt, row.ExpiresAt))
            .ToListAsync(ct);
    }
}
