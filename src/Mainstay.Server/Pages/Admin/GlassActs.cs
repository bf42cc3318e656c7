using System.Globalization;
using Mainstay.Access.Contracts;
using Mainstay.Access.Factors;
using Mainstay.Access.Glass;
using Mainstay.Access.Sessions;
using Mainstay.Common;
using Mainstay.Server.Access;

namespace Mainstay.Server.Pages.Admin;

/// <summary>Roles in an emergency, and what an administrator does to somebody's sessions and second factor.</summary>
internal static class GlassActs
{
    private static readonly Role[] _managers = [Role.Administrator, Role.CentreManager, Role.FactoryManager];

    public static void MapGlass(this IEndpointRouteBuilder app)
    {
        app.MapPost("/glass/break", BreakAsync).ForAnyStaff().NeedsStepUp();
        app.MapPost("/glass/{glass}/end", async (GlassId glass, HttpContext http, EndGlassHandler handler, CurrentActor who, Flash flash, CancellationToken ct) =>
        {
            await http.FormAsync();
            await handler.HandleAsync(new EndGlass(glass), who.Actor, ct);
            flash.Say(Words.Text("glass.was_ended"));
            return TypedResults.LocalRedirect("/glass");
        }).ForAnyStaff();
        app.MapPost("/admin/people/{person}/sessions/end", async (PersonId person, HttpContext http, EndSessionsHandler handler, CurrentActor who, Flash flash, CancellationToken ct) =>
        {
            var form = await http.FormAsync();
            var one = SessionId.TryParse(form["session"], null, out var named) ? named : (SessionId?)null;
            flash.Say(Words.Text("account.sessions.ended", await handler.HandleAsync(new EndSessions(person, one), who.Actor, ct)));
            return TypedResults.LocalRedirect($"/admin/people/{person}");
        }).For(_managers);
        app.MapPost("/admin/people/{person}/authenticator/remove", async (PersonId person, HttpContext http, RemoveFactorHandler handler, CurrentActor who, Flash flash, CancellationToken ct) =>
        {
            await http.FormAsync();
            await handler.HandleAsync(new RemoveFactor(person), who.Actor, ct);
            flash.Say(Words.Text("account.authenticator.removed"));
            return TypedResults.LocalRedirect($"/admin/people/{person}");
        }).For(_managers).NeedsStepUp();
        app.MapPost("/admin/people/{person}/glass", async (PersonId person, HttpContext http, AllowGlassHandler handler, CurrentActor who, Flash flash, CancellationToken ct) =>
        {
            var may = (await http.FormAsync())["may"] == "true";
            await handler.HandleAsync(new AllowGlass(person, may), who.Actor, ct);
            flash.Say(Words.Text(may ? "glass.was_allowed" : "glass.was_forbidden"));
            return TypedResults.LocalRedirect($"/admin/people/{person}");
        }).For(Role.Administrator).NeedsStepUp();
    }

    private static async Task<IResult> BreakAsync(HttpContext http, BreakGlassHandler handler, AdminTexts texts, CurrentActor who, Posted posted, Flash flash, CancellationToken ct)
    {
        var form = await http.FormAsync();
        try
        {
            var role = EnumText<Role>.TryParse(form["role"].ToString(), out var named) ? named : throw new RefusedException("glass-role", "Choose a role.");
            var site = await texts.SiteAsync(form["site"], ct) ?? throw new RefusedException("site-not-found", "There is no such site.");
            var minutes = int.TryParse(form["minutes"], NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 0;
            await handler.HandleAsync(new BreakGlass(role, site, form["reason"].ToString(), minutes), who.Actor, ct);
            flash.Say(Words.Text("glass.was_taken", minutes), "warning");
            return TypedResults.LocalRedirect("/glass");
        }
        catch (RefusedException refusal)
        {
            posted.ShowAgain(form, "/glass", "", refusal);
            return Results.Empty;
        }
    }
}
