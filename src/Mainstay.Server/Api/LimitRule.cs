using System.Globalization;
using Mainstay.Common;

namespace Mainstay.Server.Api;

/// <summary>A list of none is a mistake of the program that asks, and it is told so; more than a list gives at once is cut to that.</summary>
internal static class LimitRule
{
    private const string Name = "limit";

    public static ValueTask<object?> DemandAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        int.TryParse(context.HttpContext.Request.Query[Name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit) && limit < 1
            ? throw new RefusedException("limit-not-possible", "The limit says how many rows the answer may hold: at least 1.")
            : next(context);
}
