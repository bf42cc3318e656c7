using Mainstay.Common;
using Mainstay.Server.Access;
using Mainstay.Server.Api;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Mainstay.Server;

/// <summary>
/// How much a request may carry, by what it is for: reading stops there, and who says beforehand that he brings more is not read at all.
/// </summary>
internal static class BodyLimits
{
    private const long Mb = 1024 * 1024;

    /// <summary>A document; the largest holds a picture of 5 MB as base64.</summary>
    public const long Document = 8 * Mb;

    /// <summary>A form of staff, with several pictures.</summary>
    public const long Form = 30 * Mb;

    /// <summary>From somebody who has not signed in, unless the endpoint asks for more by <see cref="IRequestSizeLimitMetadata"/>.</summary>
    public const long Stranger = 1 * Mb;

    /// <summary>A file to import, held in memory; larger ones are brought in by the command line.</summary>
    public const long Import = 30 * Mb;

    public static RefusedException TooLarge => new("body-too-large", "The request is larger than the server takes.");

    /// <summary>After routing.</summary>
    public static void UseBodyLimits(this WebApplication app) => app.Use((context, next) =>
    {
        var limit = Of(context);
        var standsIn = context.Features.Get<IStatusCodeReExecuteFeature>() is not null; // The page that says so reads nothing.
        if (context.Request.ContentLength > limit && !standsIn)
        {
            throw TooLarge;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = limit;
        }

        return next(context);
    });

    /// <summary>Whether somewhere on the way the reading of the body was stopped: readers of forms wrap it in failures of their own.</summary>
    public static bool WasExceeded(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
            {
                return true;
            }
        }

        return false;
    }

    private static long Of(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        return endpoint?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize
            ?? (endpoint is null || endpoint.AccessRule() is null or { IsPublic: true } ? Stranger
                : endpoint.Metadata.GetMetadata<TakesFileAttribute>() is not null ? Import
                : context.Request.IsApi() ? Document : Form);
    }
}
