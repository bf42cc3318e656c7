using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Bounces;

/// <summary>The blamed site says that this return is not its doing.</summary>
public sealed record AppealBounce(CaseId Case);

/// <summary>A quality engineer or the head of service decides: the blame stays, or moves with a reason.</summary>
/// <param name="Reason">A code: <c>different_fault</c>, <c>part_failed</c>, <c>software</c>, <c>customer_use</c>, <c>factory_work</c>, <c>centre_work</c>.</param>
public sealed record DecideBounce(CaseId Case, BounceBlame Blame, SiteId? BlamedSite, string Reason);

public sealed record BounceDecided(CaseId Case, BounceBlame Blame, SiteId? BlamedSite, string? Verdict);

public sealed class BounceHandler(MainstayDb db, ISites sites, IAudit audit, TimeProvider clock)
{
    private static readonly string[] _reasons = ["different_fault", "part_failed", "software", "customer_use", "factory_work", "centre_work"];

    public async Task<BounceDecided> HandleAsync(AppealBounce request, Actor actor, CancellationToken ct)
    {
        var bounce = await db.Bounces.FindAsync([request.Case], ct);
        if (bounce is null)
        {
            var centre = await db.Cases.Where(c => c.Id == request.Case).Select(c => (SiteId?)c.Site).SingleOrDefaultAsync(ct)
                ?? throw new RefusedException("case-not-found", "There is no such case.");
            actor.Demand((await sites.GetAsync(centre, ct)).Ref, Role.CentreManager, Role.FactoryManager);
            throw NoBounce();
        }

        var site = await sites.GetAsync(bounce.BlamedSite ?? throw new RefusedException("nobody-blamed", "Nobody is held answerable for this return."), ct);
        actor.Demand(site.Ref, Role.CentreManager, Role.FactoryManager);
        if (bounce.AppealedAt is not null)
        {
            throw new RefusedException("appealed-already", "This attribution has been appealed once.");
        }

        bounce.AppealedAt = clock.Now();
        bounce.AppealedBy = actor.Person;
        return await SaveAsync(bounce, actor, "bounce.appeal", site.Id, ct);
    }

    public async Task<BounceDecided> HandleAsync(DecideBounce request, Actor actor, CancellationToken ct)
    {
        var bounce = await FindAsync(request.Case, ct);
        actor.Demand(Role.QualityEngineer, Role.HeadOfService);
        if (!_reasons.Contains(request.Reason))
        {
            throw new RefusedException("reason-needed", $"Give a reason: {string.Join(", ", _reasons)}.");
        }

        if (request.BlamedSite is { } site)
        {
            _ = await sites.GetAsync(site, ct);
        }

        var moved = bounce.Blame != request.Blame || bounce.BlamedSite != request.BlamedSite;
        bounce.Blame = request.Blame;
        bounce.BlamedSite = request.BlamedSite;
        bounce.Unpaid &= request.BlamedSite is not null;
        bounce.DecidedAt = clock.Now();
        bounce.DecidedBy = actor.Person;
        bounce.Verdict = moved ? "moved" : "upheld";
        bounce.Why = Why.Because("bounce_decided", ("reason", request.Reason));
        return await SaveAsync(bounce, actor, "bounce.decide", request.BlamedSite, ct);
    }

    private async Task<Bounce> FindAsync(CaseId id, CancellationToken ct) =>
        await db.Bounces.FindAsync([id], ct) ?? throw NoBounce();

    private static RefusedException NoBounce() => new("no-bounce", "This case is not a return of an earlier repair.");

    private async Task<BounceDecided> SaveAsync(Bounce bounce, Actor actor, string action, SiteId? site, CancellationToken ct)
    {
        bounce.Version++;
        audit.Changed(actor, action, $"case:{bounce.Case}", site);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RefusedException("stale-version", "Somebody decided this at the same moment. Look again.");
        }

        return new BounceDecided(bounce.Case, bounce.Blame, bounce.BlamedSite, bounce.Verdict);
    }
}
