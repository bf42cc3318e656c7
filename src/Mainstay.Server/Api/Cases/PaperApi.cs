using System.ComponentModel.DataAnnotations;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Paper;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Cases;

/// <summary>Numbers given out on paper, and the screen in the waiting hall. A sheet is entered by opening a case with its number.</summary>
public static class PaperApi
{
    private static readonly Role[] _desk = [Role.FrontDesk, Role.CentreManager];

    public static void MapPaper(this IEndpointRouteBuilder api)
    {
        var site = api.MapGroup("/sites/{site}").WithTags("Counter");
        site.MapGet("/paper", async (SiteId site, PaperHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<PaperBlockView>(await handler.HandleAsync(new ListPaper(site), who.Actor, ct), null, null)))
            .WithName("listPaper").WithSummary("Blocks of sheets with the state of each number, the newest first").For(_desk);
        site.MapPost("/paper", async (SiteId site, PaperIn body, PaperHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var block = await handler.HandleAsync(new IssuePaper(site, body.Count), who.Actor, ct);
                return TypedResults.Created($"{ApiSetup.Root}/paper/{block.Id}", block);
            })
            .WithName("issuePaper").WithSummary("Put case numbers aside for paper").For(_desk);
        site.MapPost("/paper/void", async (SiteId site, VoidIn body, PaperHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(new VoidPaper(site, body.Number, body.Reason), who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("voidPaper").WithSummary("A sheet that will not be entered, with the reason").For(_desk);
        api.MapGet("/paper/{id}", async (PaperBlockId id, PaperHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ViewPaperBlock(id), who.Actor, ct)))
            .WithName("getPaperBlock").WithSummary("One block of sheets").WithTags("Counter").For(_desk);

        site.MapPost("/display", async (SiteId site, DisplayHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new DisplayMade($"/display/{await handler.HandleAsync(new IssueDisplay(site), who.Actor, ct)}")))
            .WithName("issueDisplay").WithSummary("An address for the waiting hall's screen; the former one leads nowhere").For(Role.CentreManager, Role.Administrator);
        site.MapDelete("/display", async (SiteId site, DisplayHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(new RevokeDisplay(site), who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("revokeDisplay").WithSummary("Take the screen's address away").For(Role.CentreManager, Role.Administrator);
    }

    public sealed record PaperIn(int Count);

    public sealed record VoidIn([property: Required] string Number, [property: Required] string Reason);

    public sealed record DisplayMade(string Path);
}
