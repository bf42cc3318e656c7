using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components;

namespace Mainstay.Server.Pages.Shared;

internal static class Svg
{
    /// <summary>A coordinate, the same in every language.</summary>
    public static string N(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    /// <summary>Words in a drawing: Razor keeps the name of the element for itself.</summary>
    public static MarkupString Text(double x, double y, string words, string anchor = "start") =>
        new($"""<text x="{N(x)}" y="{N(y)}" text-anchor="{anchor}">{WebUtility.HtmlEncode(words)}</text>""");
}
