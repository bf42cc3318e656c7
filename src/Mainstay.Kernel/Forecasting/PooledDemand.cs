using Mainstay.Kernel.Probability;

namespace Mainstay.Kernel.Forecasting;

/// <summary>What was seen of one part at one site.</summary>
/// <param name="Count">Needs, at least 0.</param>
/// <param name="Exposure">
/// What could have needed it: device-days of the models that have the part (the installed base), or simply days. At least 0; 0 for a site without
/// any past, which then has no needs either.
/// </param>
public readonly record struct SiteDemand(double Count, double Exposure);

/// <summary>What is believed of the rate of one site: gamma distributed.</summary>
/// <param name="Mean">Needs by unit of exposure.</param>
/// <param name="Variance">Of that belief; 0 where it is certain.</param>
public readonly record struct GammaRate(double Mean, double Variance)
{
    /// <summary>After having seen this: (a + n)/(b + exposure), with a = mean²/variance and b = mean/variance.</summary>
    public GammaRate After(SiteDemand seen)
    {
        if (Mean == 0 || Variance == 0 || seen == default)
        {
            return this;
        }

        double a = Mean * Mean / Variance, b = Mean / Variance;
        return new((a + seen.Count) / (b + seen.Exposure), (a + seen.Count) / ((b + seen.Exposure) * (b + seen.Exposure)));
    }

    /// <summary>Needs in a coming exposure, such as a lead time's: negative binomial, since the rate itself is uncertain.</summary>
    /// <param name="exposure">At least 0.</param>
    public CountDistribution Demand(double exposure) =>
        CountDistribution.Fitted(Mean * exposure, (Mean * exposure) + (Variance * exposure * exposure));
}

/// <summary>
/// Rates of one part at many sites, most of which see it rarely: each site's own count is weighed against what all sites together
/// tell, the more the longer it was looked at (empirical Bayes, gamma-Poisson).
/// </summary>
/// <remarks>
/// Sources: H. Robbins, "An empirical Bayes approach to statistics", Proceedings of the Third Berkeley Symposium 1 (1956) 157-163;
/// D. Clayton, J. Kaldor, "Empirical Bayes estimates of age-standardized relative risks for use in disease mapping", Biometrics 43 (1987) 671-681
/// (the gamma-Poisson model and its likelihood). C. C. Sherbrooke's METRIC (1968) took its rates from such a prior too.
/// </remarks>
public static class PooledDemand
{
    private const double LeastShape = 1e-3;
    private const double MostShape = 1e6;

    /// <summary>How rates differ over the sites: the gamma distribution under which what was seen is most likely.</summary>
    /// <returns>Variance 0 where sites differ no more than by chance; mean 0 where nothing was ever needed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A figure is negative or not finite, or needs were counted without exposure.</exception>
    public static GammaRate Prior(IReadOnlyList<SiteDemand> sites)
    {
        foreach (var site in sites)
        {
            if (!(site.Count >= 0 && site.Exposure >= 0 && double.IsFinite(site.Count) && double.IsFinite(site.Exposure)) || (site.Exposure == 0 && site.Count > 0))
            {
                throw new ArgumentOutOfRangeException(nameof(sites), "Counts and exposures are finite and not negative, and without exposure there is no need.");
            }
        }

        double count = sites.Sum(site => site.Count), exposure = sites.Sum(site => site.Exposure);
        if (count == 0)
        {
            return default;
        }

        var seen = sites.Where(site => site.Exposure > 0).ToArray();
        var (shape, rate) = MostLikely(seen, count / exposure);
        return shape >= MostShape / 2 ? new(count / exposure, 0) : new(shape / rate, shape / (rate * rate));
    }

    /// <summary>The rate of every site, in their order. A site without any past gets what is usual.</summary>
    /// <inheritdoc cref="Prior"/>
    public static IReadOnlyList<GammaRate> Rates(IReadOnlyList<SiteDemand> sites)
    {
        var prior = Prior(sites);
        return [.. sites.Select(prior.After)];
    }

    /// <summary>A forecast for the whole network (SBA or TSB of its series) divided over the sites by what each is expected to need.</summary>
    /// <param name="forecast">Units a period in the whole network, at least 0.</param>
    /// <param name="rates">Of the sites.</param>
    /// <param name="exposures">Of the sites in the coming period: as the installed base moves, so does the demand.</param>
    /// <returns>They add up to the forecast; all 0 where no site is expected to need any.</returns>
    public static IReadOnlyList<double> Split(double forecast, IReadOnlyList<GammaRate> rates, IReadOnlyList<double> exposures)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(forecast);
        ArgumentOutOfRangeException.ThrowIfNotEqual(exposures.Count, rates.Count);
        var shares = rates.Select((rate, j) => rate.Mean * exposures[j]).ToArray();
        var total = shares.Sum();
        return [.. shares.Select(share => total > 0 ? forecast * share / total : 0)];
    }

    /// <summary>Golden-section search over the logarithm of the shape; for each shape the best rate by bisection.</summary>
    private static (double Shape, double Rate) MostLikely(SiteDemand[] sites, double mean)
    {
        var golden = (Math.Sqrt(5) - 1) / 2;
        double low = Math.Log(LeastShape), high = Math.Log(MostShape);
        double left = high - (golden * (high - low)), right = low + (golden * (high - low));
        double atLeft = Likelihood(sites, Math.Exp(left), mean), atRight = Likelihood(sites, Math.Exp(right), mean);
        while (high - low > 1e-4) // Of the shape's logarithm: a ten-thousandth of the shape.
        {
            if (atLeft > atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (golden * (high - low));
                atLeft = Likelihood(sites, Math.Exp(left), mean);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (golden * (high - low));
                atRight = Likelihood(sites, Math.Exp(right), mean);
            }
        }

        var shape = Math.Exp((low + high) / 2);
        return (shape, BestRate(sites, shape, mean));
    }

    private static double Likelihood(SiteDemand[] sites, double shape, double mean)
    {
        var rate = BestRate(sites, shape, mean);
        double sum = 0;
        foreach (var site in sites)
        {
            sum += Rising(shape, site.Count) - (shape * Math.Log(1 + (site.Exposure / rate))) - (site.Count * Math.Log(rate + site.Exposure));
        }

        return sum;
    }

    /// <summary>Where Σ [a·e/b - n]/(b + e) = 0: below it the sum is positive, above it negative.</summary>
    private static double BestRate(SiteDemand[] sites, double shape, double mean)
    {
        double Slope(double rate) => sites.Sum(site => ((shape * site.Exposure / rate) - site.Count) / (rate + site.Exposure));
        double low = shape / mean, high = low;
        while (Slope(low) < 0)
        {
            low /= 2;
        }

        while (Slope(high) > 0)
        {
            high *= 2;
        }

        while (high - low > 1e-8 * high)
        {
            var middle = (low + high) / 2;
            (low, high) = Slope(middle) > 0 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>ln Γ(a + n) - ln Γ(a): by its product where n is a small whole number.</summary>
    private static double Rising(double a, double n)
    {
        if (n <= 64 && n == Math.Floor(n))
        {
            double sum = 0;
            for (var k = 0; k < n; k++)
            {
                sum += Math.Log(a + k);
            }

            return sum;
        }

        return LogGamma(a + n) - LogGamma(a);
    }

    /// <summary>Stirling's series above 10, reached by Γ(x + 1) = xΓ(x); good to 1e-13.</summary>
    private static double LogGamma(double x)
    {
        double shift = 0;
        while (x < 10)
        {
            shift += Math.Log(x++);
        }

        var inverse = 1 / (x * x);
        return ((x - 0.5) * Math.Log(x)) - x + (Math.Log(2 * Math.PI) / 2) + ((1.0 / 12 - (inverse * (1.0 / 360 - (inverse * (1.0 / 1260 - (inverse / 1680)))))) / x) - shift;
    }
}
