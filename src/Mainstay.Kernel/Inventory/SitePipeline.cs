using Mainstay.Kernel.Probability;

namespace Mainstay.Kernel.Inventory;

/// <summary>Mean and variance of what a warehouse owes with a stock.</summary>
internal readonly record struct Shortages(double Mean, double Variance)
{
    /// <summary>For every stock from 0 until less than <paramref name="least"/> is the chance that one more would be of use.</summary>
    public static Shortages[] Of(CountDistribution coming, double least)
    {
        var largest = coming.Largest;
        while (largest > 0 && coming.MoreThan(largest - 1) < least)
        {
            largest--;
        }

        // E[(X-s)⁺] and E[((X-s)⁺)²] from those at s+1: sums of positive terms.
        var all = new Shortages[largest + 1];
        double more = coming.MoreThan(largest), mean = coming.Shortage(largest), second = coming.ShortageVariance(largest) + (mean * mean);
        for (var stock = largest; ; stock--)
        {
            all[stock] = new(mean, Math.Max(0, second - (mean * mean)));
            if (stock == 0)
            {
                return all;
            }

            more += coming[stock];
            second += (2 * mean) + more;
            mean += more;
        }
    }

    public static Shortages At(CountDistribution coming, int stock) => new(coming.Shortage(stock), coming.ShortageVariance(stock));
}

/// <summary>What is missing at a site, as VARI-METRIC has it: negative binomial by its true mean and variance.</summary>
/// <param name="Mean">Units.</param>
/// <param name="Excess">Variance by mean, less 1; 0 where it is Poisson.</param>
internal readonly record struct SitePipeline(double Mean, double Excess)
{
    /// <param name="share">Of what the warehouse owes, the site's part: fⱼ = λⱼ/λ₀.</param>
    /// <param name="owed">By the warehouse.</param>
    /// <remarks>Mean λT + f·E[B₀]; variance λT + f²·Var[B₀] + f(1-f)·E[B₀], of which f²(Var[B₀] - E[B₀]) exceeds the mean.</remarks>
    public static SitePipeline Of(SpareSite site, double share, in Shortages owed)
    {
        var mean = (site.Rate * site.LeadTime) + (share * owed.Mean);
        var excess = mean > 0 ? share * share * (owed.Variance - owed.Mean) / mean : 0;
        return new(mean, excess > 1e-12 ? excess : 0);
    }

    /// <summary>P(N = 0) = (1 + x)^(-m/x).</summary>
    public double None => Math.Exp(-Mean * LogByExcess(Excess));

    public CountDistribution Counts => CountDistribution.Fitted(Mean, Mean * (1 + Excess));

    /// <summary>P(N = n + 1) from P(N = n).</summary>
    public double After(int n, double p) => p * (Mean + (n * Excess)) / ((1 + Excess) * (n + 1));

    /// <summary>ln(1 + x)/x, by its series where the logarithm would lose digits.</summary>
    private static double LogByExcess(double x) => x < 1e-3
        ? 1 - (x * (0.5 - (x * ((1.0 / 3) - (x * (0.25 - (x * 0.2)))))))
        : Math.Log(1 + x) / x;
}
