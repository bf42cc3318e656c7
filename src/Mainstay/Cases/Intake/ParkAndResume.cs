using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Intake;

/// <summary>Says why a begun intake waits.</summary>
public sealed record Park : CaseRequest
{
    public required string Reason { get; init; }

    internal static void Apply(CaseFile file, Park request, Step step) => file.Move(Verb.Park, step, request.Reason);
}

public sealed class ParkHandler(CaseDesk desk) : CaseHandler<Park>(desk, Verb.Park)
{
    private protected override Task ApplyAsync(CaseFile file, Park request, Step step, Actor actor, CancellationToken ct)
    {
        Park.Apply(file, request, step);
        return Task.CompletedTask;
    }
}

/// <summary>Takes a parked or booked intake to the counter where the customer now stands, whichever it was begun at.</summary>
public sealed record Resume : CaseRequest
{
    public required SiteId Site { get; init; }

    internal static void Apply(CaseFile file, Resume request, Step step)
    {
        file.Move(Verb.Resume, step, detail: new { from = file.Case.Site, to = request.Site });
        file.Case.Site = request.Site;
        file.Case.At = request.Site;
    }
}

/// <summary>The one verb whose scope is where the case goes, not where it is: that is what resuming anywhere means.</summary>
public sealed class ResumeHandler(CaseDesk desk, ISites sites, MainstayDb db)
{
    public async Task<CaseChanged> HandleAsync(Resume request, Actor actor, CancellationToken ct)
    {
        var site = await sites.GetAsync(request.Site, ct);
        actor.Demand(site.Ref, [.. Moves.Of(Verb.Resume).Roles]);
        if (site.Ref.Kind != SiteKind.ServiceCentre)
        {
            throw new RefusedException("not-a-counter", $"{site.Ref.Name} has no counter.");
        }

        var state = await db.Cases.Where(c => c.Id == request.Case).Select(c => (CaseState?)c.State).SingleOrDefaultAsync(ct);
        if (state is not CaseState.Draft)
        {
            throw new RefusedException(state is null ? "case-not-found" : "wrong-state", state is null ? "There is no such case." : "Only a parked intake can be resumed at another counter.");
        }

        var (file, step) = await desk.TakeAsync(request, Verb.Resume, Actor.System with { Person = actor.Person }, ct);
        Resume.Apply(file, request, step);
        return await desk.PutBackAsync(file, Verb.Resume, actor, ct);
    }
}
