using Mainstay.Access.Contracts;
using Mainstay.Cases.Paper;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;
using Mainstay.Server.Pages.Cases;

namespace Mainstay.Server.Pages.Paper;

/// <summary>Where the forms of paper sheets are sent.</summary>
internal static class PaperPages
{
    public static void MapPaperPages(this IEndpointRouteBuilder app)
    {
        app.MapPost("/paper/issue", (HttpContext http, PaperHandler paper) => DoAsync(http, async (form, site, actor, ct) =>
        {
            var block = await paper.HandleAsync(new IssuePaper(site, form.Number("count") ?? 0), actor, ct);
            return (Words.Text("paper.issued", block.Sheets.Count), $"/paper/{block.Id}");
        })).For(Role.FrontDesk, Role.CentreManager);
        app.MapPost("/paper/void", (HttpContext http, PaperHandler paper) => DoAsync(http, async (form, site, actor, ct) =>
        {
            var number = form.Text("number") ?? "";
            await paper.HandleAsync(new VoidPaper(site, number, form.Reason), actor, ct);
            return (Words.Text("paper.voided", number), "/paper");
        })).For(Role.FrontDesk, Role.CentreManager);
    }

    private static async Task<IResult> DoAsync(HttpContext http, Func<FormReader, SiteId, Actor, CancellationToken, Task<(string Said, string Next)>> act)
    {
        var form = await http.FormAsync();
        var here = http.RequestServices.GetRequiredService<Here>();
        var flash = http.RequestServices.GetRequiredService<Flash>();
        try
        {
            var site = here.Site?.Ref.Id ?? throw new RefusedException("site-not-possible", Words.Text("case.form.site_needed"));
            var (said, next) = await act(new FormReader(form, here.Zone), site, http.RequestServices.GetRequiredService<CurrentActor>().Actor, http.RequestAborted);
            flash.Say(said);
            return Results.LocalRedirect(next);
        }
        catch (RefusedException refusal)
        {
            flash.Say(Refusals.TextOf(refusal), "warning");
            return Results.LocalRedirect("/paper");
        }
    }
}
