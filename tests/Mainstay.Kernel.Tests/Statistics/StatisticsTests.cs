using FsCheck;
using FsCheck.Fluent;
using Mainstay.Kernel.Statistics;

namespace Mainstay.Kernel.Tests.Statistics;

public sealed class StatisticsTests
{
    /// <summary>R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, Wilson score method.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_intervals_are_those_of_the_published_table(long hits, long count, double low, double high)
    {
        var share = Proportion.Of(hits, count);
        Assert.Equal(low, share.Low, 4);
        Assert.Equal(high, share.High, 4);
    }

    [Fact]
    public void An_interval_holds_its_share_and_stays_within_zero_and_one() =>
        Prop.ForAll<NonNegativeInt, NonNegativeInt>((a, b) =>
        {
            var share = Proportion.Of(Math.Min(a.Get, b.Get), Math.Max(a.Get, b.Get));
            return share.Low >= 0 && share.High <= 1 && share.Low <= share.Share + 1e-12 && share.Share <= share.High + 1e-12;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_observed_is_nothing_known() => Assert.Equal(new Proportion(0, 0, 1, 0), Proportion.Of(0, 0));

    /// <summary>R: quantile(c(1, 2, 4, 8, 16), c(0, .25, .5, .9, 1)) gives 1, 2, 4, 12.8, 16 (type 7).</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 2)]
    [InlineData(0.5, 4)]
    [InlineData(0.9, 12.8)]
    [InlineData(1, 16)]
    public void Quantiles_interpolate_between_order_statistics(double probability, double expected) =>
        Assert.Equal(expected, Quantile.Of([1, 2, 4, 8, 16], probability), 10);

    [Fact]
    public void A_quantile_of_nothing_or_beyond_one_is_misuse()
    {
        Assert.Throws<ArgumentException>(() => Quantile.Of([], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of([1], 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of([1], double.NaN));
    }
}
