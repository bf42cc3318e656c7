using Mainstay.Kernel.Probability;

namespace Mainstay.Kernel.Inventory;

/// <summary>What to stock once for a demand that comes once, and what it costs on average.</summary>
/// <param name="Stock">Units.</param>
/// <param name="Cost">Expected, in the unit of the costs given.</param>
public readonly record struct OneTimeStock(double Stock, double Cost);

/// <summary>One purchase, one demand: too much costs <c>holding</c> a unit, too little <c>shortage</c> a unit.</summary>
/// <remarks>
/// The best stock is the quantile shortage/(shortage + holding) of the demand. Source: K. J. Arrow, T. Harris, J. Marschak, "Optimal
/// inventory policy", Econometrica 19 (1951) 250-272.
/// </remarks>
public static class Newsvendor
{
    /// <summary>For a demand that is about normal.</summary>
    /// <param name="mean">Units, finite.</param>
    /// <param name="deviation">Standard deviation in units, at least 0.</param>
    /// <param name="holding">Cost of a unit left, above 0.</param>
    /// <param name="shortage">Cost of a unit short, above 0.</param>
    public static OneTimeStock Normal(double mean, double deviation, double holding, double shortage)
    {
        Costs.Demand(holding, shortage);
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        var z = Probability.Normal.Quantile(shortage / (shortage + holding));
        return new(mean + (deviation * z), (holding + shortage) * deviation * Probability.Normal.Density(z));
    }

    /// <summary>For a demand in whole units.</summary>
    /// <inheritdoc cref="Normal"/>
    public static OneTimeStock Counted(CountDistribution demand, double holding, double shortage)
    {
        Costs.Demand(holding, shortage);
        var stock = demand.Quantile(shortage / (shortage + holding));
        return new(stock, Costs.At(demand, stock, holding, shortage));
    }
}
