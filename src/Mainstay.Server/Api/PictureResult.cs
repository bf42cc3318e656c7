using Mainstay.Common.Pictures;

namespace Mainstay.Server.Api;

/// <summary>
/// A kept picture as an answer: shown as what it is and nothing else. The browser may not guess another type, nothing in it may run or
/// load anything, and no cache keeps it: it is somebody's.
/// </summary>
/// <param name="name">Without extension; ours, never the sender's.</param>
internal sealed class PictureResult(byte[] content, string contentType, string name) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentDisposition = $"inline; filename=\"{name}.{Picture.ExtensionOf(contentType)}\"";
        headers.CacheControl = "private, no-store";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        httpContext.Response.ContentType = contentType;
        httpContext.Response.ContentLength = content.Length;
        return httpContext.Response.Body.WriteAsync(content, httpContext.RequestAborted).AsTask();
    }
}
