using Mainstay.Common;

namespace Mainstay.Cases.Contracts;

/// <summary>What goes by road for more than 50,000 rupees travels with an e-way bill, devices and parts alike (CGST rule 138).</summary>
public static class EWayBill
{
    /// <summary>In minor units of rupees.</summary>
    public const long AboveMinor = 50_000_00;

    /// <exception cref="RefusedException"><c>eway-bill-needed</c>.</exception>
    public static void Demand(long declaredMinor, string? number)
    {
        if (declaredMinor > AboveMinor && string.IsNullOrWhiteSpace(number))
        {
            throw new RefusedException("eway-bill-needed", "Goods of more than 50,000 rupees travel with an e-way bill: enter its number.");
        }
    }
}
