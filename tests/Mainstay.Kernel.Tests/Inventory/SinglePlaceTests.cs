using Mainstay.Kernel.Inventory;
using Mainstay.Kernel.Probability;

namespace Mainstay.Kernel.Tests.Inventory;

/// <summary>Reference values published with the library stockpyl, and the same by trying everything.</summary>
public sealed class SinglePlaceTests
{
    [Fact]
    public void Newsvendor_gives_the_published_stock_and_cost()
    {
        var best = Newsvendor.Normal(120, 10, 2, 18);
        Assert.Equal(132.815515655446, best.Stock, 9);
        Assert.Equal(35.09966638649737, best.Cost, 9);
    }

    [Fact]
    public void Order_up_to_gives_the_published_policy_and_cost()
    {
        var demand = CountDistribution.Poisson(6);
        var best = OrderUpTo.Best(demand, demand, 1, 4, 5);
        Assert.Equal((4, 10), (best.Reorder, best.UpTo));
        Assert.Equal(8.034111561471642, best.Cost, 9);
    }

    [Fact]
    public void Order_quantity_gives_the_published_policy_and_cost()
    {
        var best = OrderQuantity.Best(1.5, CountDistribution.Poisson(3), 20, 150, 100);
        Assert.Equal((3, 5), (best.Reorder, best.Quantity));
        Assert.Equal(107.92358063314975, best.Cost, 9);
    }

    [Theory]
    [InlineData(0.3, 4)]
    [InlineData(2.5, 1)]
    [InlineData(7, 12)]
    public void No_other_pair_is_cheaper(double rate, double order)
    {
        CountDistribution demand = CountDistribution.Fitted(rate, rate * 1.8), covered = CountDistribution.Fitted(3 * rate, 3 * rate * 1.8);
        var upTo = OrderUpTo.Best(demand, covered, 1, 9, order);
        var tried = from s in Enumerable.Range(-5, 45) from more in Enumerable.Range(1, 40) select OrderUpTo.CostOf(s, s + more, demand, covered, 1, 9, order);
        Assert.Equal(tried.Min(), upTo.Cost, 9);

        var quantity = OrderQuantity.Best(rate, covered, 1, 9, order);
        var all = from r in Enumerable.Range(-5, 45)
                  from q in Enumerable.Range(1, 40)
                  select ((order * rate) + Enumerable.Range(r + 1, q).Sum(y => y >= 0 ? covered.Surplus(y) + (9 * covered.Shortage(y)) : 9 * (covered.Mean - y))) / q;
        Assert.Equal(all.Min(), quantity.Cost, 9);
    }

    [Fact]
    public void Costs_and_demands_that_cannot_be_are_refused()
    {
        var some = CountDistribution.Poisson(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Newsvendor.Normal(1, 1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderUpTo.Best(CountDistribution.None, some, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderQuantity.Best(0, some, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderUpTo.CostOf(3, 3, some, some, 1, 1, 1));
    }
}
