using Mainstay.Kernel.Probability;

namespace Mainstay.Kernel.Inventory;

internal static class Costs
{
    /// <summary>Expected cost of holding and of being short, with so many units against this demand.</summary>
    public static double At(CountDistribution demand, int units, double holding, double shortage) =>
        (holding * demand.Surplus(units)) + (shortage * demand.Shortage(units));

    public static void Demand(double holding, double shortage)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(holding);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shortage);
    }
}
