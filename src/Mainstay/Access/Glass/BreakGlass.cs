using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Access.Glass;

/// <summary>Takes a role at a site that is not one's own, because somebody must act now and nobody who may is there.</summary>
public sealed record BreakGlass(Role Role, SiteId Site, string Reason, int Minutes);

public sealed class BreakGlassHandler(MainstayDb db, PeopleRecords records, IAudit audit, IdSource ids, TimeProvider clock)
{
    private const int ShortestReason = 10;
    private const int LongestReason = 500;

    public async Task<GlassId> HandleAsync(BreakGlass request, Actor actor, CancellationToken ct)
    {
        var person = await records.GetAsync(actor.Person, ct);
        if (!person.MayBreakGlass)
        {
            throw new RefusedException("glass-not-allowed", "An administrator has not allowed you to take roles in an emergency.");
        }

        if (request.Role is Role.Administrator or Role.Integrator)
        {
            throw new RefusedException("glass-role", "This role cannot be taken in an emergency.");
        }

        if (request.Minutes < 1 || request.Minutes > BrokenGlass.Longest.TotalMinutes)
        {
            throw new RefusedException("glass-minutes", $"A role is taken for 1 to {BrokenGlass.Longest.TotalMinutes:0} minutes.");
        }

        var reason = request.Reason.Trim();
        if (reason.Length is < ShortestReason or > LongestReason)
        {
            throw new RefusedException("glass-reason", $"Say why in {ShortestReason} to {LongestReason} characters: it is read afterwards.");
        }

        var site = await records.SiteAsync(request.Site, ct) ?? throw new RefusedException("site-not-found", "There is no such site.");
        if (actor.May(site, request.Role))
        {
            throw new RefusedException("glass-needless", "You hold this role at this site already.");
        }

        var now = clock.Now();
        var glass = new BrokenGlass
        {
            Id = ids.Next<GlassId>(),
            Person = actor.Person,
            Role = request.Role,
            Site = site.Id,
            Reason = reason,
            BeganAt = now,
            Until = now + TimeSpan.FromMinutes(request.Minutes),
        };
        db.Add(glass);
        audit.Changed(actor, "glass.break", $"glass:{glass.Id}", site.Id);
        await Revisions.TouchAsync(db, ids, Directory.Revision, ct);
        await db.SaveChangesAsync(ct);
        return glass.Id;
    }
}
