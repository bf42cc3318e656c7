using System.Security.Claims;
using Mainstay.Access.Contracts;
using Mainstay.Access.Sessions;
using Mainstay.Access.Terminals;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Mainstay.Server.Access;

/// <summary>
/// The cookie of a signed-in person: the sealed id of a session the server knows, nothing else. Who he is and what he may do is
/// looked up at each request, so that what is taken away is gone at once.
/// </summary>
public static class Sessions
{
    public const string Cookie = "mainstay";

    private const string Id = "sid";

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Cookie;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    /// <summary>
    /// The one way to be signed in, whatever was proved before: password, passkey, code, badge. A session this browser had already ends,
    /// as at a counter where the next person takes over.
    /// </summary>
    /// <param name="stamp">The person's stamp as it was when he proved himself; null takes the present one.</param>
    public static async Task<SessionId> StartAsync(HttpContext context, PersonId person, SignInHow how, string? stamp = null, KnownTerminal? terminal = null)
    {
        var services = context.RequestServices;
        var ct = context.RequestAborted;
        await EndKnownAsync(context);
        var session = await services.GetRequiredService<StartSessionHandler>().HandleAsync(
            new StartSession(person, how, context.Request.Headers.UserAgent.FirstOrDefault(), context.Connection.RemoteIpAddress?.ToString(), stamp) { Terminal = terminal }, ct);
        await context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(Id, session.Id.ToString())], CookieAuthenticationDefaults.AuthenticationScheme)),
            new AuthenticationProperties { IssuedUtc = session.CreatedAt, ExpiresUtc = session.ExpiresAt, AllowRefresh = false });
        return session.Id;
    }

    /// <summary>Ends the session on the server too: a copy of the cookie is worth nothing afterwards.</summary>
    public static async Task EndAsync(HttpContext context)
    {
        await EndKnownAsync(context);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }

    private static async Task EndKnownAsync(HttpContext context)
    {
        var current = context.RequestServices.GetRequiredService<CurrentActor>();
        if (current.Session is { } session)
        {
            await context.RequestServices.GetRequiredService<SessionEnds>().EndAsync(session.Person, session.Id, null, context.RequestAborted);
            current.Session = null;
            current.OrNobody = null;
        }
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var ct = context.HttpContext.RequestAborted;
        KnownSession? session;
        Actor? actor;
        try
        {
            session = SessionId.TryParse(context.Principal?.FindFirstValue(Id), null, out var id)
                ? await services.GetRequiredService<SessionBook>().FindAsync(id, ct)
                : null;
            actor = session is null ? null : await services.GetRequiredService<IActors>().LoadBySessionAsync(session.Person, session.Stamp, ct);
            if (actor is not null && session?.Terminal is { } terminal)
            {
                actor = await services.GetRequiredService<TerminalSites>().OfAsync(terminal, ct) is { } site ? actor.Only(site) : null;
            }
        }
        catch (Exception e) when (StandIn.DoesWithout(context.HttpContext, e))
        {
            context.RejectPrincipal(); // The cookie stays good for when the database is back.
            return;
        }

        if (actor is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return;
        }

        var current = services.GetRequiredService<CurrentActor>();
        current.OrNobody = actor;
        current.Session = session;
    }
}
