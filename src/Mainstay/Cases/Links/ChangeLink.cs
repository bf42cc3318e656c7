using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Links;

/// <summary>The link of a case, to be read out, shown or printed. Whoever has it can act as the customer, so the read is logged.</summary>
public sealed record ViewCaseLink(CaseId Case);

/// <summary>A new link; the former one leads nowhere from now on.</summary>
public sealed record NewLink(CaseId Case);

/// <summary>The link got into wrong hands: it leads nowhere from now on, and messages carry none until a new one is given out.</summary>
public sealed record RevokeLink(CaseId Case);

public sealed class CaseLinkHandler(MainstayDb db, ISites sites, CaseLinks links, IAudit audit)
{
    public static IReadOnlyList<Role> Readers { get; } = [Role.FrontDesk, Role.CentreManager, Role.Agent, Role.HeadOfService];

    public static IReadOnlyList<Role> Changers { get; } = [Role.FrontDesk, Role.CentreManager];

    public async Task<LinkState> HandleAsync(ViewCaseLink request, Actor actor, CancellationToken ct)
    {
        var found = await FindAsync(request.Case, actor, Readers, ct);
        await audit.ReadAsync(actor, "case.link", $"case:{found.Id}", found.At, ct);
        return await links.StateAsync(found, ct);
    }

    public async Task<LinkState> HandleAsync(NewLink request, Actor actor, CancellationToken ct)
    {
        var found = await FindAsync(request.Case, actor, Changers, ct);
        await links.ReissueAsync(found.Id, actor, ct);
        return await SaveAsync(found, "case.new_link", actor, ct);
    }

    public async Task<LinkState> HandleAsync(RevokeLink request, Actor actor, CancellationToken ct)
    {
        var found = await FindAsync(request.Case, actor, Changers, ct);
        await links.RevokeAsync(found.Id, actor, ct);
        return await SaveAsync(found, "case.revoke_link", actor, ct);
    }

    private async Task<LinkState> SaveAsync(Case found, string action, Actor actor, CancellationToken ct)
    {
        audit.Changed(actor, action, $"case:{found.Id}", found.Site);
        await db.SaveChangesAsync(ct);
        return await links.StateAsync(found, ct);
    }

    private async Task<Case> FindAsync(CaseId id, Actor actor, IReadOnlyList<Role> roles, CancellationToken ct)
    {
        var found = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new RefusedException("case-not-found", "There is no such case.");
        actor.Demand((await sites.GetAsync(found.Site, ct)).Ref, [.. roles]);
        return found;
    }
}
