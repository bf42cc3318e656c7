using Mainstay.Access.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Factory;
using Mainstay.Parts.Returns;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Parts;

/// <summary>Replaced parts that have to come back, and what a factory makes of them.</summary>
public static class ReturnsApi
{
    public static void MapReturns(this IEndpointRouteBuilder api)
    {
        MapDebts(api);
        MapBoards(api);
    }

    private static void MapDebts(IEndpointRouteBuilder api)
    {
        var site = api.MapGroup("/sites/{site}").WithTags("Returns");
        site.MapGet("/debts", async (SiteId site, bool? closed, bool? overdue, ListDebtsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ListDebts(site, closed ?? false, overdue ?? false), who.Actor, ct)))
            .WithName("listDebts").WithSummary("Replaced parts a site owes, due first; or those it settled lately").For(ListDebtsHandler.Viewers);
        site.MapPost("/returns", async (SiteId site, ReturnIn body, PackReturnHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<ReturnPacked>(await handler.HandleAsync(new PackReturn(site, body.Debts), who.Actor, ct), null, null)))
            .WithName("packReturn").WithSummary("Put replaced parts into a transfer to where they belong, one for each place").For(PackReturnHandler.Hands);

        var debts = api.MapGroup("/debts").WithTags("Returns");
        debts.MapGet("/figures", async (DebtFiguresHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new DebtFigures(), who.Actor, ct)))
            .WithName("getDebtFigures").WithSummary("What is owed, how old it is and what it is worth, by site").For(DebtFiguresHandler.Viewers);
        debts.MapGet("/{debt}", async (DebtId debt, ViewDebtHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ViewDebt(debt), who.Actor, ct)))
            .WithName("getDebt").WithSummary("One replaced part that is owed").For(ListDebtsHandler.Viewers);
        debts.MapPost("/{debt}/write-off", async (DebtId debt, WriteOffIn body, WriteOffDebtHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(new WriteOffDebt(debt, body.Reason, body.Version), who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("writeOffDebt").WithSummary("Nobody waits for it any more; above a limit only the head of service says so").For(Role.CentreManager, Role.HeadOfService);
        debts.MapPost("/{debt}/other", async (DebtId debt, OtherIn body, ReceiveOtherHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(new ReceiveOther(debt, body.Serial), who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("receiveOther").WithSummary("In the box lay a piece with another serial; it is kept apart until a manager decides").For(ReceiveOtherHandler.Hands);
        debts.MapPost("/{debt}/resolve", async (DebtId debt, ResolveIn body, ResolveMismatchHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(new ResolveMismatch(debt, body.Accept, body.Serial), who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("resolveMismatch").WithSummary("What a wrong serial means: the bench mistyped, or the site owes its piece as before")
            .For(Role.CentreManager, Role.FactoryManager, Role.HeadOfService);
        api.MapGet("/returns/{transfer}", async (TransferId transfer, ViewReturnHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ViewReturn(transfer), who.Actor, ct)))
            .WithName("getReturn").WithSummary("What labels and challan of a return say").WithTags("Returns").For(ListDebtsHandler.Viewers);
        api.MapGet("/core-terms", async (ListCoreTermsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<CoreTermRow>(await handler.HandleAsync(who.Actor, ct), null, null)))
            .WithName("listCoreTerms").WithSummary("Which replaced parts come back, where to, by when and at what value; the latest first").WithTags("Returns")
            .For(ListCoreTermsHandler.Viewers);
        api.MapPost("/core-terms", async (SetCoreTerm body, SetCoreTermHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Made((await handler.HandleAsync(body, who.Actor, ct)).Value)))
            .WithName("setCoreTerm").WithSummary("New terms for a part or a class, from now on").WithTags("Returns").For(Role.HeadOfService, Role.Planner);
    }

    private static void MapBoards(IEndpointRouteBuilder api)
    {
        var site = api.MapGroup("/sites/{site}").WithTags("Boards");
        site.MapGet("/boards", async (SiteId site, string? tag, ListBoardsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ListBoards(site, tag), who.Actor, ct)))
            .WithName("listPartBoards").WithSummary("Boards in a factory by station, and the pool of exchange parts").For(ListBoardsHandler.Viewers);
        site.MapGet("/boards/figures", async (SiteId site, int? days, BoardFiguresHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new BoardFigures(site, days ?? 90), who.Actor, ct)))
            .WithName("getPartBoardFigures").WithSummary("First-pass yield with its interval, by part, and hours at the stations").For(ListBoardsHandler.Viewers);
        site.MapGet("/scrap", async (SiteId site, DateOnly? month, ListScrapHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ListScrap(site, month), who.Actor, ct)))
            .WithName("listScrap").WithSummary("The register of e-waste of a month").For(ListBoardsHandler.Viewers);
        site.MapPost("/refurbished/send", async (SiteId site, SendRefurbishedHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new SendRefurbished(site), who.Actor, ct)))
            .WithName("sendRefurbished").WithSummary("Put what is known good into a transfer to the factory's warehouse").For(WorkOnBoardHandler.Hands);

        var boards = api.MapGroup("/boards").WithTags("Boards");
        boards.MapGet("/{board}", async (BoardJobId board, ViewBoardJobHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ViewBoardJob(board), who.Actor, ct)))
            .WithName("getPartBoard").WithSummary("One board: its stations, components and earlier stays").For(ListBoardsHandler.Viewers);
        boards.MapPost("/{board}/work", async (BoardJobId board, WorkIn body, WorkOnBoardHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new WorkOnBoard(board, body.Act, body.Code, body.Version), who.Actor, ct)))
            .WithName("workOnPartBoard").WithSummary("A board goes on from its station; what passes lies as refurbished in stock").For(WorkOnBoardHandler.Hands);
        boards.MapPost("/{board}/components", async (BoardJobId board, ComponentIn body, UseComponentHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(new UseComponent(board, body.Part, body.Quantity), who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("useBoardComponent").WithSummary("Components of the factory's stock are built into a board").For(WorkOnBoardHandler.Hands);
        boards.MapPost("/{board}/scrap", async (BoardJobId board, ScrapIn body, ScrapBoardHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ScrapBoard(board, body.Reason, body.WeightGrams, body.Stream, body.Recycler, body.RecyclerDocument, body.Version), who.Actor, ct)))
            .WithName("scrapPartBoard").WithSummary("A board leaves as e-waste, with weight, class, recycler and his document").For(WorkOnBoardHandler.Hands);
    }

    public sealed record ReturnIn(IReadOnlyList<DebtId> Debts);

    public sealed record WriteOffIn(string Reason, int? Version = null);

    public sealed record OtherIn(string Serial);

    public sealed record ResolveIn(bool Accept, string? Serial = null);

    public sealed record WorkIn(BoardAct Act, string? Code = null, int? Version = null);

    public sealed record ComponentIn(string Part, int Quantity);

    public sealed record ScrapIn(string Reason, int WeightGrams, string Stream, string Recycler, string RecyclerDocument, int? Version = null);
}
