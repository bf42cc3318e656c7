using System.Globalization;
using Mainstay.Common;

namespace Mainstay.Server.Pages.Catalogue;

/// <summary>An amount as somebody types it into a form: rupees, with a point for the paise and commas where he likes.</summary>
public static class Rupees
{
    private const decimal Most = 1_000_000_000;

    /// <exception cref="RefusedException"><c>catalogue-invalid</c>.</exception>
    public static Money Read(string? typed, string otherwise = "catalogue.amount_wrong") =>
        decimal.TryParse(typed, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out decimal rupees) && rupees is >= 0 and < Most
            ? new Money((long)Math.Round(rupees * 100), "INR")
            : throw new RefusedException("catalogue-invalid", Words.Text(otherwise));
}
