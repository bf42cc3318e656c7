using Mainstay.Kernel.Forecasting;
using Mainstay.Kernel.Random;

namespace Mainstay.Kernel.Tests.Forecasting;

public sealed class PooledDemandTests
{
    [Theory]
    [InlineData(0.7, 1)] // Sites differ much.
    [InlineData(4, 2)]
    [InlineData(1e7, 3)] // Not at all.
    public void Pooled_rates_are_nearer_the_truth_than_what_each_site_saw(double shape, ulong seed)
    {
        var (truth, seen) = Network(500, shape, 0.02, seed);
        var rates = PooledDemand.Rates(seen);
        var usual = seen.Sum(site => site.Count) / seen.Sum(site => site.Exposure);
        double raw = 0, pooled = 0, same = 0;
        for (var j = 0; j < truth.Length; j++)
        {
            raw += Math.Pow((seen[j].Count / seen[j].Exposure) - truth[j], 2);
            pooled += Math.Pow(rates[j].Mean - truth[j], 2);
            same += Math.Pow(usual - truth[j], 2);
        }

        Assert.True(pooled < 0.7 * raw, $"{pooled} {raw}");
        Assert.True(pooled < (shape < 100 ? 0.9 : 1.1) * same, $"{pooled} {same}");
    }

    [Fact]
    public void Many_sites_tell_how_they_differ()
    {
        var prior = PooledDemand.Prior(Network(20_000, 2, 0.05, 4).Seen);
        Assert.InRange(prior.Mean, 0.048, 0.052);
        Assert.InRange(prior.Mean * prior.Mean / prior.Variance, 1.85, 2.15);
    }

    [Fact]
    public void No_other_prior_is_more_likely()
    {
        var seen = Network(60, 1.5, 0.03, 5).Seen;
        var found = PooledDemand.Prior(seen);
        var best = LogLikelihood(seen, found);
        foreach (var (mean, variance) in new[] { (1.02, 1.0), (0.98, 1.0), (1.0, 1.05), (1.0, 0.95), (1.5, 1.5), (0.5, 3.0) })
        {
            Assert.True(LogLikelihood(seen, new(found.Mean * mean, found.Variance * variance)) < best);
        }
    }

    [Fact]
    public void The_usual_is_held_against_a_new_site_and_a_long_past_speaks_for_itself()
    {
        GammaRate usual = new(0.1, 0.005);
        Assert.Equal(usual, usual.After(new(0, 0)));
        Assert.Equal((2.0 + 3) / (20 + 10), usual.After(new(3, 10)).Mean, 12);
        Assert.Equal((2.0 + 3) / (30 * 30), usual.After(new(3, 10)).Variance, 12);
        Assert.Equal(0.7, usual.After(new(70_000, 100_000)).Mean, 3);
        var coming = usual.Demand(20);
        Assert.Equal(2, coming.Mean, 9);
        Assert.Equal(2 + (0.005 * 400), coming.Variance, 9);
    }

    [Fact]
    public void A_part_never_needed_a_lone_site_and_no_site_are_ordinary()
    {
        Assert.All(PooledDemand.Rates([new(0, 100), new(0, 5), new(0, 0)]), rate => Assert.Equal(default, rate));
        Assert.Empty(PooledDemand.Rates([]));
        Assert.Equal(0.03, Assert.Single(PooledDemand.Rates([new(3, 100)])).Mean, 9);
        var one = PooledDemand.Rates([new(1, 30), new(0, 300), new(0, 0)]);
        Assert.All(one, rate => Assert.True(double.IsFinite(rate.Mean) && rate.Mean > 0 && double.IsFinite(rate.Variance)));
        Assert.True(one[0].Mean > one[1].Mean);
        Assert.Equal(PooledDemand.Prior([new(1, 30), new(0, 300), new(0, 0)]), one[2]);
    }

    [Fact]
    public void A_forecast_of_the_network_is_divided_by_what_sites_are_expected_to_need()
    {
        var forecast = Intermittent.SyntetosBoylan([0, 3, 0, 2, 4, 0, 1], 0.2);
        var rates = PooledDemand.Rates([new(6, 100), new(3, 100), new(1, 100)]);
        var split = PooledDemand.Split(forecast, rates, [30, 30, 30]);
        Assert.Equal(forecast, split.Sum(), 12);
        Assert.True(split[0] >= split[1] && split[1] >= split[2]);
        Assert.Equal(0, PooledDemand.Split(forecast, rates, [30, 0, 30])[1]); // Nobody has the device there any more.
        Assert.Equal([0.0, 0.0], PooledDemand.Split(5, [default, default], [1, 1]));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PooledDemand.Prior([new(-1, 3)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PooledDemand.Prior([new(1, 0)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PooledDemand.Prior([new(1, double.NaN)]));
    }

    /// <summary>Rates gamma distributed, exposures from 5 to 200, counts Poisson.</summary>
    private static (double[] Truth, SiteDemand[] Seen) Network(int sites, double shape, double mean, ulong seed)
    {
        RandomStream stream = new(seed, "pool");
        var (truth, seen) = (new double[sites], new SiteDemand[sites]);
        for (var j = 0; j < sites; j++)
        {
            truth[j] = shape > 1e6 ? mean : Gamma(stream, shape) * mean / shape;
            var exposure = stream.Between(5, 200);
            var count = -1;
            for (var time = 0.0; time <= exposure * truth[j]; time -= Math.Log(1 - stream.NextUnit()))
            {
                count++;
            }

            seen[j] = new(count, exposure);
        }

        return (truth, seen);
    }

    /// <summary>G. Marsaglia, W. W. Tsang (2000); below 1 by a power of a uniform.</summary>
    private static double Gamma(RandomStream stream, double shape)
    {
        if (shape < 1)
        {
            return Gamma(stream, shape + 1) * Math.Pow(1 - stream.NextUnit(), 1 / shape);
        }

        double d = shape - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Math.Sqrt(-2 * Math.Log(1 - stream.NextUnit())) * Math.Cos(2 * Math.PI * stream.NextUnit());
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - stream.NextUnit()) < (x * x / 2) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }

    /// <summary>Of counts as negative binomial ones, term by term.</summary>
    private static double LogLikelihood(SiteDemand[] seen, GammaRate prior)
    {
        double a = prior.Mean * prior.Mean / prior.Variance, b = prior.Mean / prior.Variance;
        return seen.Sum(site => Enumerable.Range(0, (int)site.Count).Sum(k => Math.Log((a + k) / (k + 1)))
            + (a * Math.Log(b / (b + site.Exposure))) + (site.Count * Math.Log(site.Exposure / (b + site.Exposure))));
    }
}
