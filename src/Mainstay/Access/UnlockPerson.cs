using Mainstay.Access.Contracts;

namespace Mainstay.Access;

/// <summary>Lifts a manager's lock and a lock-out after wrong passwords.</summary>
public sealed record UnlockPerson(PersonId Person);

public sealed class UnlockPersonHandler(PeopleRecords records)
{
    public async Task HandleAsync(UnlockPerson request, Actor actor, CancellationToken ct)
    {
        var person = await records.GetAsync(request.Person, ct);
        await records.DemandMayManageAsync(actor, person, ct);
        person.Unlock();
        await records.CommitAsync(actor, "person.unlock", person, ct);
    }
}
