using Mainstay.Common;

namespace Mainstay.Parts.Stock;

/// <summary>What may be written on a bin, a lot and a serial, and how many pieces go in one movement.</summary>
public static class StockRules
{
    public const int LongestCode = 32;

    /// <summary>Of one part in one movement.</summary>
    public const int MostPieces = 1_000_000;

    /// <exception cref="RefusedException"><c>quantity-not-possible</c>.</exception>
    public static void DemandQuantity(int quantity)
    {
        if (quantity is < 1 or > MostPieces)
        {
            throw new RefusedException("quantity-not-possible", $"A whole number of pieces from 1 to {MostPieces:N0} is expected, not {quantity}.");
        }
    }

    /// <summary>Bins and lots: capital letters, digits and <c>- . /</c>; empty where there is none.</summary>
    /// <exception cref="RefusedException"><c>code-not-possible</c>.</exception>
    public static string Code(string? text, string what)
    {
        var code = (text ?? "").Trim().ToUpperInvariant();
        if (code.Length > LongestCode || !code.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '.' or '/'))
        {
            throw new RefusedException("code-not-possible", $"'{(text ?? "").To(40)}' is no {what}: letters, digits and - . / are expected, at most {LongestCode}.");
        }

        return code;
    }
}
