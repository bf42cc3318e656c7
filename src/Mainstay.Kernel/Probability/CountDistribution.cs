namespace Mainstay.Kernel.Probability;

/// <summary>
/// The distribution of a count 0, 1, 2, ...: demand in a lead time, units in repair, backorders. Kept as the probabilities of all
/// counts that are not negligible; what is cut off weighs less than 1e-15 of the whole.
/// </summary>
public sealed class CountDistribution
{
    private const double Negligible = 1e-18;
    private const int MostCounts = 10_000_000;

    private readonly double[] _probabilities;

    private CountDistribution(double[] probabilities, double? mean = null, double? variance = null)
    {
        _probabilities = probabilities;
        double first = 0;
        for (var n = 1; n < probabilities.Length; n++)
        {
            first += n * probabilities[n];
        }

        Mean = mean ?? first;
        double second = 0;
        for (var n = 0; n < probabilities.Length; n++)
        {
            second += (n - Mean) * (n - Mean) * probabilities[n];
        }

        Variance = variance ?? second;
    }

    /// <summary>Always none.</summary>
    public static CountDistribution None { get; } = new([1.0], 0, 0);

    public double Mean { get; }

    public double Variance { get; }

    /// <summary>The largest count that is not negligible.</summary>
    public int Largest => _probabilities.Length - 1;

    /// <summary>P(N = n); 0 for counts that cannot be.</summary>
    public double this[int n] => n >= 0 && n < _probabilities.Length ? _probabilities[n] : 0;

    /// <summary>Arrivals of a Poisson process in a time in which <paramref name="mean"/> are expected.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The mean is negative or not finite.</exception>
    public static CountDistribution Poisson(double mean)
    {
        Demand(mean, nameof(mean));
        return mean == 0 ? None : new(FromRatios((int)mean, n => mean / (n + 1)), mean, mean);
    }

    /// <summary>More irregular than Poisson: as a Poisson process whose rate is itself gamma distributed.</summary>
    /// <param name="mean">Greater than 0.</param>
    /// <param name="variance">Greater than the mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">The variance does not exceed the mean.</exception>
    /// <remarks>With r = m²/(v-m) and q = 1-m/v: P(n+1)/P(n) = q(n+r)/(n+1).</remarks>
    public static CountDistribution NegativeBinomial(double mean, double variance)
    {
        Demand(mean, nameof(mean));
        if (!(variance > mean) || mean == 0 || !double.IsFinite(variance))
        {
            throw new ArgumentOutOfRangeException(nameof(variance), variance, "A negative binomial distribution varies more than its mean, which is not 0.");
        }

        var size = mean * mean / (variance - mean);
        var q = 1 - (mean / variance);
        var mode = size > 1 ? (int)((size - 1) * q / (1 - q)) : 0;
        return new(FromRatios(mode, n => q * (n + size) / (n + 1)), mean, variance);
    }

    /// <summary>With these two moments: negative binomial where the variance exceeds the mean, else Poisson (as VARI-METRIC fits).</summary>
    public static CountDistribution Fitted(double mean, double variance) =>
        mean > 0 && variance > mean * (1 + 1e-12) ? NegativeBinomial(mean, variance) : Poisson(mean);

    /// <summary>Units at a repair shop of so many benches, waiting and in work: arrivals Poisson, repair times exponential, first come first served (M/M/c).</summary>
    /// <param name="arrivals">A day, at least 0.</param>
    /// <param name="repairTime">Mean, in days, at least 0.</param>
    /// <param name="servers">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A figure is out of its range, or more arrives than the benches can do, so that the queue has no end.</exception>
    /// <remarks>A birth and death process: P(n+1)/P(n) = a/min(n+1, c) with the offered load a = arrivals × repair time.</remarks>
    public static CountDistribution Queue(double arrivals, double repairTime, int servers)
    {
        Demand(arrivals, nameof(arrivals));
        Demand(repairTime, nameof(repairTime));
        ArgumentOutOfRangeException.ThrowIfLessThan(servers, 1);
        var load = arrivals * repairTime;
        if (load >= servers)
        {
            throw new ArgumentOutOfRangeException(nameof(servers), servers, "More arrives than the servers can repair.");
        }

        return load == 0 ? None : new(FromRatios((int)Math.Min(load, servers - 1), n => load / Math.Min(n + 1, servers)));
    }

    /// <summary>Poisson many orders, each of a size of its own: compound Poisson.</summary>
    /// <param name="orders">Mean number of orders.</param>
    /// <param name="sizes">P(1), P(2), ... of an order's size; they add up to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mean is out of range, or the sizes' probabilities are negative or do not add up to 1.</exception>
    /// <remarks>Source: H. H. Panjer, "Recursive evaluation of a family of compound distributions", ASTIN Bulletin 12 (1981) 22-26.</remarks>
    public static CountDistribution Compound(double orders, IReadOnlyList<double> sizes)
    {
        Demand(orders, nameof(orders));
        if (sizes.Any(p => !(p >= 0)) || Math.Abs(sizes.Sum() - 1) > 1e-9)
        {
            throw new ArgumentOutOfRangeException(nameof(sizes), "Probabilities of sizes are not negative and add up to 1.");
        }

        if (orders > 600)
        {
            // Halves, so that the probability of nothing at all does not vanish.
            var half = Compound(orders / 2, sizes);
            return half.Plus(half);
        }

        double mean = orders * sizes.Select((p, i) => p * (i + 1)).Sum(), variance = orders * sizes.Select((p, i) => p * (i + 1) * (i + 1)).Sum();
        List<double> found = [Math.Exp(-orders)];
        var enough = mean + (6 * Math.Sqrt(variance)) + sizes.Count;
        for (var n = 1; n <= enough || found.TakeLast(sizes.Count).Max() > Negligible; n++)
        {
            double sum = 0;
            for (var size = 1; size <= Math.Min(n, sizes.Count); size++)
            {
                sum += size * sizes[size - 1] * found[n - size];
            }

            found.Add(orders / n * sum);
        }

        return new([.. found], mean, variance);
    }

    /// <summary>P(N ≤ n).</summary>
    public double AtMost(int n)
    {
        double sum = 0;
        for (var i = 0; i <= n && i < _probabilities.Length; i++)
        {
            sum += _probabilities[i];
        }

        return Math.Min(1, sum);
    }

    /// <summary>P(N &gt; n), summed from the far end so that small values are exact too.</summary>
    public double MoreThan(int n)
    {
        double sum = 0;
        for (var i = _probabilities.Length - 1; i > Math.Max(n, -1); i--)
        {
            sum += _probabilities[i];
        }

        return Math.Min(1, sum);
    }

    /// <summary>E[(N - s)⁺]: expected units short with a stock of <paramref name="stock"/> (expected backorders).</summary>
    public double Shortage(int stock)
    {
        double sum = 0;
        for (var i = _probabilities.Length - 1; i > Math.Max(stock, -1); i--)
        {
            sum += (i - stock) * _probabilities[i];
        }

        return stock < 0 ? Mean - stock : sum;
    }

    /// <summary>E[(s - N)⁺]: expected units left.</summary>
    public double Surplus(int stock) => Math.Max(0, stock - Mean + Shortage(stock));

    /// <summary>E[((N - s)⁺)²] - E[(N - s)⁺]²: the variance of the units short.</summary>
    public double ShortageVariance(int stock)
    {
        double second = 0;
        for (var i = _probabilities.Length - 1; i > Math.Max(stock, -1); i--)
        {
            second += (double)(i - stock) * (i - stock) * _probabilities[i];
        }

        var mean = Shortage(stock);
        return Math.Max(0, second - (mean * mean));
    }

    /// <summary>The smallest n with P(N ≤ n) ≥ p.</summary>
    public int Quantile(double p)
    {
        double sum = 0;
        for (var n = 0; n < _probabilities.Length; n++)
        {
            sum += _probabilities[n];
            if (sum >= p)
            {
                return n;
            }
        }

        return Largest;
    }

    /// <summary>(N - s)⁺: backorders when so many are in the pipeline.</summary>
    public CountDistribution Above(int stock)
    {
        if (stock <= 0)
        {
            return stock == 0 ? this : throw new ArgumentOutOfRangeException(nameof(stock), stock, "A stock is not negative.");
        }

        if (stock >= _probabilities.Length)
        {
            return None;
        }

        var rest = _probabilities[stock..];
        rest[0] = AtMost(stock);
        return new(rest);
    }

    /// <summary>Each unit belongs to one place with this probability, independently: how many belong to it (binomial thinning).</summary>
    /// <param name="share">In [0, 1].</param>
    /// <remarks>The generating function at 1 - share + share·z by Horner's rule: sums of positive terms only.</remarks>
    public CountDistribution Thinned(double share)
    {
        if (share is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies between 0 and 1.");
        }

        if (share == 0 || Largest == 0)
        {
            return None;
        }

        if (share == 1)
        {
            return this;
        }

        var thin = new double[_probabilities.Length];
        var last = 0; // Beyond it everything is negligible.
        for (var n = _probabilities.Length - 1; n >= 0; n--)
        {
            last = Math.Min(last + 1, thin.Length - 1);
            for (var k = last; k > 0; k--)
            {
                thin[k] = ((1 - share) * thin[k]) + (share * thin[k - 1]);
            }

            thin[0] = ((1 - share) * thin[0]) + _probabilities[n];
            while (last > 0 && thin[last] < 1e-22)
            {
                thin[last--] = 0;
            }
        }

        return new(thin[..(last + 1)], share * Mean, (share * share * Variance) + (share * (1 - share) * Mean));
    }

    /// <summary>What belongs to one place of the backorders (N - s)⁺, for stocks s from <paramref name="from"/> downwards.</summary>
    /// <param name="share">In [0, 1]: the place's share, as for <see cref="Thinned"/>.</param>
    /// <param name="from">The first stock asked for.</param>
    public ThinnedBackorders ThinnedFrom(double share, int from) => new(_probabilities, share, from);

    internal static CountDistribution Of(double[] probabilities) => new(probabilities);

    /// <summary>The sum of two independent counts.</summary>
    public CountDistribution Plus(CountDistribution other)
    {
        var sum = new double[_probabilities.Length + other._probabilities.Length - 1];
        for (var i = 0; i < _probabilities.Length; i++)
        {
            for (var j = 0; j < other._probabilities.Length; j++)
            {
                sum[i + j] += _probabilities[i] * other._probabilities[j];
            }
        }

        var last = sum.Length - 1;
        while (last > 0 && sum[last] < Negligible)
        {
            last--;
        }

        return new(sum[..(last + 1)], Mean + other.Mean, Variance + other.Variance);
    }

    /// <summary>From the most probable count outwards by ratios of neighbours, then scaled: nothing overflows and no factorial is needed.</summary>
    private static double[] FromRatios(int mode, Func<int, double> ratio)
    {
        List<double> up = [1];
        for (var n = mode; up[^1] > Negligible; n++)
        {
            up.Add(up[^1] * ratio(n));
            if (up.Count > MostCounts)
            {
                throw new ArgumentOutOfRangeException(nameof(ratio), "The distribution reaches beyond ten million units.");
            }
        }

        var all = new double[mode + up.Count];
        up.CopyTo(all, mode);
        for (var n = mode - 1; n >= 0; n--)
        {
            all[n] = all[n + 1] / ratio(n);
        }

        var total = all.Sum();
        for (var n = 0; n < all.Length; n++)
        {
            all[n] /= total;
        }

        return all;
    }

    private static void Demand(double value, string name)
    {
        if (!(value >= 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(name, value, "A finite number of at least 0 is expected.");
        }
    }
}
