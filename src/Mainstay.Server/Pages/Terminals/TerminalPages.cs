using Mainstay.Access.Contracts;
using Mainstay.Access.Terminals;
using Mainstay.Common;
using Mainstay.Server.Access;
using Mainstay.Server.Api;
using Microsoft.AspNetCore.WebUtilities;
using FormReader = Mainstay.Server.Pages.Cases.FormReader;

namespace Mainstay.Server.Pages.Terminals;

/// <summary>The cookie that makes a browser a terminal, and where the forms of terminals are sent.</summary>
internal static class TerminalPages
{
    public const string Cookie = "mainstay-terminal";

    /// <summary>Browsers keep no cookie longer.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromDays(400);

    public static void MapTerminalPages(this IEndpointRouteBuilder app)
    {
        app.MapPost("/terminal/switch", SwitchAsync).Public().RequireRateLimiting(ApiSetup.SignInLimit);
        app.MapPost("/terminals/register", (HttpContext http, TerminalHandler handler, Here here, CurrentActor who, Flash flash) => ManageAsync(http, flash, async form =>
        {
            var site = here.Site ?? throw new RefusedException("site-not-possible", Words.Text("case.form.site_needed"));
            var registered = await handler.HandleAsync(
                new RegisterTerminal(site.Ref.Id, form.Text("name") ?? "", form.Number("idle") ?? Terminal.DefaultIdleMinutes), who.Actor, http.RequestAborted);
            Keep(http, registered.Key);
            return Words.Text("terminal.registered", form.Text("name"));
        })).For(Role.CentreManager, Role.FactoryManager, Role.Administrator);
        app.MapPost("/terminals/{id}/revoke", (TerminalId id, HttpContext http, TerminalHandler handler, CurrentActor who, Flash flash) => ManageAsync(http, flash, async _ =>
        {
            await handler.HandleAsync(new RevokeTerminal(id), who.Actor, http.RequestAborted);
            return Words.Text("terminal.revoked");
        })).For(Role.CentreManager, Role.FactoryManager, Role.Administrator);
        app.MapPost("/terminals/key", (HttpContext http, SetCounterKeyHandler handler, CurrentActor who, Flash flash) => ManageAsync(http, flash, async form =>
        {
            if (who.Session is { How: SignInHow.Badge })
            {
                throw new RefusedException("pin-by-badge", Words.Text("terminal.pin.by_password"));
            }

            var person = form.Id<PersonId>("person") ?? throw new RefusedException("person-not-found", Words.Text("case.form.person_needed"));
            await handler.HandleAsync(new SetCounterKey(person, form.Text("badge"), form.Text("pin")), who.Actor, http.RequestAborted);
            return Words.Text("terminal.key_set");
        })).For(Role.CentreManager, Role.FactoryManager, Role.Administrator);
        app.MapPost("/pin/set", async (HttpContext http, SetCounterKeyHandler handler, CurrentActor who, Flash flash) =>
        {
            var form = new FormReader(await http.FormAsync(), Here.DefaultZone);
            try
            {
                if (who.Session is { How: SignInHow.Badge })
                {
                    throw new RefusedException("pin-by-badge", Words.Text("terminal.pin.by_password"));
                }

                await handler.HandleAsync(new SetCounterKey(who.Actor.Person, null, form.Text("pin") ?? ""), who.Actor, http.RequestAborted);
                flash.Say(Words.Text("terminal.key_set"));
            }
            catch (RefusedException refusal)
            {
                flash.Say(Refusals.TextOf(refusal), "warning");
            }

            return Results.LocalRedirect("/pin");
        }).ForAnyStaff();
    }

    /// <summary>The terminal this browser is; null for any other browser.</summary>
    public static async ValueTask<KnownTerminal?> FindAsync(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 and < 1000 } text)
        {
            return null;
        }

        try
        {
            return await http.RequestServices.GetRequiredService<TerminalHandler>().FindAsync(WebEncoders.Base64UrlDecode(text), http.RequestAborted);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static void Keep(HttpContext http, byte[] key) => http.Response.Cookies.Append(Cookie, WebEncoders.Base64UrlEncode(key), new CookieOptions
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        MaxAge = _longest,
        Path = "/",
    });

    /// <summary>A badge alone is half an answer: the page asks for the PIN. With both the other person goes on at the same page.</summary>
    private static async Task<IResult> SwitchAsync(HttpContext http, SwitchPersonHandler handler, Posted posted)
    {
        var form = await http.FormAsync();
        var read = new FormReader(form, Here.DefaultZone);
        var back = read.Text("back") is { } asked && PagesSetup.IsLocal(asked) ? asked : "/";
        try
        {
            var terminal = await FindAsync(http) ?? throw new RefusedException("terminal-not-found", Words.Text("terminal.unknown"));
            if (read.Text("pin") is not { } pin)
            {
                posted.ShowAgain(form, "/terminal", $"?back={Uri.EscapeDataString(back)}");
                return Results.Empty;
            }

            var actor = await handler.HandleAsync(new SwitchPerson(terminal, read.Text("badge"), read.Id<PersonId>("person"), pin), http.RequestAborted);
            await Sessions.StartAsync(http, actor.Person, SignInHow.Badge, null, terminal);
            return Results.LocalRedirect(back);
        }
        catch (RefusedException refusal)
        {
            posted.ShowAgain(form, "/terminal", $"?back={Uri.EscapeDataString(back)}", refusal);
            return Results.Empty;
        }
    }

    private static async Task<IResult> ManageAsync(HttpContext http, Flash flash, Func<FormReader, Task<string>> act)
    {
        var form = await http.FormAsync();
        try
        {
            flash.Say(await act(new FormReader(form, Here.DefaultZone)));
        }
        catch (RefusedException refusal)
        {
            flash.Say(Refusals.TextOf(refusal), "warning");
        }

        return Results.LocalRedirect("/terminals");
    }
}
