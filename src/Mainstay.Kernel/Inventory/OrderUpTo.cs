using Mainstay.Kernel.Probability;

namespace Mainstay.Kernel.Inventory;

/// <summary>Looked at once a period: when s or less is there or on order, order up to S.</summary>
/// <param name="Reorder">s, units.</param>
/// <param name="UpTo">S, units, above s.</param>
/// <param name="Cost">Expected, a period.</param>
public readonly record struct OrderUpTo(int Reorder, int UpTo, double Cost)
{
    /// <summary>The best (s, S) of all.</summary>
    /// <param name="demand">In one period.</param>
    /// <param name="covered">In the time an order must last: the lead time and one period. Without a lead time, the same as <paramref name="demand"/>.</param>
    /// <param name="holding">Of a unit left at the end of a period, above 0.</param>
    /// <param name="shortage">Of a unit owed at the end of a period, above 0.</param>
    /// <param name="order">Of an order, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cost is out of its range, or nothing is ever demanded.</exception>
    /// <remarks>Source: Y.-S. Zheng, A. Federgruen, "Finding optimal (s, S) policies is about as simple as evaluating a single policy", Operations Research 39 (1991) 654-665.</remarks>
    public static OrderUpTo Best(CountDistribution demand, CountDistribution covered, double holding, double shortage, double order)
    {
        Costs.Demand(holding, shortage);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        if (demand.Mean <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(demand), "Something must be demanded now and then.");
        }

        Cycle cycle = new(demand, covered, holding, shortage, order);
        var cheapest = covered.Quantile(shortage / (shortage + holding));
        var (s, upTo) = (cheapest - 1, cheapest);
        while (cycle.Cost(s, upTo) > cycle.At(s))
        {
            s--;
        }

        var best = cycle.Cost(s, upTo);
        for (var next = upTo + 1; cycle.At(next) <= best; next++)
        {
            if (cycle.Cost(s, next) < best)
            {
                upTo = next;
                while (cycle.Cost(s, upTo) <= cycle.At(s + 1))
                {
                    s++;
                }

                best = cycle.Cost(s, upTo);
            }
        }

        return new(s, upTo, best);
    }

    /// <summary>What a given pair costs a period.</summary>
    /// <inheritdoc cref="Best"/>
    public static double CostOf(int reorder, int upTo, CountDistribution demand, CountDistribution covered, double holding, double shortage, double order)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(reorder, upTo);
        return new Cycle(demand, covered, holding, shortage, order).Cost(reorder, upTo);
    }

    /// <summary>From order to order: how long it takes, and what it costs on the way (a renewal-reward process).</summary>
    private sealed class Cycle(CountDistribution demand, CountDistribution covered, double holding, double shortage, double order)
    {
        /// <summary>m(j): how many periods, on average, are begun with j units gone since the order; and their sums before j.</summary>
        private readonly List<double> _visits = [1 / (1 - demand[0])];
        private readonly Dictionary<int, double> _costs = [];

        /// <summary>Of one period begun with so many units there or on order.</summary>
        public double At(int units)
        {
            if (!_costs.TryGetValue(units, out var cost))
            {
                _costs[units] = cost = units >= 0 ? Costs.At(covered, units, holding, shortage) : shortage * (covered.Mean - units);
            }

            return cost;
        }

        public double Cost(int reorder, int upTo)
        {
            double periods = 0, cost = order;
            for (var gone = 0; gone < upTo - reorder; gone++)
            {
                periods += Visits(gone);
                cost += Visits(gone) * At(upTo - gone);
            }

            return cost / periods;
        }

        private double Visits(int gone)
        {
            for (var j = _visits.Count; j <= gone; j++)
            {
                double sum = 0;
                for (var size = 1; size <= j; size++)
                {
                    sum += demand[size] * _visits[j - size];
                }

                _visits.Add(sum / (1 - demand[0]));
            }

            return _visits[gone];
        }
    }
}
