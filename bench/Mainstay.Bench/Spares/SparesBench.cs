using System.Globalization;
using Mainstay.Kernel.Inventory;
using Mainstay.Kernel.Random;

namespace Mainstay.Bench.Spares;

/// <summary>How far METRIC and VARI-METRIC are from the exact answer on random networks of one warehouse, and on which they are far.</summary>
public static class SparesBench
{
    private const double Near = 0.03;
    private const double ShareTarget = 95;
    private const int Shown = 12;

    /// <param name="Load">Units on their way to the warehouse, on average.</param>
    /// <param name="SiteStock">Units a site, on average.</param>
    private sealed record System(int Sites, double Load, int Warehouse, double SiteStock, Backorders Total)
    {
        public double Error => Math.Abs(Total.VariMetric - Total.Exact) / Total.Exact;

        public double MetricError => Math.Abs(Total.Metric - Total.Exact) / Total.Exact;
    }

    public static BenchReport Run(int systems, string scratch, CancellationToken ct)
    {
        var before = Machine.Load();
        var planned = new System[systems];
        var anyhow = new System[systems];
        for (var n = 0; n < systems; n++)
        {
            ct.ThrowIfCancellationRequested();
            (planned[n], anyhow[n]) = Draw(new RandomStream((ulong)n, "spares"));
        }

        List<Figure> figures = [];
        foreach (var (how, stocked, target) in new[] { ("by chance", anyhow, (double?)ShareTarget), ("by plan", planned, null) })
        {
            figures.AddRange(Told($"stocked {how}", stocked, target));
            figures.AddRange(stocked.OrderByDescending(system => system.Error).Take(Shown).Where(system => system.Error > Near)
                .Select((system, rank) => Figure.Of($"hardest {how}, {rank + 1}", 100 * system.Error, "%", Described(system))));
        }

        return new BenchReport("spares", "no database", string.Create(CultureInfo.InvariantCulture, $"{systems:N0} random networks of one warehouse, twice stocked"),
            new Machine(Environment.ProcessorCount, before, Machine.Load(), Machine.Fsyncs(scratch, TimeProvider.System)), figures);
    }

    private static IEnumerable<Figure> Told(string how, System[] systems, double? target)
    {
        var errors = systems.Select(system => system.Error).Order().ToArray();
        var share = 100.0 * errors.Count(error => error <= Near) / errors.Length;
        var name = $"{how}: VARI-METRIC within 3 % of exact";
        yield return target is { } least ? Figure.AtLeast(name, share, "%", least) : Figure.Of(name, share, "%");
        yield return Figure.Of($"{how}: METRIC within 3 % of exact", 100.0 * systems.Count(system => system.MetricError <= Near) / systems.Length, "%");
        yield return Figure.Of($"{how}: median error", 100 * errors[errors.Length / 2], "%", string.Create(CultureInfo.InvariantCulture, $"95 of 100 below {100 * errors[(int)(0.95 * errors.Length)]:0.00} %, largest {100 * errors[^1]:0.00} %"));
        foreach (var (from, to) in new[] { (0.0, 0.001), (0.001, 0.01), (0.01, 0.1), (0.1, 1.0), (1.0, double.PositiveInfinity) })
        {
            var some = systems.Where(system => system.Total.Exact >= from && system.Total.Exact < to).ToArray();
            if (some.Length > 0)
            {
                yield return Figure.Of(
                    string.Create(CultureInfo.InvariantCulture, $"{how}: backorders {from:0.###} {(double.IsInfinity(to) ? "and more" : $"to {to:0.###}")}, within 3 %"), 100.0 * some.Count(system => system.Error <= Near) / some.Length, "%",
                    string.Create(CultureInfo.InvariantCulture, $"{some.Length} networks; {some.Average(system => system.SiteStock):0.0} units a site, {some.Average(system => system.Sites):0.0} sites"));
            }
        }

        foreach (var (from, to) in new[] { (2, 4), (5, 9), (10, 19), (20, 40) })
        {
            var some = systems.Where(system => system.Sites >= from && system.Sites <= to).ToArray();
            if (some.Length > 0)
            {
                yield return Figure.Of($"{how}: {from} to {to} sites, within 3 %", 100.0 * some.Count(system => system.Error <= Near) / some.Length, "%", $"{some.Length} networks");
            }
        }
    }

    private static string Described(System system) => string.Create(
        CultureInfo.InvariantCulture,
        $"{system.Sites} sites with {system.SiteStock:0.0} each; warehouse {system.Warehouse} against {system.Load:0.0} on the way; exact {system.Total.Exact:0.000000}, VARI-METRIC {system.Total.VariMetric:0.000000}");

    /// <summary>
    /// 2 to 40 sites; rates 0.002 to 0.2 a day, spread evenly in their logarithm; 1 to 7 days to a site, 5 to 60 to the warehouse. By plan: as
    /// many units as the best division needs for a fill rate between 50 and 99 %, divided so. By chance: the warehouse from nothing to
    /// its mean and two deviations, each site from nothing to 3.
    /// </summary>
    private static (System Planned, System Anyhow) Draw(RandomStream stream)
    {
        var sites = new SpareSite[2 + stream.Below(39)];
        for (var j = 0; j < sites.Length; j++)
        {
            sites[j] = new(0.002 * Math.Pow(100, stream.NextUnit()), stream.Between(1, 7));
        }

        var leadTime = stream.Between(5, 60);
        var load = sites.Sum(site => site.Rate) * leadTime;
        TwoEchelon exact = new([.. sites.Select((site, j) => new SparesSite($"{j}", site.Rate, site.LeadTime))], leadTime);
        var plan = new SparesNetwork([new("part", 1, [new(leadTime, null, sites)])]).Plan().ForFillRate(stream.Between(0.5, 0.99)).Items[0].Warehouses[0];
        WarehouseStocks chance = new(stream.Below(1 + (int)(load + (2 * Math.Sqrt(load)))), [.. sites.Select(_ => stream.Below(4))]);
        return (Looked(plan), Looked(chance));

        System Looked(WarehouseStocks stocks) =>
            new(sites.Length, load, stocks.Stock, stocks.Sites.Average(), exact.Evaluate(stocks.Stock, stocks.Sites).Total);
    }
}
