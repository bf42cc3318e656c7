using Mainstay.Kernel.Inventory;
using Mainstay.Kernel.Random;

namespace Mainstay.Kernel.Tests.Inventory;

public sealed class TwoEchelonTests
{
    private static readonly TwoEchelon _two = new([new("A", 0.1, 2), new("B", 0.1, 2)], 14);
    private static readonly TwoEchelon _three = new([new("A", 0.02, 3), new("B", 0.05, 5), new("C", 0.08, 2)], 20);

    [Theory]
    [InlineData(0, 0, 0, 2.800000, 3.200000, 3.200000, 3.200000)]
    [InlineData(1, 1, 1, 1.860810, 0.906615, 0.956786, 0.968822)]
    [InlineData(2, 1, 1, 1.091888, 0.440461, 0.519263, 0.529530)]
    [InlineData(3, 1, 1, 0.561342, 0.198079, 0.265556, 0.267914)]
    [InlineData(1, 2, 2, 1.860810, 0.282441, 0.339850, 0.340619)]
    [InlineData(3, 2, 2, 0.561342, 0.029279, 0.067941, 0.068151)]
    public void Two_outlets_give_the_reference_backorders(int warehouse, int first, int second, double owed, double metric, double variMetric, double exact)
    {
        var outlook = _two.Evaluate(warehouse, [first, second]);
        Assert.Equal(owed, outlook.Warehouse, 6);
        Assert.Equal(metric, outlook.Total.Metric, 6);
        Assert.Equal(variMetric, outlook.Total.VariMetric, 6);
        Assert.Equal(exact, outlook.Total.Exact, 6);
    }

    [Fact]
    public void Three_centres_give_the_reference_backorders()
    {
        var outlook = _three.Evaluate(4, [1, 1, 2]);
        Assert.Equal(0.319357, outlook.Warehouse, 6);
        Assert.Equal(0.066801, outlook.Total.Metric, 6);
        Assert.Equal(0.093406, outlook.Total.VariMetric, 6);
        Assert.Equal(0.093342, outlook.Total.Exact, 6);
    }

    [Fact]
    public void The_best_place_for_five_units_is_three_in_the_warehouse()
    {
        var best = _two.Best(5);
        Assert.Equal(3, best.Warehouse);
        Assert.Equal([1, 1], best.Sites);
        Assert.Equal(0.267914, best.Backorders, 6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    public void No_other_division_of_the_units_is_better(int units)
    {
        var tried = from a in Enumerable.Range(0, units + 1)
                    from b in Enumerable.Range(0, units + 1 - a)
                    from c in Enumerable.Range(0, units + 1 - a - b)
                    select _three.Evaluate(units - a - b - c, [a, b, c]).Total.Exact;
        Assert.Equal(tried.Min(), _three.Best(units).Backorders, 9);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4)]
    public void A_simulated_network_agrees(int? servers)
    {
        SparesSite[] sites = [new("A", 0.1, 2), new("B", 0.15, 3)];
        var outlook = new TwoEchelon(sites, 10, servers).Evaluate(2, [1, 1]);
        var seen = Simulated(sites, 10, servers, 2, [1, 1], 400_000);
        Assert.InRange(seen, outlook.Total.Exact * 0.97, outlook.Total.Exact * 1.03);
    }

    [Fact]
    public void Benches_without_number_and_very_many_benches_are_the_same()
    {
        SparesSite[] sites = [new("A", 0.1, 2), new("B", 0, 5), new("C", 0.2, 0)];
        var (without, many) = (new TwoEchelon(sites, 14).Evaluate(2, [1, 0, 2]), new TwoEchelon(sites, 14, 1000).Evaluate(2, [1, 0, 2]));
        Assert.Equal(without.Total.Exact, many.Total.Exact, 12);
        Assert.Equal(0, without.Sites[1].Backorders.Exact);
        Assert.True(new TwoEchelon(sites, 14, 6).Evaluate(2, [1, 0, 2]).Total.Exact > without.Total.Exact);
    }

    [Fact]
    public void Nothing_needed_and_nothing_supplied_are_ordinary()
    {
        Assert.Equal(default, new TwoEchelon([new("A", 0, 3)], 5).Evaluate(0, [0]).Total);
        Assert.Equal(0, new TwoEchelon([], 5).Best(3).Backorders);
        Assert.Equal(1.5, new TwoEchelon([new("A", 0.5, 3)], 0).Evaluate(0, [0]).Total.Exact, 12);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TwoEchelon([new("A", -1, 3)], 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TwoEchelon([new("A", 1, double.NaN)], 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TwoEchelon([new("A", 1, 1)], 5, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => _two.Evaluate(-1, [0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _two.Evaluate(1, [0]));
    }

    /// <summary>Mean units owed at the sites, by living through so many days: needs Poisson, repairs exponential, owed units first come first served.</summary>
    private static double Simulated(SparesSite[] sites, double repair, int? servers, int warehouse, int[] stocks, double days)
    {
        var stream = new RandomStream(7, "network");
        double Wait(double mean) => -mean * Math.Log(1 - stream.NextUnit());
        var net = stocks.ToArray(); // On the shelf less owed.
        int shelf = warehouse, inWork = 0, waiting = 0;
        Queue<int> owed = new();
        PriorityQueue<(int Kind, int Site), double> ahead = new(); // 0 a need, 1 a repair done, 2 an arrival.
        for (var j = 0; j < sites.Length; j++)
        {
            ahead.Enqueue((0, j), Wait(1 / sites[j].Rate));
        }

        double now = 0, area = 0;
        while (ahead.TryDequeue(out var what, out var at) && at < days)
        {
            area += (at - now) * net.Sum(n => Math.Max(0, -n));
            now = at;
            switch (what.Kind)
            {
                case 0:
                    net[what.Site]--;
                    ahead.Enqueue((0, what.Site), now + Wait(1 / sites[what.Site].Rate));
                    if (shelf > 0)
                    {
                        shelf--;
                        ahead.Enqueue((2, what.Site), now + sites[what.Site].LeadTime);
                    }
                    else
                    {
                        owed.Enqueue(what.Site);
                    }

                    Begin(now);
                    break;
                case 1:
                    inWork--;
                    if (waiting > 0)
                    {
                        waiting--;
                        Begin(now);
                    }

                    if (owed.TryDequeue(out var next))
                    {
                        ahead.Enqueue((2, next), now + sites[next].LeadTime);
                    }
                    else
                    {
                        shelf++;
                    }

                    break;
                default:
                    net[what.Site]++;
                    break;
            }
        }

        return area / now;

        void Begin(double at)
        {
            if (servers is { } most && inWork >= most)
            {
                waiting++;
                return;
            }

            inWork++;
            ahead.Enqueue((1, 0), at + Wait(repair));
        }
    }
}
