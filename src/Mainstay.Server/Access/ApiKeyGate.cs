using Mainstay.Access.Keys;

namespace Mainstay.Server.Access;

/// <summary>
/// <c>Authorization: Bearer mst_…</c> on the API, and only there: no page knows keys. Browsers send no such header by themselves, so
/// a request that carries one needs no proof of where it comes from; a cookie beside it counts for nothing.
/// </summary>
internal static class ApiKeyGate
{
    private const string Scheme = "Bearer ";

    /// <summary>After the cookie was looked at.</summary>
    public static void UseApiKeys(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (!context.Request.IsApi() || Given(context.Request) is not { } text)
        {
            await next(context);
            return;
        }

        var current = context.RequestServices.GetRequiredService<CurrentActor>();
        var found = await context.RequestServices.GetRequiredService<ApiKeyBook>().FindAsync(text, context.RequestAborted);
        current.Session = null;
        current.OrNobody = found?.Actor;
        current.Key = found?.Key;
        if (found is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            await Refusals.Problem("api-key-wrong", "This API key is wrong, has expired or was revoked.").ExecuteAsync(context);
            return;
        }

        await next(context);
    });

    /// <returns>What stands after the word Bearer; null where there is none.</returns>
    public static string? Given(HttpRequest request) =>
        request.Headers.Authorization.FirstOrDefault() is { } header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
}
