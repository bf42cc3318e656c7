namespace Mainstay.Kernel.Statistics;

public static class Quantile
{
    /// <summary>Sample quantile by linear interpolation between order statistics.</summary>
    /// <param name="sorted">n ≥ 1 values in ascending order.</param>
    /// <param name="probability">p in [0, 1].</param>
    /// <exception cref="ArgumentException">No values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">p is outside [0, 1].</exception>
    /// <remarks>Source: R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996), definition 7.</remarks>
    public static double Of(ReadOnlySpan<double> sorted, double probability)
    {
        if (sorted.IsEmpty)
        {
            throw new ArgumentException("A quantile needs at least one value.", nameof(sorted));
        }

        if (!(probability is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in [0, 1].");
        }

        var position = probability * (sorted.Length - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
