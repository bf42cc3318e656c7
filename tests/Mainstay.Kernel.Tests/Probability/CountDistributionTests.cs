using FsCheck;
using FsCheck.Fluent;
using Mainstay.Kernel.Inventory;
using Mainstay.Kernel.Probability;

namespace Mainstay.Kernel.Tests.Probability;

public sealed class CountDistributionTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.8413447460685429)]
    [InlineData(-1.959963984540054, 0.025)]
    [InlineData(-8, 6.220960574271785e-16)]
    public void The_normal_distribution_is_known_to_all_digits(double x, double below)
    {
        Assert.Equal(below, Normal.AtMost(x), 15);
        Assert.Equal(1, Normal.AtMost(x) / below, 7);
        Assert.Equal(x, Normal.Quantile(below), 7);
    }

    [Fact]
    public void Negative_binomial_demand_gives_the_reference_backorders()
    {
        var demand = CountDistribution.NegativeBinomial(4, 10);
        Assert.Equal(0.188062, demand.Shortage(9), 6);
        Assert.Equal(0.909413, demand.AtMost(8), 6);
        Assert.Equal(0.937902, demand.AtMost(9), 6);
    }

    [Theory]
    [InlineData(5, 3, 0.110054348)]
    [InlineData(10, 7, 0.078740883)]
    public void Erlang_b_gives_the_reference_losses(int servers, double load, double lost) => Assert.Equal(lost, Erlang.Lost(servers, load), 9);

    [Fact]
    public void Erlang_c_gives_the_reference_waiting()
    {
        Assert.Equal(0.554112554, Erlang.Waiting(5, 4), 9);
        Assert.Equal(1, Erlang.Waiting(4, 4));
        Assert.Equal(Erlang.Waiting(5, 4), CountDistribution.Queue(2, 2, 5).MoreThan(4), 12);
    }

    [Fact]
    public void Whatever_the_distribution_its_probabilities_add_up_and_its_moments_are_its_own() =>
        Prop.ForAll(Any().ToArbitrary(), demand =>
        {
            var sum = Enumerable.Range(0, demand.Largest + 1).Sum(n => demand[n]);
            var mean = Enumerable.Range(0, demand.Largest + 1).Sum(n => n * demand[n]);
            var second = Enumerable.Range(0, demand.Largest + 1).Sum(n => (n - mean) * (n - mean) * demand[n]);
            return Close(1, sum) && Close(demand.Mean, mean) && Close(demand.Variance, second)
                && Enumerable.Range(0, 12).All(s => Close(demand.Shortage(s) - demand.Shortage(s + 1), demand.MoreThan(s)) && Close(demand.Surplus(s) - demand.Shortage(s), s - demand.Mean));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Units_divided_between_two_places_are_the_units_there_were() =>
        Prop.ForAll(Any().ToArbitrary(), Gen.Choose(1, 99).Select(percent => percent / 100.0).ToArbitrary(), (demand, share) =>
        {
            var (mine, all) = (demand.Thinned(share), demand);
            var thinnedPoisson = CountDistribution.Poisson(all.Mean).Thinned(share);
            return Close(share * all.Mean, mine.Mean) && Close(mine.Mean, Enumerable.Range(0, mine.Largest + 1).Sum(n => n * mine[n]))
                && Enumerable.Range(0, 8).All(n => Close(CountDistribution.Poisson(share * all.Mean)[n], thinnedPoisson[n]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Poisson_plus_poisson_is_poisson_and_orders_of_one_piece_are_poisson()
    {
        var sum = CountDistribution.Poisson(2.5).Plus(CountDistribution.Poisson(4));
        var single = CountDistribution.Compound(6.5, [1]);
        for (var n = 0; n < 30; n++)
        {
            Assert.Equal(CountDistribution.Poisson(6.5)[n], sum[n], 14);
            Assert.Equal(sum[n], single[n], 14);
        }

        Assert.Equal(2000, CountDistribution.Compound(1000, [0.5, 0, 0.5]).Mean, 8);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CountDistribution.Poisson(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CountDistribution.Poisson(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => CountDistribution.NegativeBinomial(4, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => CountDistribution.Queue(2, 1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => CountDistribution.Compound(1, [0.5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CountDistribution.Poisson(1).Thinned(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CountDistribution.Poisson(1).Above(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Normal.Quantile(1));
    }

    private static Gen<CountDistribution> Any() =>
        from kind in Gen.Choose(0, 3)
        from mean in Gen.Choose(0, 4000).Select(n => n / 100.0)
        from more in Gen.Choose(1, 500).Select(n => n / 100.0)
        select kind switch
        {
            0 => CountDistribution.Poisson(mean),
            1 => CountDistribution.Fitted(mean, mean * (1 + more)),
            2 => CountDistribution.Queue(mean, 1, (int)mean + 1),
            _ => CountDistribution.Compound(mean, [0.5, 0.25, 0.25]),
        };

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) <= 1e-8 * Math.Max(1, Math.Abs(expected));

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Shares_of_backorders_stock_by_stock_are_those_of_each_stock(double share)
    {
        var coming = CountDistribution.Queue(3, 2, 8);
        var owed = coming.ThinnedFrom(share, 12);
        for (var stock = 12; stock >= 0; stock--)
        {
            var (stepped, alone) = (owed.Next(), coming.Above(stock).Thinned(share));
            Assert.Equal(alone.Mean, stepped.Mean, 12);
            for (var n = 0; n < 40; n++)
            {
                Assert.Equal(alone[n], stepped[n], 14);
            }
        }

        Assert.Throws<InvalidOperationException>(owed.Next);
        Assert.Same(CountDistribution.None, CountDistribution.Poisson(1).ThinnedFrom(0.5, 200).Next());
    }
}
