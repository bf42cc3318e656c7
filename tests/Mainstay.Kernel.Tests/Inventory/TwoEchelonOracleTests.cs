using Mainstay.Kernel.Inventory;
using Mainstay.Kernel.Random;

namespace Mainstay.Kernel.Tests.Inventory;

/// <summary>The exact answer against an enumeration that shares nothing with it, and VARI-METRIC against the exact answer.</summary>
public sealed class TwoEchelonOracleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_exact_backorders_are_those_of_an_enumeration(bool hasBenches)
    {
        RandomStream stream = new(hasBenches ? 22UL : 21UL, "oracle");
        for (var turn = 0; turn < 60; turn++)
        {
            SparesSite[] sites = [.. Enumerable.Range(0, 1 + stream.Below(6)).Select(j => new SparesSite($"{j}", stream.Chance(0.1) ? 0 : stream.Between(0.002, 0.4), stream.Chance(0.1) ? 0 : stream.Between(0.5, 8)))];
            double leadTime = stream.Chance(0.1) ? 0 : stream.Between(1, 30), load = sites.Sum(site => site.Rate) * leadTime;
            int? servers = hasBenches ? 1 + (int)(load * stream.Between(1.1, 2)) : null;
            var warehouse = stream.Below(3 + (int)load);
            int[] stocks = [.. sites.Select(_ => stream.Below(5))];
            var outlook = new TwoEchelon(sites, leadTime, servers).Evaluate(warehouse, stocks);
            var coming = servers is { } benches ? Benches(load, benches) : Enumerable.Range(0, 400).Select(n => Poisson(load, n)).ToArray();
            for (var j = 0; j < sites.Length; j++)
            {
                var (backorders, fill) = Enumerated(sites, j, coming, warehouse, stocks[j]);
                Assert.Equal(backorders, outlook.Sites[j].Backorders.Exact, 1e-8);
                Assert.Equal(fill, outlook.Sites[j].FillRate, 1e-8);
            }
        }
    }

    [Fact]
    public void VariMetric_is_within_three_per_cent_on_95_of_100_random_networks()
    {
        // 2 to 40 sites, rates 0.002 to 0.2 a day (log-uniform), 1 to 7 days to a site, 5 to 60 to the warehouse; the warehouse from nothing to its
        // mean and two deviations, each site from nothing to 3.
        RandomStream stream = new(31, "near");
        var near = 0;
        for (var turn = 0; turn < 1_000; turn++)
        {
            SparesSite[] sites = [.. Enumerable.Range(0, 2 + stream.Below(39)).Select(j => new SparesSite($"{j}", 0.002 * Math.Pow(100, stream.NextUnit()), stream.Between(1, 7)))];
            var leadTime = stream.Between(5, 60);
            var load = sites.Sum(site => site.Rate) * leadTime;
            var total = new TwoEchelon(sites, leadTime).Evaluate(stream.Below(1 + (int)(load + (2 * Math.Sqrt(load)))), [.. sites.Select(_ => stream.Below(4))]).Total;
            near += Math.Abs(total.VariMetric - total.Exact) <= 0.03 * total.Exact ? 1 : 0;
        }

        Assert.InRange(near, 950, 1_000);
    }

    /// <summary>Over all numbers on the way, all shares of what is owed and all numbers in transit.</summary>
    private static (double Backorders, double Fill) Enumerated(SparesSite[] sites, int j, double[] coming, int warehouse, int stock)
    {
        if (sites[j].Rate == 0)
        {
            return (0, stock > 0 ? 1 : 0);
        }

        double share = sites[j].Rate / sites.Sum(site => site.Rate), transit = sites[j].Rate * sites[j].LeadTime, backorders = 0, fill = 0;
        var inTransit = Enumerable.Range(0, 80).Select(t => Poisson(transit, t)).ToArray();
        for (var n = 0; n < coming.Length; n++)
        {
            var owed = Math.Max(0, n - warehouse);
            for (var k = 0; k <= owed && coming[n] > 1e-18; k++)
            {
                var here = coming[n] * Binomial(owed, k, share);
                for (var t = 0; t < inTransit.Length && here > 1e-20; t++)
                {
                    backorders += here * inTransit[t] * Math.Max(0, k + t - stock);
                    fill += k + t < stock ? here * inTransit[t] : 0;
                }
            }
        }

        return (backorders, fill);
    }

    private static double Poisson(double mean, int n) => mean == 0 ? (n == 0 ? 1 : 0) : Math.Exp((n * Math.Log(mean)) - mean - LogFactorial(n));

    private static double Binomial(int n, int k, double p) => p == 1
        ? (k == n ? 1 : 0)
        : Math.Exp(LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k) + (k * Math.Log(p)) + ((n - k) * Math.Log(1 - p)));

    /// <summary>M/M/c: aⁿ/n! up to c, then a queue that falls geometrically; scaled to add up to 1.</summary>
    private static double[] Benches(double load, int servers)
    {
        var raw = Enumerable.Range(0, servers + 700).Select(n => load == 0
            ? (n == 0 ? 1 : 0)
            : Math.Exp((n * Math.Log(load)) - LogFactorial(Math.Min(n, servers)) - (Math.Max(0, n - servers) * Math.Log(servers)))).ToArray();
        return [.. raw.Select(weight => weight / raw.Sum())];
    }

    private static readonly double[] _logFactorials = [.. Enumerable.Range(0, 2_000).Select(n => Enumerable.Range(1, n).Sum(k => Math.Log(k)))];

    private static double LogFactorial(int n) => _logFactorials[n];
}
