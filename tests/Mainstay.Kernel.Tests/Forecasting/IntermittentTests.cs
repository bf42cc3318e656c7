using Mainstay.Kernel.Forecasting;

namespace Mainstay.Kernel.Tests.Forecasting;

public sealed class IntermittentTests
{
    private static readonly double[] _series = [1, 0, 0, 0, 2, 0, 0];

    [Fact]
    public void The_reference_series_gives_the_reference_forecasts()
    {
        Assert.Equal(1.1 / 1.3, Intermittent.Croston(_series, 0.1), 12);
        Assert.Equal(0.8461538, Intermittent.Croston(_series, 0.1), 7);
        Assert.Equal(0.803846, Intermittent.SyntetosBoylan(_series, 0.1), 6);
        Assert.Equal(0.6736851, Intermittent.TeunterSyntetosBabai(_series, 0.1, 0.1), 7);
    }

    [Theory]
    [InlineData(new double[0], 0, 0)]
    [InlineData(new double[] { 0, 0, 0 }, 0, 0)]
    [InlineData(new double[] { 0, 0, 6 }, 2, 2)]
    [InlineData(new double[] { 4, 4, 4, 4 }, 4, 4)]
    [InlineData(new double[] { 0, 4, 0, 0 }, 2, 1.62)]
    public void Series_without_or_with_one_demand_are_ordinary(double[] series, double croston, double tsb)
    {
        Assert.Equal(croston, Intermittent.Croston(series, 0.1), 12);
        Assert.Equal(tsb, Intermittent.TeunterSyntetosBabai(series, 0.1, 0.1), 12);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Intermittent.Croston(_series, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Intermittent.TeunterSyntetosBabai(_series, 0.1, 1.1));
        Assert.Contains("Period 2", Assert.Throws<ArgumentOutOfRangeException>(() => Intermittent.Croston([1, -1], 0.1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Intermittent.SyntetosBoylan([double.NaN], 0.1));
    }
}
