using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Kernel.Statistics;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Needs;
using Mainstay.Parts.Returns;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Planning;

/// <summary>How well the network is supplied, over so many days.</summary>
public sealed record ViewStockHealth(int Days = 90);

/// <param name="Waiting">Pieces jobs wait for.</param>
public sealed record WaitingPart(PartId Part, string Number, string Name, int Waiting, int Sites);

/// <param name="Fill">Needs that found their part at once, of all asked for in the time.</param>
/// <param name="FillByPart">The parts that failed most often, the worst first.</param>
/// <param name="Waiting">Pieces jobs wait for now, and for how many jobs.</param>
/// <param name="Money">Tied up, at cost, by condition; what is on its way counts.</param>
/// <param name="NeverCounted">Of <paramref name="Places"/> that hold something, nobody ever counted so many.</param>
/// <param name="OldestCount">Of those that were.</param>
/// <param name="Overdue">Replaced parts that should be back by now.</param>
/// <param name="ExpectedWaitDays">By the levels of the last run; null: there was none.</param>
public sealed record StockHealth(
    DateTimeOffset At, DateTimeOffset From, Proportion Fill, IReadOnlyList<(PartId Part, string Number, string Name, Proportion Fill)> FillByPart,
    int Waiting, int WaitingJobs, IReadOnlyList<WaitingPart> WaitingParts, IReadOnlyList<(Condition Condition, int Pieces, Money Money)> Money,
    long Places, long NeverCounted, DateTimeOffset? OldestCount, int Overdue, Money OverdueValue, PlanningRun? Run, double? ExpectedWaitDays, int OpenProposals, Money OpenValue);

public sealed class ViewStockHealthHandler(MainstayDb db, ICatalogue catalogue, TimeProvider clock)
{
    private const int Worst = 8;

    public async Task<StockHealth> HandleAsync(ViewStockHealth request, Actor actor, CancellationToken ct)
    {
        actor.Demand(ListProposalsHandler.Readers);
        var now = clock.Now();
        var from = now.AddDays(-Math.Clamp(request.Days, 1, 3660));
        var parts = (await catalogue.PartsAsync(ct)).ToDictionary(part => part.Id);
        var currency = parts.Values.Select(part => part.Cost.Currency).FirstOrDefault() ?? "INR";
        var asked = await db.Set<Need>().Where(need => need.CreatedAt >= from && need.CreatedAt < now && !(need.State == NeedState.Released && need.FilledAt == null))
            .GroupBy(need => need.Part)
            .Select(needs => new { Part = needs.Key, All = needs.Count(), AtOnce = needs.Count(need => need.FilledAt == need.CreatedAt) }).ToListAsync(ct);
        var waiting = await db.Set<Need>().Where(need => need.State == NeedState.Waiting)
            .GroupBy(need => need.Part)
            .Select(needs => new { Part = needs.Key, Pieces = needs.Sum(need => need.Quantity), Jobs = needs.Count(), Sites = needs.Select(need => need.Site).Distinct().Count() }).ToListAsync(ct);
        var held = await db.Set<StockPlace>().Where(place => place.OnHand > 0).GroupBy(place => new { place.Condition, place.Part })
            .Select(places => new { places.Key.Condition, places.Key.Part, Pieces = places.Sum(place => place.OnHand) }).ToListAsync(ct);
        var bins = await db.Set<StockPlace>().Where(place => place.OnHand > 0 && place.Kind == PlaceKind.Bin).GroupBy(_ => 1)
            .Select(places => new { All = places.LongCount(), Never = places.LongCount(place => place.CountedAt == null), Oldest = places.Min(place => place.CountedAt) }).FirstOrDefaultAsync(ct);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var debts = await db.Set<Debt>().Where(debt => debt.ClosedAt == null && debt.DueOn < today).GroupBy(_ => 1).Select(all => new { Count = all.Count(), Value = all.Sum(debt => debt.CoreMinor) }).FirstOrDefaultAsync(ct);
        var run = await db.Set<PlanningRun>().AsNoTracking().OrderByDescending(made => made.At).FirstOrDefaultAsync(ct);
        var open = await db.Set<Proposal>().Where(proposal => proposal.State == ProposalState.Open).GroupBy(_ => 1).Select(all => new { Count = all.Count(), Value = all.Sum(proposal => proposal.ValueMinor) }).FirstOrDefaultAsync(ct);
        return new StockHealth(
            now, from, Proportion.Of(asked.Sum(part => part.AtOnce), asked.Sum(part => part.All)),
            [.. asked.Where(part => part.AtOnce < part.All && parts.ContainsKey(part.Part)).OrderByDescending(part => part.All - part.AtOnce).Take(Worst)
                .Select(part => (part.Part, parts[part.Part].Number, parts[part.Part].Name, Proportion.Of(part.AtOnce, part.All)))],
            waiting.Sum(part => part.Pieces), waiting.Sum(part => part.Jobs),
            [.. waiting.Where(part => parts.ContainsKey(part.Part)).OrderByDescending(part => part.Pieces).Take(Worst).Select(part => new WaitingPart(part.Part, parts[part.Part].Number, parts[part.Part].Name, part.Pieces, part.Sites))],
            [.. held.GroupBy(place => place.Condition).OrderBy(condition => condition.Key)
                .Select(condition => (condition.Key, condition.Sum(place => place.Pieces), new Money(condition.Sum(place => place.Pieces * (parts.GetValueOrDefault(place.Part)?.Cost.Minor ?? 0)), currency)))],
            bins?.All ?? 0, bins?.Never ?? 0, bins?.Oldest, debts?.Count ?? 0, new Money(debts?.Value ?? 0, currency), run, run is null ? null : await WaitAsync(run, ct), open?.Count ?? 0, new Money(open?.Value ?? 0, currency));
    }

    /// <summary>Little's law: those who wait by those who come.</summary>
    private async Task<double?> WaitAsync(PlanningRun run, CancellationToken ct)
    {
        var rate = await db.Set<TargetLevel>().SumAsync(level => level.Rate, ct) / 2; // Each need is counted at its site and at the warehouse behind it.
        return rate > 0 ? run.Backorders / rate : null;
    }
}
