using System.Globalization;

namespace Mainstay.Server.Pages.Shared;

internal static class Svg
{
    /// <summary>A coordinate, the same in every language.</summary>
    public static string N(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
}
