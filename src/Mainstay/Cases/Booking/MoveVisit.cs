using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Cases.Booking;

/// <summary>A booked case's visit at another time, or at another centre.</summary>
public sealed record MoveVisit : CaseRequest
{
    /// <summary>The beginning of one of the slots offered.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>Another centre; null: where it was booked.</summary>
    public SiteId? Site { get; init; }

    internal static void Apply(CaseFile file, SiteId site, DateTimeOffset startsAt, Step step)
    {
        file.Move(Verb.MoveVisit, step, detail: new { from = file.Case.BookedFor, to = startsAt, from_site = file.Case.Site, to_site = site });
        file.Case.BookedFor = startsAt;
        file.Case.Site = site;
        file.Case.At = site;
    }
}

public sealed class MoveVisitHandler(CaseDesk desk, VisitBook book, VisitNotices notices, ISites sites) : CaseHandler<MoveVisit>(desk, Verb.MoveVisit)
{
    private protected override bool NeedsTransaction => true;

    private protected override async Task ApplyAsync(CaseFile file, MoveVisit request, Step step, Actor actor, CancellationToken ct)
    {
        var visit = file.Visit ?? throw new RefusedException("visit-not-found", $"Case {file.Case.Number} has no visit that could be moved.");
        var claim = await book.MoveAsync(visit, request.Site, request.StartsAt, ct);
        MoveVisit.Apply(file, visit.Site, claim.StartsAt, step);
        await notices.MovedAsync(visit, await sites.GetAsync(visit.Site, ct), ct);
    }
}

/// <summary>The same for any visit, whether it has a case already or not.</summary>
public sealed record ChangeVisit(VisitId Visit, DateTimeOffset StartsAt, SiteId? Site = null);

/// <summary>Calls a visit off.</summary>
/// <param name="Reason">One of those of cancelling a case.</param>
public sealed record CancelVisit(VisitId Visit, string Reason);

public sealed class ChangeVisitHandler(
    MainstayDb db, VisitBook book, MoveVisitHandler cases, CancelHandler cancelling, VisitNotices notices, ISites sites, IAudit audit, TimeProvider clock)
{
    private static readonly Role[] _roles = [.. Moves.Of(Verb.MoveVisit).Roles];

    public async Task<VisitBooked> HandleAsync(ChangeVisit request, Actor actor, CancellationToken ct)
    {
        var visit = await FindAsync(request.Visit, actor, ct);
        if (visit.Case is { } id)
        {
            await cases.HandleAsync(new MoveVisit { Case = id, StartsAt = request.StartsAt, Site = request.Site }, actor, ct);
        }
        else
        {
            await InTransaction.RunAsync(db, async () =>
            {
                await book.MoveAsync(visit, request.Site, request.StartsAt, ct);
                await notices.MovedAsync(visit, await sites.GetAsync(visit.Site, ct), ct);
                audit.Changed(actor, "visit.move", $"visit:{visit.Id}", visit.Site);
                await db.SaveChangesAsync(ct);
            }, ct);
        }

        return VisitBooked.Of(visit, (await sites.GetAsync(visit.Site, ct)).Ref);
    }

    public async Task<VisitBooked> HandleAsync(CancelVisit request, Actor actor, CancellationToken ct)
    {
        var visit = await FindAsync(request.Visit, actor, ct);
        if (!Moves.Of(Verb.Cancel).Reasons.Contains(request.Reason))
        {
            throw new RefusedException("reason-needed", $"Give a reason: {string.Join(", ", Moves.Of(Verb.Cancel).Reasons)}.");
        }

        if (visit.Case is { } id)
        {
            await cancelling.HandleAsync(new Cancel { Case = id, Reason = request.Reason }, actor, ct);
        }
        else
        {
            visit.End(request.Reason, clock.Now());
            if (visit.State == VisitState.Cancelled)
            {
                await book.FreeAsync(visit.Id, ct);
            }

            audit.Changed(actor, "visit.cancel", $"visit:{visit.Id}", visit.Site);
            await db.SaveChangesAsync(ct);
        }

        return VisitBooked.Of(visit, (await sites.GetAsync(visit.Site, ct)).Ref);
    }

    private async Task<Visit> FindAsync(VisitId id, Actor actor, CancellationToken ct)
    {
        var visit = await db.Visits.FindAsync([id], ct) ?? throw new RefusedException("visit-not-found", "There is no such visit.");
        actor.Demand((await sites.GetAsync(visit.Site, ct)).Ref, _roles);
        return visit;
    }
}
