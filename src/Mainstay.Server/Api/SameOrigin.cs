using Mainstay.Server.Access;

namespace Mainstay.Server.Api;

/// <summary>
/// The API takes the cookie of the pages, so a foreign page must not be able to use it. Browsers say where a request comes from
/// (Sec-Fetch-Site, else Origin); programs say nothing and are let through. The cookie is SameSite=Lax besides.
/// </summary>
internal static class SameOrigin
{
    public static void UseSameOrigin(this WebApplication app) => app.Use((context, next) =>
        context.Request.IsApi() && IsUnsafe(context.Request.Method) && ApiKeyGate.Given(context.Request) is null && IsForeign(context.Request)
            ? Refusals.Problem("cross-site", "This request comes from a page of another site.").ExecuteAsync(context)
            : next(context));

    private static bool IsUnsafe(string method) =>
        !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method));

    internal static bool IsForeign(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].FirstOrDefault() is { Length: > 0 } site)
        {
            return site is not ("same-origin" or "none");
        }

        return request.Headers.Origin.FirstOrDefault() is { Length: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
