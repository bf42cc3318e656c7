using System.Security.Claims;
using Mainstay.Access;
using Mainstay.Access.Contracts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Mainstay.Server.Access;

/// <summary>The cookie of a signed-in person: his id and stamp, nothing personal and no roles, which are looked up at each request.</summary>
public static class Sessions
{
    public const string Cookie = "mainstay";
    public static readonly TimeSpan Shift = TimeSpan.FromHours(8);

    private const string Person = "sub";
    private const string Stamp = "stamp";

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Cookie;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Shift;
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    public static Task BeginAsync(HttpContext context, SignedIn who) => context.SignInAsync(
        CookieAuthenticationDefaults.AuthenticationScheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(Person, who.Person.ToString()), new Claim(Stamp, who.Stamp)], CookieAuthenticationDefaults.AuthenticationScheme)));

    public static Task EndAsync(HttpContext context) => context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        Actor? actor;
        try
        {
            actor = PersonId.TryParse(context.Principal?.FindFirstValue(Person), null, out var person)
                && context.Principal?.FindFirstValue(Stamp) is { } stamp
                    ? await services.GetRequiredService<IActors>().LoadBySessionAsync(person, stamp, context.HttpContext.RequestAborted)
                    : null;
        }
        catch (Exception e) when (StandIn.DoesWithout(context.HttpContext, e))
        {
            context.RejectPrincipal(); // The cookie stays good for when the database is back.
            return;
        }

        if (actor is null)
        {
            context.RejectPrincipal();
            await EndAsync(context.HttpContext);
            return;
        }

        services.GetRequiredService<CurrentActor>().OrNobody = actor;
    }
}
