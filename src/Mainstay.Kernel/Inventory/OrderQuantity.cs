using Mainstay.Kernel.Probability;

namespace Mainstay.Kernel.Inventory;

/// <summary>Watched all the time: when what is there and on order falls to r, order Q.</summary>
/// <param name="Reorder">r, units; may be negative where being short is cheap.</param>
/// <param name="Quantity">Q, units, at least 1.</param>
/// <param name="Cost">Expected, a unit of time.</param>
public readonly record struct OrderQuantity(int Reorder, int Quantity, double Cost)
{
    /// <summary>The best (r, Q) of all.</summary>
    /// <param name="rate">Units demanded a unit of time, one at a time, above 0.</param>
    /// <param name="leadTimeDemand">In the time from order to receipt.</param>
    /// <param name="holding">Of a unit held for a unit of time, above 0.</param>
    /// <param name="shortage">Of a unit owed for a unit of time, above 0.</param>
    /// <param name="order">Of an order, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A figure is out of its range.</exception>
    /// <remarks>
    /// What is there and on order is any of r+1 ... r+Q equally often, so the cost is the mean of their costs and the order's.
    /// Source: A. Federgruen, Y.-S. Zheng, "An efficient algorithm for computing an optimal (r, Q) policy in continuous review stochastic
    /// inventory systems", Operations Research 40 (1992) 808-813: neighbours are taken in as long as the mean falls.
    /// </remarks>
    public static OrderQuantity Best(double rate, CountDistribution leadTimeDemand, double holding, double shortage, double order)
    {
        Costs.Demand(holding, shortage);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        double At(int units) => units >= 0 ? Costs.At(leadTimeDemand, units, holding, shortage) : shortage * (leadTimeDemand.Mean - units);

        var cheapest = leadTimeDemand.Quantile(shortage / (shortage + holding));
        var (r, quantity, sum) = (cheapest - 1, 1, (order * rate) + At(cheapest));
        while (true)
        {
            double below = At(r), above = At(r + quantity + 1);
            if (Math.Min(below, above) >= sum / quantity)
            {
                return new(r, quantity, sum / quantity);
            }

            sum += Math.Min(below, above);
            quantity++;
            r -= below <= above ? 1 : 0;
        }
    }
}
