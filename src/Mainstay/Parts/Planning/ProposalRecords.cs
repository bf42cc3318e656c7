using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Planning;

/// <summary>Finds proposals that are still to be decided, and tells who was first where they are not.</summary>
public sealed class ProposalRecords(MainstayDb db, IPeople people)
{
    public async Task<List<Proposal>> OpenAsync(IReadOnlyList<ProposalId> wanted, CancellationToken ct)
    {
        List<ProposalId> ids = [.. wanted.Distinct().OrderBy(id => id.Value)];
        if (ids.Count is 0 or > AcceptProposalsHandler.Most)
        {
            throw new RefusedException("proposal-not-found", $"Between 1 and {AcceptProposalsHandler.Most} proposals are decided at once.");
        }

        List<Proposal> found = [];
        foreach (var some in ids.Chunk(500))
        {
            found.AddRange(await db.Set<Proposal>().Where(proposal => some.Contains(proposal.Id)).ToListAsync(ct));
        }

        if (found.Count < ids.Count)
        {
            throw new RefusedException("proposal-not-found", "There is no such proposal.");
        }

        return found.Find(proposal => proposal.State != ProposalState.Open) is { } decided ? throw await RefusalAsync(decided, ct) : found;
    }

    /// <summary>Asked after somebody else wrote first.</summary>
    public async Task<RefusedException> DecidedAsync(IReadOnlyList<ProposalId> wanted, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var ids = wanted.ToList();
        var decided = await db.Set<Proposal>().AsNoTracking().FirstOrDefaultAsync(proposal => ids.Contains(proposal.Id) && proposal.State != ProposalState.Open, ct);
        return decided is null ? new RefusedException("stale-version", "Somebody changed it at this moment. Nothing was done; look again.") : await RefusalAsync(decided, ct);
    }

    private async Task<RefusedException> RefusalAsync(Proposal proposal, CancellationToken ct)
    {
        if (proposal is { State: ProposalState.Outdated })
        {
            return new RefusedException("proposal-outdated", "A later plan has taken the place of this proposal. Look at the new ones.");
        }

        var who = proposal.DecidedBy is { } person ? (await people.FindAsync(person, ct))?.Name ?? "The program" : "Somebody";
        return new RefusedException("proposal-decided", $"{who} {(proposal.State == ProposalState.Rejected ? "rejected" : "accepted")} it on {proposal.DecidedAt:yyyy-MM-dd HH:mm} UTC. Nothing was done a second time.");
    }
}

public sealed record RejectProposals(IReadOnlyList<ProposalId> Proposals);

public sealed class RejectProposalsHandler(MainstayDb db, ProposalRecords records, IAudit audit, TimeProvider clock)
{
    /// <returns>How many.</returns>
    public async Task<int> HandleAsync(RejectProposals request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Planner, Role.HeadOfService);
        var open = await records.OpenAsync(request.Proposals, ct);
        foreach (var proposal in open)
        {
            proposal.Decide(ProposalState.Rejected, actor.Person, clock.Now());
            audit.Changed(actor, "parts.reject_proposal", $"proposal:{proposal.Id}", proposal.To);
        }

        try
        {
            await db.SaveChangesAsync(ct);
            return open.Count;
        }
        catch (DbUpdateConcurrencyException)
        {
            throw await records.DecidedAsync(request.Proposals, ct);
        }
    }
}

/// <summary>From now on proposals within these limits are accepted by the program. The version before stays as it was.</summary>
/// <param name="Kinds">Which may be; none with <paramref name="IsOn"/> false.</param>
public sealed record SetAutoAccept(bool IsOn, long ProposalMinor, long RunMinor, IReadOnlyList<ProposalKind> Kinds);

public sealed class SetAutoAcceptHandler(MainstayDb db, IAudit audit, IdSource ids, TimeProvider clock)
{
    public async Task<AutoAcceptId> HandleAsync(SetAutoAccept request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.HeadOfService);
        if (request.ProposalMinor < 0 || request.RunMinor < request.ProposalMinor || (request.IsOn && request.Kinds.Count == 0))
        {
            throw new RefusedException("plan-invalid", "The limit of a run is not below that of a proposal, neither is negative, and something may be accepted.");
        }

        AutoAccept policy = new()
        {
            Id = ids.Next<AutoAcceptId>(),
            Since = clock.Now(),
            By = actor.Person,
            IsOn = request.IsOn,
            ProposalMinor = request.ProposalMinor,
            RunMinor = request.RunMinor,
            Kinds = string.Join(' ', request.Kinds.Distinct().Order().Select(EnumText<ProposalKind>.Of)),
        };
        db.Add(policy);
        audit.Changed(actor, "parts.set_auto_accept", $"auto_accept:{policy.Id}", null);
        await db.SaveChangesAsync(ct);
        return policy.Id;
    }

    public Task<AutoAccept?> CurrentAsync(CancellationToken ct) =>
        db.Set<AutoAccept>().AsNoTracking().OrderByDescending(version => version.Since).FirstOrDefaultAsync(ct);
}
