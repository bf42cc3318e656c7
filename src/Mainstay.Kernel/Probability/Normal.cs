namespace Mainstay.Kernel.Probability;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    private static readonly double _root2Pi = Math.Sqrt(2 * Math.PI);

    /// <summary>φ(x).</summary>
    public static double Density(double x) => Math.Exp(-x * x / 2) / _root2Pi;

    /// <summary>Φ(x), with an absolute error below 1e-15.</summary>
    /// <remarks>
    /// Source: the rational approximation of J. F. Hart, "Computer Approximations" (1968), algorithm 5666, as given by G. West,
    /// "Better approximations to cumulative normal functions", Wilmott Magazine (2005) 70-76; a continued fraction in the tails.
    /// </remarks>
    public static double AtMost(double x)
    {
        var z = Math.Abs(x);
        var tail = z > 37 ? 0 : Math.Exp(-z * z / 2) * (z < 7.07106781186547 ? Middle(z) : Far(z));
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>Φ⁻¹(p): the x with Φ(x) = p.</summary>
    /// <param name="p">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">p is not between 0 and 1.</exception>
    /// <remarks>Begun with formula 26.2.23 of Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964), finished by Halley's method.</remarks>
    public static double Quantile(double p)
    {
        if (!(p > 0 && p < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability between 0 and 1 is expected.");
        }

        if (p > 0.5)
        {
            return -Quantile(1 - p);
        }

        var t = Math.Sqrt(-2 * Math.Log(p));
        var x = -(t - ((2.515517 + (0.802853 * t) + (0.010328 * t * t)) / (1 + (1.432788 * t) + (0.189269 * t * t) + (0.001308 * t * t * t))));
        for (var round = 0; round < 3; round++)
        {
            var off = (AtMost(x) - p) / Density(x);
            x -= off / (1 + (x * off / 2));
        }

        return x;
    }

    private static double Middle(double z)
    {
        var above = ((((((((((((3.52624965998911E-02 * z) + 0.700383064443688) * z) + 6.37396220353165) * z) + 33.912866078383) * z) + 112.079291497871) * z) + 221.213596169931) * z) + 220.206867912376);
        var below = ((((((((((((((8.83883476483184E-02 * z) + 1.75566716318264) * z) + 16.064177579207) * z) + 86.7807322029461) * z) + 296.564248779674) * z) + 637.333633378831) * z) + 793.826512519948) * z) + 440.413735824752);
        return above / below;
    }

    private static double Far(double z) => 1 / ((z + (1 / (z + (2 / (z + (3 / (z + (4 / (z + 0.65))))))))) * _root2Pi);
}
