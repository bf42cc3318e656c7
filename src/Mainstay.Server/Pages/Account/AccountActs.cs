using System.Text;
using System.Text.Json;
using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Access.Factors;
using Mainstay.Access.Sessions;
using Mainstay.Common;
using Mainstay.Server.Access;
using Microsoft.AspNetCore.WebUtilities;

namespace Mainstay.Server.Pages.Account;

/// <summary>What the account page and the sign-in page do, each a plain form post.</summary>
internal static class AccountActs
{
    public static void MapAccount(this IEndpointRouteBuilder app)
    {
        app.MapPost("/account/sessions/end", EndSessionsAsync).ForAnyStaff();
        app.MapPost("/account/authenticator/confirm", ConfirmAsync).ForAnyStaff().NeedsStepUp();
        app.MapPost("/account/authenticator/remove", RemoveAuthenticatorAsync).ForAnyStaff().NeedsStepUp();
        app.MapPost("/account/codes/new", NewCodesAsync).ForAnyStaff().NeedsStepUp();
        app.MapPost("/account/passkeys/options", async (Passkeys passkeys, CurrentActor who) => TypedResults.Text(await passkeys.CreationAsync(who.Actor), "application/json")).ForAnyStaff().NeedsStepUp();
        app.MapPost("/account/passkeys/add", AddPasskeyAsync).ForAnyStaff().NeedsStepUp();
        app.MapPost("/account/passkeys/{passkey}/remove", RemovePasskeyAsync).ForAnyStaff().NeedsStepUp();
        app.MapPost("/step-up/prove", ProveAsync).ForAnyStaff();
        app.MapPost("/login/passkey/options", async (Passkeys passkeys) => TypedResults.Text(await passkeys.RequestAsync(), "application/json"))
            .RequireRateLimiting(Api.ApiSetup.SignInLimit).Public();
        app.MapPost("/login/passkey", SignInByPasskeyAsync).RequireRateLimiting(Api.ApiSetup.SignInLimit).Public();
    }

    private static async Task<IResult> EndSessionsAsync(HttpContext http, EndSessionsHandler handler, CurrentActor who, Flash flash, CancellationToken ct)
    {
        var form = await http.FormAsync();
        var one = SessionId.TryParse(form["session"], null, out var named) ? named : (SessionId?)null;
        var ended = await handler.HandleAsync(new EndSessions(who.Actor.Person, one, one is null ? who.Session?.Id : null), who.Actor, ct);
        flash.Say(Words.Text("account.sessions.ended", ended));
        return TypedResults.LocalRedirect("/account");
    }

    private static async Task<IResult> ConfirmAsync(HttpContext http, EnrolAuthenticatorHandler handler, CurrentActor who, Posted posted, CancellationToken ct)
    {
        var form = await http.FormAsync();
        try
        {
            var codes = await handler.ConfirmAsync(form["code"].ToString(), who.Actor, ct);
            await RestartAsync(http, who, SignInHow.Code);
            posted.Secret = string.Join('\n', codes);
            posted.ShowAgain(form, "/account/codes");
        }
        catch (RefusedException refusal)
        {
            posted.ShowAgain(form, "/account/authenticator", "", refusal);
        }

        return Results.Empty;
    }

    private static async Task<IResult> NewCodesAsync(HttpContext http, EnrolAuthenticatorHandler handler, CurrentActor who, Posted posted, CancellationToken ct)
    {
        var form = await http.FormAsync();
        posted.Secret = string.Join('\n', await handler.NewCodesAsync(who.Actor, ct));
        posted.ShowAgain(form, "/account/codes");
        return Results.Empty;
    }

    private static async Task<IResult> RemoveAuthenticatorAsync(HttpContext http, RemoveFactorHandler handler, CurrentActor who, Flash flash, CancellationToken ct)
    {
        await http.FormAsync();
        await handler.HandleAsync(new RemoveFactor(who.Actor.Person), who.Actor, ct);
        flash.Say(Words.Text("account.authenticator.removed"));
        return TypedResults.LocalRedirect("/account");
    }

    private static async Task<IResult> AddPasskeyAsync(HttpContext http, Passkeys passkeys, CurrentActor who, Posted posted, Flash flash, CancellationToken ct)
    {
        var form = await http.FormAsync();
        try
        {
            await passkeys.AddAsync(form["credential"].ToString(), form["name"].ToString(), who.Actor, ct);
        }
        catch (RefusedException refusal)
        {
            posted.ShowAgain(form, "/account/passkeys/new", "", refusal);
            return Results.Empty;
        }

        await RestartAsync(http, who, SignInHow.Passkey);
        flash.Say(Words.Text("account.passkeys.added"));
        return TypedResults.LocalRedirect("/account");
    }

    private static async Task<IResult> RemovePasskeyAsync(PasskeyId passkey, HttpContext http, RemoveFactorHandler handler, CurrentActor who, Flash flash, CancellationToken ct)
    {
        await http.FormAsync();
        await handler.HandleAsync(new RemoveFactor(who.Actor.Person, passkey), who.Actor, ct);
        flash.Say(Words.Text("account.passkeys.removed"));
        return TypedResults.LocalRedirect("/account");
    }

    /// <summary>A session that was let in only to get a second factor is replaced by a whole one.</summary>
    private static async Task RestartAsync(HttpContext http, CurrentActor who, SignInHow how)
    {
        if (who.Session is { IsLimited: true } session)
        {
            var actor = who.Actor;
            await Sessions.StartAsync(http, session.Person, how, session.Stamp);
            who.OrNobody = actor; // This answer is still his.
        }
    }

    private static async Task<IResult> ProveAsync(
        HttpContext http, SignInHandler handler, Passkeys passkeys, SessionBook book, CurrentActor who, Posted posted, CancellationToken ct)
    {
        var form = await http.FormAsync();
        try
        {
            if (form["credential"].ToString() is { Length: > 0 } credential)
            {
                if (await passkeys.ProveAsync(credential, ct) != who.Actor.Person)
                {
                    throw new RefusedException("passkey-wrong", "This passkey is somebody else's.");
                }
            }
            else
            {
                await handler.ProveAgainAsync(who.Actor.Person, form["password"], form["code"], ct);
            }
        }
        catch (RefusedException refusal)
        {
            posted.ShowAgain(form, "/step-up", "", refusal);
            return Results.Empty;
        }

        if (who.Session is { } session)
        {
            await book.ProvedAsync(session.Id, ct);
        }

        if (StepUp.Open(http, form["kept"]) is not null)
        {
            posted.ShowAgain(form, "/step-up/again");
            return Results.Empty;
        }

        return TypedResults.LocalRedirect(form["back"].FirstOrDefault() is { } back && PagesSetup.IsLocal(back) ? back : "/account");
    }

    private static async Task<IResult> SignInByPasskeyAsync(HttpContext http, Passkeys passkeys, SignInHandler handler, Posted posted, CancellationToken ct)
    {
        var form = await http.FormAsync();
        var back = form["back"].FirstOrDefault() is { } asked && PagesSetup.IsLocal(asked) ? asked : null;
        try
        {
            var who = await handler.HandlePasskeyAsync(await passkeys.ProveAsync(form["credential"].ToString(), ct), ct);
            await Sessions.StartAsync(http, who.Person, SignInHow.Passkey, who.Stamp);
        }
        catch (RefusedException refusal)
        {
            posted.ShowAgain(form, "/login", back is null ? "" : $"?back={Uri.EscapeDataString(back)}", refusal);
            return Results.Empty;
        }

        return TypedResults.LocalRedirect(back ?? "/");
    }
}

/// <summary>Between the right password and the code: who it is about, sealed, for five minutes. The server keeps nothing.</summary>
internal static class SecondStep
{
    private const string Purpose = "access.second_step";
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    public static string Close(ISeal seal, SignedIn who, TimeProvider clock) => WebEncoders.Base64UrlEncode(seal.Close(Purpose, JsonSerializer.SerializeToUtf8Bytes(
        new Ticket(who.Person.ToString(), who.Stamp, (clock.GetUtcNow() + _patience).ToUnixTimeSeconds()))));

    /// <exception cref="RefusedException"><c>login-expired</c>.</exception>
    public static ConfirmCode Open(ISeal seal, string? ticket, string? code, TimeProvider clock)
    {
        try
        {
            return seal.Open(Purpose, WebEncoders.Base64UrlDecode(ticket ?? "")) is { } json && JsonSerializer.Deserialize<Ticket>(Encoding.UTF8.GetString(json)) is { } known
                && known.Until > clock.GetUtcNow().ToUnixTimeSeconds() && PersonId.TryParse(known.Person, null, out var person)
                    ? new ConfirmCode(person, known.Stamp, code ?? "")
                    : throw Expired();
        }
        catch (FormatException)
        {
            throw Expired();
        }
    }

    private static RefusedException Expired() => new("login-expired", "Signing in took too long. Begin again with your password.");

    private sealed record Ticket(string Person, string Stamp, long Until);
}
