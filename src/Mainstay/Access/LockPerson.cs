using Mainstay.Access.Contracts;
using Mainstay.Access.Sessions;

namespace Mainstay.Access;

/// <summary>Nobody works under this name until the lock is lifted; cookies end at once.</summary>
public sealed record LockPerson(PersonId Person);

public sealed class LockPersonHandler(PeopleRecords records, SessionEnds sessions)
{
    public async Task HandleAsync(LockPerson request, Actor actor, CancellationToken ct)
    {
        await using var alone = await records.AloneAsync(ct);
        var person = await records.GetAsync(request.Person, ct);
        await records.DemandMayManageAsync(actor, person, ct);
        await records.DemandAnotherAdministratorAsync(person.Id, ct);
        person.Lock(PeopleRecords.NewStamp());
        await sessions.EndAsync(person.Id, null, null, ct);
        await records.CommitAsync(actor, "person.lock", person, ct);
        if (alone is not null)
        {
            await alone.CommitAsync(ct);
        }
    }
}
