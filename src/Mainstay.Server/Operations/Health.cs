using System.Net;
using Mainstay.Access.Contracts;
using Mainstay.Server.Access;

namespace Mainstay.Server.Operations;

/// <summary>For service managers and balancers: whether the process lives, and whether to send it requests.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health", () => TypedResults.Json(new Alive(true))).ExcludeFromDescription().Public();
        app.MapGet("/health/ready", async (HttpContext context, Readiness readiness, CancellationToken ct) =>
        {
            var checks = await readiness.LookAsync(ct);
            var ready = checks.All(check => check.Ok || !check.Stops);
            context.Response.Headers.CacheControl = "no-store";
            var status = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return MaySeeWhy(context)
                ? Results.Json(new ReadyAndWhy(ready, [.. checks.Where(check => !check.Ok).Select(check => check.Detail)], checks), statusCode: status)
                : Results.Json(new Ready(ready), statusCode: status);
        }).ExcludeFromDescription().Public();
    }

    /// <summary>Who asks on this machine itself, not through a proxy on it, or an administrator.</summary>
    private static bool MaySeeWhy(HttpContext context) =>
        (context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
            && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded"))
        || context.RequestServices.GetRequiredService<CurrentActor>().OrNobody?.Holds(Role.Administrator) == true;

    private sealed record Alive(bool Live);

    private sealed record Ready([property: System.Text.Json.Serialization.JsonPropertyName("ready")] bool Is);

    private sealed record ReadyAndWhy(bool Ready, IReadOnlyList<string> Reasons, IReadOnlyList<Readied> Checks);
}
