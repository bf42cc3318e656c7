using System.Text.Json;
using Mainstay.Access.Contracts;
using Mainstay.Access.Sessions;
using Mainstay.Common;
using Mainstay.Server.Pages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Mainstay.Server.Access;

/// <summary>
/// Beside the access rule, for what cannot be undone or opens doors: the person proved within the last minutes that it is he. On a page it
/// holds for what the page does; what it shows needs the proof only when asked for.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsStepUpAttribute : Attribute
{
    /// <summary>Also to look at the page.</summary>
    public bool ToLook { get; init; }

    public bool Holds(string method) => ToLook || !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method));
}

/// <summary>Asks for a fresh proof in one place, and keeps what was typed while it is given.</summary>
public static class StepUp
{
    internal const string Purpose = "access.step_up";
    private const string TokenField = "__RequestVerificationToken";
    private const int MostKept = 100_000;
    private static readonly TimeSpan _keptFor = TimeSpan.FromMinutes(15);

    public static T NeedsStepUp<T>(this T endpoint) where T : IEndpointConventionBuilder => endpoint.WithMetadata(new NeedsStepUpAttribute { ToLook = true });

    public static NeedsStepUpAttribute? StepUpRule(this Endpoint endpoint) => endpoint.Metadata.GetMetadata<NeedsStepUpAttribute>();

    /// <summary>Signing in counts; a key that signs in without a session never does.</summary>
    internal static async ValueTask<bool> IsFreshAsync(HttpContext context)
    {
        var services = context.RequestServices;
        if (services.GetRequiredService<CurrentActor>().Session is not { } session)
        {
            return false;
        }

        var since = services.GetRequiredService<TimeProvider>().GetUtcNow() - services.GetRequiredService<SessionRule>().Fresh;
        return session.ProvedAt >= since
            || await services.GetRequiredService<SessionBook>().ProvedAtAsync(session.Id, context.RequestAborted) >= since; // Perhaps on another node.
    }

    internal static async Task AskAsync(HttpContext context)
    {
        var refusal = new RefusedException("step-up-needed", "Prove again that it is you: POST /api/v1/session/proof with your password or a code, then repeat this request. A key cannot do this.");
        if (context.Request.IsApi() || context.Request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.Ordinal))
        {
            await Refusals.Problem(refusal.Code, refusal.Message).ExecuteAsync(context);
            return;
        }

        var here = context.Request.Path + context.Request.QueryString;
        if (HttpMethods.IsGet(context.Request.Method) || !context.Request.HasFormContentType)
        {
            context.Response.Redirect($"/step-up?back={Uri.EscapeDataString(HttpMethods.IsGet(context.Request.Method) ? here : "/")}");
            return;
        }

        if (context.Request.Headers.ContainsKey("HX-Request"))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.Headers["HX-Redirect"] = "/step-up"; // A fragment must not become the page that asks.
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var kept = Keep(context, here, form);
        context.RequestServices.GetRequiredService<Posted>().ShowAgain(
            new FormCollection(new Dictionary<string, StringValues> { ["kept"] = kept }), "/step-up", "", new RefusedException("step-up-needed", refusal.Message));
    }

    /// <summary>What was sent, sealed: it goes through the page that asks for the proof and comes back unread and unchanged.</summary>
    private static string? Keep(HttpContext context, string to, IFormCollection form)
    {
        if (form.Files.Count > 0)
        {
            return null; // A file is chosen again.
        }

        var services = context.RequestServices;
        var fields = form.Where(field => field.Key != TokenField).SelectMany(field => field.Value.Select(value => new[] { field.Key, value ?? "" })).ToArray();
        var json = JsonSerializer.SerializeToUtf8Bytes(new KeptForm(
            to, services.GetRequiredService<CurrentActor>().Actor.Person.ToString(),
            (services.GetRequiredService<TimeProvider>().GetUtcNow() + _keptFor).ToUnixTimeSeconds(), fields));
        return json.Length > MostKept ? null : WebEncoders.Base64UrlEncode(services.GetRequiredService<ISeal>().Close(Purpose, json));
    }

    /// <returns>Null when there is nothing, it is too old, or somebody else's.</returns>
    internal static KeptForm? Open(HttpContext context, string? kept)
    {
        if (string.IsNullOrEmpty(kept))
        {
            return null;
        }

        try
        {
            var services = context.RequestServices;
            return services.GetRequiredService<ISeal>().Open(Purpose, WebEncoders.Base64UrlDecode(kept)) is { } json
                && JsonSerializer.Deserialize<KeptForm>(json) is { } form
                && form.Person == services.GetRequiredService<CurrentActor>().Actor.Person.ToString()
                && form.Until > services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds()
                    ? form
                    : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    internal sealed record KeptForm(string To, string Person, long Until, string[][] Fields);
}
