using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Planning;

/// <summary>Looks at demand and stock anew: levels, and what to move and order. Open proposals of former runs are outdated by it.</summary>
/// <param name="TargetFill">Wished share of needs met at once; null with a budget.</param>
/// <param name="Night">The night it is for: a second one for the same night does nothing.</param>
public sealed record PlanSupply(double? TargetFill = PlanSupply.UsualFill, long? BudgetMinor = null, int Months = PlanSupply.UsualMonths, DateOnly? Night = null)
{
    public const double UsualFill = 0.95;
    public const int UsualMonths = 12;
    public const int MostMonths = 60;
}

public sealed class PlanSupplyHandler(
    MainstayDb db, SupplyModel model, StockKeepers keepers, AcceptProposalsHandler accepting, IAudit audit, IdSource ids, TimeProvider clock)
{
    /// <returns>The run; null when another has done this night's already.</returns>
    public async Task<PlanningRun?> HandleAsync(PlanSupply request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Planner, Role.HeadOfService);
        SupplyModel.Demand(request.TargetFill, request.BudgetMinor, request.Months);
        if (request.Night is { } night && await db.Set<PlanningRun>().AnyAsync(run => run.Night == night, ct))
        {
            return null;
        }

        var now = clock.Now();
        var ground = await model.LoadAsync(request.Months, now, ct);
        var plan = LevelPlanner.Plan(ground.Demands, request.BudgetMinor is null ? request.TargetFill ?? PlanSupply.UsualFill : null, request.BudgetMinor);
        var run = ids.Next<RunId>();
        var keeping = await keepers.AllAsync(ct);
        var proposals = Suggest(ground, plan, keeping.ContainsKey).OrderBy(found => found.Suggestion.Kind).Select(found => new Proposal
        {
            Id = ids.Next<ProposalId>(),
            Run = run,
            Kind = found.Suggestion.Kind,
            Part = found.Part,
            From = found.Suggestion.From,
            Supplier = found.Suggestion.Supplier,
            To = found.Suggestion.To,
            Quantity = found.Suggestion.Quantity,
            ValueMinor = found.Suggestion.Value.Minor,
            Currency = found.Suggestion.Value.Currency,
            Why = found.Suggestion.Why,
            CountedAt = found.Suggestion.CountedAt,
            For = found.Suggestion.For,
            State = ProposalState.Open,
        }).ToList();
        PlanningRun told = new()
        {
            Id = run,
            At = now,
            By = actor.Person,
            Night = request.Night,
            Months = request.Months,
            TargetFill = request.BudgetMinor is null ? request.TargetFill ?? PlanSupply.UsualFill : null,
            BudgetMinor = request.BudgetMinor,
            Fill = plan.Fill,
            Backorders = plan.Backorders,
            MoneyMinor = plan.MoneyMinor,
            Currency = ground.Currency,
            Proposals = proposals.Count,
        };
        try
        {
            await WriteAsync(told, Levels(ground, plan, run), proposals, actor, ct);
        }
        catch (Exception e) when (UniqueViolation.IndexOf(e) == "ux_parts_runs_night")
        {
            return null;
        }

        await AutoAcceptAsync(run, ct);
        return told;
    }

    private async Task WriteAsync(PlanningRun run, IEnumerable<TargetLevel> levels, List<Proposal> proposals, Actor actor, CancellationToken ct)
    {
        await InTransaction.RunAsync(db, async () =>
        {
            await OneAtATime.PlanningAsync(db, ct);
            db.Add(run);
            audit.Changed(actor, "parts.plan", $"planning_run:{run.Id}", null);
            await db.SaveChangesAsync(ct);
            await db.Set<Proposal>().Where(proposal => proposal.State == ProposalState.Open).ExecuteUpdateAsync(set => set
                .SetProperty(proposal => proposal.State, ProposalState.Outdated)
                .SetProperty(proposal => proposal.DecidedAt, run.At)
                .SetProperty(proposal => proposal.Version, proposal => proposal.Version + 1), ct);
            await db.Set<TargetLevel>().ExecuteDeleteAsync(ct);
            await Bulk.InsertAsync(db, levels, ct);
            await Bulk.InsertAsync(db, proposals, ct);
        }, ct);
        db.ChangeTracker.Clear();
    }

    private async Task AutoAcceptAsync(RunId run, CancellationToken ct)
    {
        var policy = await db.Set<AutoAccept>().AsNoTracking().OrderByDescending(version => version.Since).FirstOrDefaultAsync(ct);
        if (policy is not { IsOn: true })
        {
            return;
        }

        var open = await db.Set<Proposal>().AsNoTracking().Where(proposal => proposal.Run == run && proposal.State == ProposalState.Open).ToListAsync(ct);
        var chosen = policy.Choose(open.OrderBy(proposal => proposal.Kind).ThenBy(proposal => proposal.Id.Value));
        if (chosen.Count > 0)
        {
            await accepting.AcceptAsync([.. chosen.Select(proposal => proposal.Id)], Actor.System, ProposalState.AutoAccepted, ct);
        }
    }

    private static IEnumerable<TargetLevel> Levels(SupplyGround ground, LevelPlan plan, RunId run)
    {
        for (var p = 0; p < ground.Demands.Count; p++)
        {
            var demand = ground.Demands[p];
            yield return new TargetLevel { Site = demand.Warehouse, Part = demand.Part, Level = plan.Parts[p].Warehouse, Rate = demand.Rate, Run = run };
            for (var s = 0; s < demand.Sites.Count; s++)
            {
                if (plan.Parts[p].Sites[s] > 0 || demand.Sites[s].Rate > 0)
                {
                    yield return new TargetLevel { Site = demand.Sites[s].Site, Part = demand.Part, Level = plan.Parts[p].Sites[s], Rate = demand.Sites[s].Rate, Run = run };
                }
            }
        }
    }

    /// <summary>Old numbers before those that take their place, so that what they cannot order is ordered there.</summary>
    private static List<(PartId Part, Suggestion Suggestion)> Suggest(SupplyGround ground, LevelPlan plan, Func<SiteId, bool> keepsStock)
    {
        List<(PartId, Suggestion)> found = [];
        Dictionary<(PartId, SiteId), int> inherited = [];
        foreach (var p in Enumerable.Range(0, ground.Demands.Count).OrderBy(p => ground.StepsToEnd(ground.Demands[p].Part) is var steps ? -steps : 0))
        {
            var demand = ground.Demands[p];
            if (ground.Stand(demand, plan.Parts[p], keepsStock, inherited.GetValueOrDefault((demand.Part, demand.Warehouse))) is not { } stand)
            {
                continue;
            }

            var supplies = SupplyRule.Decide(stand);
            found.AddRange(supplies.Suggestions.Select(suggestion => (demand.Part, suggestion)));
            if (supplies.PassedOn > 0 && stand.Facts?.Successor is { } successor)
            {
                inherited[(successor, demand.Warehouse)] = inherited.GetValueOrDefault((successor, demand.Warehouse)) + supplies.PassedOn;
            }
        }

        return found;
    }
}
