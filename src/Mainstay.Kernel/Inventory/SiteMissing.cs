using Mainstay.Kernel.Probability;

namespace Mainstay.Kernel.Inventory;

/// <summary>
/// What is missing at a site, exactly: Binomial(B₀, f) + Poisson(λT), as far as its probabilities are asked for.
/// </summary>
/// <remarks>
/// The generating function of Binomial(B₀, f) at one stock of the warehouse follows from that at the next larger one by one step of
/// Horner's rule at 1 - f + fz. A step never looks at higher powers, so cutting them off takes nothing from the lower ones: a site that
/// will never hold five units costs five products a step. Sites with more than <see cref="Most"/> units to think of are taken as
/// negative binomial (VARI-METRIC), to which they are then close.
/// </remarks>
internal static class SiteMissing
{
    public const int Most = 100;

    /// <summary>The last count that matters: beyond it, even with an empty warehouse, less than <paramref name="least"/> is left.</summary>
    /// <param name="empty">What is missing with an empty warehouse.</param>
    /// <returns>More than <see cref="Most"/> where there are too many.</returns>
    public static int Reach(in SitePipeline empty, double least)
    {
        if (empty.Mean > Most)
        {
            return Most + 1;
        }

        double p = empty.None, left = 1 - p;
        var n = 0;
        for (; left >= least / 100 && n <= Most; n++)
        {
            p = empty.After(n, p);
            left -= p;
        }

        return n + 2 > Most ? Most + 1 : n + 2;
    }

    /// <summary>From a stock to the one below it.</summary>
    /// <param name="owed">Σ P(X = s + n) wⁿ over n ≥ 1, by powers of z.</param>
    /// <param name="coming">P(X = s) of the stock s left behind.</param>
    public static void Step(Span<double> owed, double share, double coming)
    {
        var rest = 1 - share;
        owed[0] += coming;
        for (var k = owed.Length - 1; k > 0; k--)
        {
            owed[k] = (rest * owed[k]) + (share * owed[k - 1]);
        }

        owed[0] *= rest;
    }

    /// <summary>P(N = n).</summary>
    /// <param name="atMost">P(X ≤ s): nothing is owed.</param>
    public static double At(int n, ReadOnlySpan<double> owed, double atMost, ReadOnlySpan<double> transit)
    {
        var p = atMost * transit[n];
        for (var k = 0; k <= n; k++)
        {
            p += owed[k] * transit[n - k];
        }

        return p;
    }

    /// <summary>Poisson, as far as asked.</summary>
    public static void InTransit(Span<double> transit, double mean)
    {
        transit[0] = Math.Exp(-mean);
        for (var n = 1; n < transit.Length; n++)
        {
            transit[n] = transit[n - 1] * mean / n;
        }
    }

    /// <summary>P(N = 0), P(N = 1), ... at one stock of the warehouse.</summary>
    /// <param name="found">As many as are asked for, at most <see cref="Most"/> + 1.</param>
    public static void Find(Span<double> found, SpareSite site, double share, CountDistribution coming, int stock)
    {
        Span<double> owed = stackalloc double[found.Length], transit = stackalloc double[found.Length];
        owed.Clear();
        InTransit(transit, site.Rate * site.LeadTime);
        for (var above = coming.Largest; above > stock; above--)
        {
            Step(owed, share, coming[above]);
        }

        var atMost = coming.AtMost(stock);
        for (var n = 0; n < found.Length; n++)
        {
            found[n] = At(n, owed, atMost, transit);
        }
    }
}
