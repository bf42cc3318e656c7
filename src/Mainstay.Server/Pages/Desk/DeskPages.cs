using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;
using Mainstay.Server.Pages.Cases;

namespace Mainstay.Server.Pages.Desk;

/// <summary>Where the forms of the counter are sent: tokens, and the steps of an intake.</summary>
internal static class DeskPages
{
    public static void MapDeskPages(this IEndpointRouteBuilder app)
    {
        app.MapPost("/desk/token", (TokenHandler tokens, Desk desk) => desk.DoAsync(async (form, site, actor, ct) =>
        {
            var taken = await tokens.HandleAsync(new TakeToken(site, new FormReader(form, Here.DefaultZone).Word("kind", TokenKind.New)), actor, ct);
            desk.Say("desk.tokens.taken", taken.Number);
        })).For(Role.FrontDesk, Role.CentreManager);
        app.MapPost("/desk/token/call", (TokenHandler tokens, Desk desk) => desk.DoAsync(async (form, site, actor, ct) =>
        {
            var called = await tokens.HandleAsync(new CallToken(site, new FormReader(form, Here.DefaultZone).Id<TokenId>("token"), null), actor, ct);
            desk.Say("desk.tokens.now", called.Number);
        })).For(Role.FrontDesk, Role.CentreManager);
        app.MapPost("/desk/token/{token}/done", (TokenId token, TokenHandler tokens, Desk desk) => desk.DoAsync(async (form, site, actor, ct) =>
            await tokens.HandleAsync(new FinishToken(site, token, new FormReader(form, Here.DefaultZone).Is("served")), actor, ct))).For(Role.FrontDesk, Role.CentreManager);
        app.MapPost("/desk/intake/answer", IntakeAsync).For([.. Moves.OpeningRoles]);
    }

    /// <summary>A step on, or at the end the case itself. A refusal shows the form again with everything that was answered.</summary>
    private static async Task<IResult> IntakeAsync(HttpContext http, OpenCaseHandler handler, TokenHandler tokens, CurrentActor who, Here here, Posted posted, Flash flash)
    {
        var form = await http.FormAsync();
        var read = new FormReader(form, here.Zone);
        if (read.Text("go") is not ("open" or "park") || here.Site is not { } site)
        {
            posted.ShowAgain(form, "/desk/intake");
            return Results.Empty;
        }

        try
        {
            var isParked = read.Text("go") == "park";
            var opened = await handler.HandleAsync(IntakeDesk.Request(read, site.Ref.Id, isParked), who.Actor, http.RequestAborted);
            if (read.Id<TokenId>("token") is { } token)
            {
                await tokens.HandleAsync(new FinishToken(site.Ref.Id, token, true), who.Actor, http.RequestAborted);
            }

            if (!isParked)
            {
                return Results.LocalRedirect($"/desk/intake/{opened.Id}");
            }

            flash.Say(Words.Text("intake.parked", opened.Number));
            return Results.LocalRedirect("/desk");
        }
        catch (RefusedException refusal)
        {
            posted.ShowAgain(form, "/desk/intake", refusal: refusal);
            return Results.Empty;
        }
    }
}

/// <summary>What every form of the counter needs: the site worked at, who asks, and the way back.</summary>
public sealed class Desk(Here here, CurrentActor who, Flash flash, Live live, IHttpContextAccessor accessor)
{
    public void Say(string key, params object?[] args) => flash.Say(Words.Text(key, args));

    public async Task<IResult> DoAsync(Func<IFormCollection, SiteId, Actor, CancellationToken, Task> act)
    {
        var form = await accessor.HttpContext!.FormAsync();
        try
        {
            await act(form, here.Site?.Ref.Id ?? throw new RefusedException("site-not-possible", Words.Text("case.form.site_needed")), who.Actor, accessor.HttpContext!.RequestAborted);
            live.Changed("desk", here.Site.Code); // Tokens are no cases: other counters hear of them from here.
        }
        catch (RefusedException refusal)
        {
            flash.Say(Refusals.TextOf(refusal), "warning");
        }

        return Results.LocalRedirect("/desk");
    }
}
