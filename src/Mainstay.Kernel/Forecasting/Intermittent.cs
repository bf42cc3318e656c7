namespace Mainstay.Kernel.Forecasting;

/// <summary>Forecasts of a demand that is zero in most periods: expected units a period, from the periods so far, oldest first.</summary>
/// <remarks>
/// A series without any demand forecasts 0; a single demand is a size and the periods up to it. Sizes and periods between demands are
/// smoothed separately, so neither the length of the zeros at the end nor their number before matters to Croston and SBA; TSB falls with
/// every period without demand, which is right for parts of ageing devices.
/// </remarks>
public static class Intermittent
{
    /// <summary>Smoothed size by smoothed interval. Biased upwards: see <see cref="SyntetosBoylan"/>.</summary>
    /// <param name="demand">Units a period, at least 0 and finite.</param>
    /// <param name="alpha">Weight of what is new, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A demand or weight is out of its range.</exception>
    /// <remarks>Source: J. D. Croston, "Forecasting and stock control for intermittent demands", Operational Research Quarterly 23 (1972) 289-303. The first demand and the periods up to it begin the smoothing.</remarks>
    public static double Croston(IReadOnlyList<double> demand, double alpha)
    {
        Demand(demand, alpha);
        double size = 0, interval = 0;
        var last = -1;
        for (var t = 0; t < demand.Count; t++)
        {
            if (demand[t] > 0)
            {
                var since = t - last;
                (size, interval) = interval == 0 ? (demand[t], since) : (size + (alpha * (demand[t] - size)), interval + (alpha * (since - interval)));
                last = t;
            }
        }

        return interval == 0 ? 0 : size / interval;
    }

    /// <summary>SBA: Croston's forecast times 1 - α/2, which takes away most of its bias.</summary>
    /// <inheritdoc cref="Croston"/>
    /// <remarks>Source: A. A. Syntetos, J. E. Boylan, "The accuracy of intermittent demand estimates", International Journal of Forecasting 21 (2005) 303-314.</remarks>
    public static double SyntetosBoylan(IReadOnlyList<double> demand, double alpha) => (1 - (alpha / 2)) * Croston(demand, alpha);

    /// <summary>TSB: smoothed size times the smoothed probability that a period has a demand.</summary>
    /// <param name="demand">Units a period, at least 0 and finite.</param>
    /// <param name="alpha">Weight of what is new in the size, in (0, 1].</param>
    /// <param name="beta">Weight of what is new in the probability, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A demand or weight is out of its range.</exception>
    /// <remarks>
    /// Source: R. H. Teunter, A. A. Syntetos, M. Z. Babai, "Intermittent demand: linking forecasting to inventory obsolescence", European
    /// Journal of Operational Research 214 (2011) 606-615. Begins at the first demand, with one over the periods up to it as probability.
    /// </remarks>
    public static double TeunterSyntetosBabai(IReadOnlyList<double> demand, double alpha, double beta)
    {
        Demand(demand, alpha);
        Weight(beta, nameof(beta));
        double size = 0, probability = 0;
        for (var t = 0; t < demand.Count; t++)
        {
            if (probability == 0)
            {
                if (demand[t] > 0)
                {
                    (size, probability) = (demand[t], 1.0 / (t + 1));
                }
            }
            else if (demand[t] > 0)
            {
                size += alpha * (demand[t] - size);
                probability += beta * (1 - probability);
            }
            else
            {
                probability -= beta * probability;
            }
        }

        return size * probability;
    }

    private static void Demand(IReadOnlyList<double> demand, double alpha)
    {
        Weight(alpha, nameof(alpha));
        for (var t = 0; t < demand.Count; t++)
        {
            if (!(demand[t] >= 0 && double.IsFinite(demand[t])))
            {
                throw new ArgumentOutOfRangeException(nameof(demand), demand[t], $"Period {t + 1}: a finite number of at least 0 is expected.");
            }
        }
    }

    private static void Weight(double weight, string name)
    {
        if (weight is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(name, weight, "A weight above 0 and at most 1 is expected.");
        }
    }
}
