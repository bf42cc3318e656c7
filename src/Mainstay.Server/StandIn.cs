using Mainstay.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace Mainstay.Server;

/// <summary>
/// The page that stands in for a refused one passes through everything a page passes. When the database is gone it must be drawn
/// without what lies there: nobody's name, no sites, our own codes.
/// </summary>
internal static class StandIn
{
    public static bool DoesWithout(HttpContext context, Exception e) =>
        (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        && StorageProblem.Translate(e) is not null;
}
