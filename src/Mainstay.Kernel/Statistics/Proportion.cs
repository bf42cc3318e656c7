namespace Mainstay.Kernel.Statistics;

/// <summary>A share with its interval: what is published instead of a naked percentage.</summary>
/// <param name="Share">Observed share, in [0, 1]; 0 when nothing was observed.</param>
/// <param name="Low">Lower bound of the interval, in [0, 1].</param>
/// <param name="High">Upper bound of the interval, in [0, 1].</param>
/// <param name="Count">n, the number of observations.</param>
public readonly record struct Proportion(double Share, double Low, double High, long Count)
{
    /// <summary>Two-sided 95 % quantile of the standard normal distribution.</summary>
    private const double Z95 = 1.959963984540054;

    /// <summary>Wilson score interval at 95 % for k of n.</summary>
    /// <param name="hits">k, 0 ≤ k ≤ n.</param>
    /// <param name="count">n ≥ 0; with n = 0 nothing is known and the interval is [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">k or n is negative, or k exceeds n.</exception>
    /// <remarks>
    /// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209-212.
    /// Chosen over the normal interval because that one leaves [0, 1] and is far too short for shares near 0 or 1.
    /// </remarks>
    public static Proportion Of(long hits, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, count);
        if (count == 0)
        {
            return new Proportion(0, 0, 1, 0);
        }

        double n = count;
        var p = hits / n;
        var z2 = Z95 * Z95;
        var centre = (p + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = Z95 / (1 + (z2 / n)) * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n * n)));
        return new Proportion(p, Math.Max(0, centre - half), Math.Min(1, centre + half), count);
    }
}
