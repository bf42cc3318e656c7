using Mainstay.Access;
using Mainstay.Server.Pages;
using Mainstay.Server.Pages.Admin;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Mainstay.Server.Access;

/// <summary>Signing in, and the gate every request passes.</summary>
public static class AccessSetup
{
    /// <summary>What somebody may still do whose second factor is overdue: get one, or leave.</summary>
    private static readonly string[] _whileLimited = ["/account", "/step-up", "/password", "/api/v1/session", "/live"];

    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(CookieAuthenticationDefaults.AuthenticationScheme, Sessions.Configure);
        services.AddScoped<CurrentActor>();
        services.AddScoped<IPasskeyHandler<Person>, PasskeyHandler<Person>>();
        services.Configure<IdentityPasskeyOptions>(Passkeys.Configure);
        services.AddScoped<Passkeys>();
        services.AddScoped<IHereSource, StaffHere>();
        services.AddScoped<AdminTexts>();
        services.AddHostedService<SessionClock>();
    }

    /// <summary>After routing: the endpoint's own rule decides. Nothing is let through that says nothing.</summary>
    public static void UseAccessRules(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseApiKeys();
        app.UseRateLimiter();
        app.Use((context, next) =>
        {
            if (context.GetEndpoint() is not RouteEndpoint endpoint) // Routing's own answers (405, 415) are no routes.
            {
                return next(context);
            }

            var rule = endpoint.AccessRule();
            if (rule is { IsPublic: true })
            {
                return next(context);
            }

            return context.RequestServices.GetRequiredService<CurrentActor>().OrNobody switch
            {
                null => AskToSignInAsync(context),
                { } actor when rule?.Permits(actor) == true => EnterAsync(context, endpoint, next),
                _ => RefuseAsync(context),
            };
        });
    }

    /// <summary>His role lets him in; whether his second factor and his last proof do.</summary>
    private static async Task EnterAsync(HttpContext context, RouteEndpoint endpoint, RequestDelegate next)
    {
        if (context.RequestServices.GetRequiredService<CurrentActor>().Session is { IsLimited: true } && !_whileLimited.Any(open => context.Request.Path.StartsWithSegments(open)))
        {
            if (context.Request.IsApi())
            {
                await Refusals.Problem("second-factor-overdue", "Your role needs a passkey or an authenticator. Add one on the page /account.").ExecuteAsync(context);
                return;
            }

            context.Response.Redirect("/account");
            return;
        }

        if (endpoint.StepUpRule() is { } rule && rule.Holds(context.Request.Method) && !await StepUp.IsFreshAsync(context))
        {
            await StepUp.AskAsync(context);
            return;
        }

        await next(context);
    }

    /// <summary>The button of the person's menu.</summary>
    public static void MapSignOut(this IEndpointRouteBuilder app) =>
        app.MapPost("/logout", async (HttpContext context, IAntiforgery antiforgery) =>
        {
            await antiforgery.ValidateRequestAsync(context);
            await Sessions.EndAsync(context);
            return TypedResults.LocalRedirect("/login");
        }).Public();

    public static bool IsApi(this HttpRequest request) => request.Path.StartsWithSegments("/api");

    private static Task AskToSignInAsync(HttpContext context)
    {
        if (context.Request.IsApi())
        {
            return Refusals.Problem("not-signed-in", "Sign in first: POST /api/v1/session.").ExecuteAsync(context);
        }

        var login = $"/login?back={Uri.EscapeDataString(HttpMethods.IsGet(context.Request.Method) ? context.Request.Path + context.Request.QueryString : "/")}";
        if (context.Request.Headers.ContainsKey("HX-Request"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers["HX-Redirect"] = login; // A fragment must not become the login page.
            return Task.CompletedTask;
        }

        context.Response.Redirect(login);
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext context)
    {
        if (context.Request.IsApi())
        {
            return Refusals.Problem("not-allowed", "None of your roles may do this.").ExecuteAsync(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
