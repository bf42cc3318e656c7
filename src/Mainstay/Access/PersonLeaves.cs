using Mainstay.Access.Contracts;
using Mainstay.Access.Sessions;
using Mainstay.Common;
using Mainstay.Storage;

namespace Mainstay.Access;

/// <summary>Somebody no longer works here. His roles and login go, his name stays: history speaks of him.</summary>
public sealed record PersonLeaves(PersonId Person);

public sealed class PersonLeavesHandler(MainstayDb db, PeopleRecords records, SessionEnds sessions, TimeProvider clock)
{
    public async Task HandleAsync(PersonLeaves request, Actor actor, CancellationToken ct)
    {
        await using var alone = await records.AloneAsync(ct);
        var person = await records.GetAsync(request.Person, ct);
        await records.DemandMayManageAsync(actor, person, ct);
        await records.DemandAnotherAdministratorAsync(person.Id, ct);
        person.Leave(PeopleRecords.NewStamp(), clock.Now());
        db.RemoveRange(await records.GrantsAsync(person.Id, ct));
        await sessions.EndAsync(person.Id, null, null, ct);
        await records.CommitAsync(actor, "person.leave", person, ct);
        if (alone is not null)
        {
            await alone.CommitAsync(ct);
        }
    }
}
