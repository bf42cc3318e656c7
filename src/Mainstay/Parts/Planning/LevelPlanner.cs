using Mainstay.Devices.Contracts;
using Mainstay.Kernel.Inventory;
using Mainstay.Network.Contracts;

namespace Mainstay.Parts.Planning;

/// <param name="Rate">Needs a day.</param>
/// <param name="LeadDays">From the warehouse.</param>
public sealed record DemandPoint(SiteId Site, double Rate, double LeadDays);

/// <summary>One part, one warehouse, and where it is needed.</summary>
/// <param name="LeadDays">From the supplier to the warehouse.</param>
public sealed record PartDemand(PartId Part, SiteId Warehouse, long CostMinor, double LeadDays, IReadOnlyList<DemandPoint> Sites)
{
    public double Rate => Sites.Sum(site => site.Rate);

    public SpareItem ToItem() => new("", CostMinor, [new SpareWarehouse(LeadDays, null, [.. Sites.Select(site => new SpareSite(site.Rate, site.LeadDays))])]);
}

/// <param name="Warehouse">How many the warehouse should have, there and on order.</param>
/// <param name="Sites">In the order of the demand.</param>
public sealed record PartLevels(int Warehouse, IReadOnlyList<int> Sites)
{
    public WarehouseStocks ToStocks() => new(Warehouse, Sites);
}

/// <summary>What one more piece would buy.</summary>
/// <param name="Site">A site, or the warehouse itself.</param>
/// <param name="Level">With it.</param>
/// <param name="Saved">Fewer needs waiting at any time.</param>
public sealed record NextPiece(PartId Part, SiteId Site, int Level, double Saved, long CostMinor);

/// <summary>A point of the curve of cost and availability.</summary>
public sealed record CostPoint(long MoneyMinor, double Fill, double Backorders);

/// <param name="Fill">Expected share of needs that find the part at their site at once.</param>
/// <param name="Backorders">Expected number of needs waiting at any time.</param>
/// <param name="LeastBackorders">Nobody can have fewer for the same money.</param>
/// <param name="WaitDays">Mean over all needs, by Little's law.</param>
/// <param name="IsReached">Whether the wished availability was.</param>
public sealed record LevelPlan(
    IReadOnlyList<PartLevels> Parts, double Fill, double Backorders, double LeastBackorders, double WaitDays, long MoneyMinor, bool IsReached, IReadOnlyList<CostPoint> Curve);

/// <summary>Levels of all parts at all sites and warehouses, by marginal analysis on the exact curves (<see cref="SparesNetwork"/>).</summary>
public static class LevelPlanner
{
    /// <param name="demands">Of all parts.</param>
    /// <param name="fill">Wished share of needs met at once, in (0, 1); null with a budget.</param>
    /// <param name="budgetMinor">All levels together cost at most so much.</param>
    /// <param name="curvePoints">0: no curve is wanted.</param>
    public static LevelPlan Plan(IReadOnlyList<PartDemand> demands, double? fill, long? budgetMinor, int curvePoints = 0)
    {
        var plan = new SparesNetwork([.. demands.Select(demand => demand.ToItem())]).Plan();
        var best = budgetMinor is { } money ? plan.ForBudget(money) : plan.ForFillRate(fill ?? PlanSupply.UsualFill);
        var rate = demands.Sum(demand => demand.Rate);
        return new LevelPlan(
            [.. best.Items.Select(item => new PartLevels(item.Warehouses[0].Stock, item.Warehouses[0].Sites))],
            best.Totals.FillRate,
            best.Totals.Backorders,
            best.LeastBackorders,
            rate > 0 ? best.Totals.Backorders / rate : 0,
            best.Totals.Money,
            best.IsReached,
            curvePoints < 2 ? [] : [.. plan.Curve(curvePoints).Select(point => new CostPoint(point.Money, point.FillRate, point.Backorders))]);
    }

    /// <summary>Where one more piece saves most waiting for its money.</summary>
    public static IReadOnlyList<NextPiece> Next(IReadOnlyList<PartDemand> demands, IReadOnlyList<PartLevels> levels, int most)
    {
        SparesNetwork network = new([.. demands.Select(demand => demand.ToItem())]);
        PriorityQueue<NextPiece, double> best = new();
        for (var p = 0; p < demands.Count; p++)
        {
            var demand = demands[p];
            var outlook = network.Evaluate(p, [levels[p].ToStocks()]).Warehouses[0];
            for (var s = -1; s < demand.Sites.Count; s++)
            {
                var (site, level, saved) = s < 0
                    ? (demand.Warehouse, levels[p].Warehouse + 1, outlook.NextSaves)
                    : (demand.Sites[s].Site, levels[p].Sites[s] + 1, outlook.Sites[s].NextSaves);
                if (saved > 0)
                {
                    best.Enqueue(new NextPiece(demand.Part, site, level, saved, demand.CostMinor), saved / Math.Max(1, demand.CostMinor));
                    if (best.Count > most)
                    {
                        best.Dequeue();
                    }
                }
            }
        }

        List<NextPiece> found = [];
        while (best.TryDequeue(out var piece, out _))
        {
            found.Add(piece);
        }

        found.Reverse();
        return found;
    }
}
