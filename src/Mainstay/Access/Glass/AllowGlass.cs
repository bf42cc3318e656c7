using Mainstay.Access.Contracts;

namespace Mainstay.Access.Glass;

/// <summary>Whether somebody may take roles in an emergency at all.</summary>
public sealed record AllowGlass(PersonId Person, bool May);

public sealed class AllowGlassHandler(PeopleRecords records)
{
    public async Task HandleAsync(AllowGlass request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Administrator);
        var person = await records.GetAsync(request.Person, ct);
        await records.DemandMayManageAsync(actor, person, ct);
        if (person.MayBreakGlass != request.May)
        {
            person.AllowGlass(request.May);
            await records.CommitAsync(actor, request.May ? "person.allow_glass" : "person.forbid_glass", person, ct);
        }
    }
}
