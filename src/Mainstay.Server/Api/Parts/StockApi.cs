using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Counts;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Transfers;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Parts;

/// <summary>The store: what lies where, what moves it, transfers between sites, counts.</summary>
public static class StockApi
{
    private static readonly Role[] _askers = [.. StockDesk.Keepers, Role.Planner, Role.HeadOfService];

    public static void MapStock(this IEndpointRouteBuilder api)
    {
        var stock = api.MapGroup("/stock").WithTags("Stock");
        stock.MapGet("", async (SiteId? site, string? part, Word<Condition>? condition, Word<PlaceKind>? kind, string? bin, string? lot, DateTimeOffset? at, string? cursor, int? limit, ListStockHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                PlaceId? after = cursor is null ? null : PlaceId.TryParse(cursor, null, out var place) ? place : throw new RefusedException("cursor-malformed", "This cursor is none that a page gave.");
                var list = await handler.HandleAsync(new ListStock(site, part, condition?.Value, kind?.Value, bin, lot, at, after, limit ?? 100), who.Actor, ct);
                return TypedResults.Ok(new Page<StockRow>(list.Items, list.Next?.ToString(), null));
            })
            .WithName("listStock").WithSummary("What lies where, now or at an instant of the past").For(StockDesk.Viewers);
        stock.MapGet("/movements", async (SiteId? site, string? part, string? serial, DateTimeOffset? before, int? limit, ListMovementsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<MovementRow>(await handler.HandleAsync(new ListMovements(site, part, serial, before, limit ?? 50), who.Actor, ct), null, null)))
            .WithName("listMovements").WithSummary("The ledger's lines of a part at a site, or of one serial, the latest first").For(StockDesk.Viewers);
        stock.MapGet("/find", async (string text, SiteId? site, FindStockHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new FindStock(text, site), who.Actor, ct)))
            .WithName("findStock").WithSummary("Where is it: by label, part number, serial, bin or lot").For(StockDesk.Viewers);
        stock.MapPost("/receive", async (ReceiveStock body, ReceiveStockHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(body, who.Actor, ct)))
            .WithName("receiveStock").WithSummary("Pieces enter: from a supplier, or what lay there on the first day").For(StockDesk.Receivers);
        stock.MapPost("/move", async (MoveStock body, MoveStockHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(body, who.Actor, ct)))
            .WithName("moveStock").WithSummary("From bin to bin").For(StockDesk.Receivers);
        stock.MapPost("/reclassify", async (ReclassifyStock body, ReclassifyStockHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(body, who.Actor, ct)))
            .WithName("reclassifyStock").WithSummary("Another condition, or another owner, with a reason").For(StockDesk.Keepers);
        stock.MapPost("/take-out", async (TakeOutStock body, TakeOutStockHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(body, who.Actor, ct)))
            .WithName("takeOutStock").WithSummary("Scrap, return to the supplier, or sell").For(StockDesk.Keepers);
        stock.MapPost("/recall", async (RecallLot body, RecallLotHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(body, who.Actor, ct)))
            .WithName("recallLot").WithSummary("Quarantine every piece of a lot, at every site").For(Role.QualityEngineer, Role.HeadOfService, Role.Planner);
        stock.MapPost("/begin", async (BeginStockKeeping body, BeginStockKeepingHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(body, who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("beginStockKeeping").WithSummary("From now on a site's jobs draw their parts from its stock")
            .For([.. StockDesk.Keepers, Role.Planner, Role.HeadOfService, Role.Administrator]);
        MapTransfers(api);
        MapCounts(api);
    }

    private static void MapTransfers(IEndpointRouteBuilder api)
    {
        var transfers = api.MapGroup("/transfers").WithTags("Transfers");
        transfers.MapGet("", async (SiteId site, Word<TransferState>? state, int? limit, ListTransfersHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ListTransfers(site, state?.Value, limit ?? 100), who.Actor, ct)))
            .WithName("listTransfers").WithSummary("Transfers of parts leaving a site and arriving there; open ones unless a state is named").For(StockDesk.Viewers);
        transfers.MapPost("", async (RequestTransfer body, RequestTransferHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var made = await handler.HandleAsync(body, who.Actor, ct);
                return TypedResults.Created($"{ApiSetup.Root}/transfers/{made.Id}", made);
            })
            .WithName("requestTransfer").WithSummary("Ask a store to send parts").For(_askers);
        transfers.MapGet("/{id}", async (TransferId id, ViewTransferHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ViewTransfer(id), who.Actor, ct)))
            .WithName("getTransfer").WithSummary("A transfer with its lines").For(StockDesk.Viewers);
        transfers.MapPost("/{id}/send", async (TransferId id, SendTransfer body, SendTransferHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(body with { Transfer = id }, who.Actor, ct)))
            .WithName("sendTransfer").WithSummary("Scan out: what was picked leaves with a challan").For(StockDesk.Receivers);
        transfers.MapPost("/{id}/receive", async (TransferId id, ReceiveTransfer body, ReceiveTransferHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(body with { Transfer = id }, who.Actor, ct)))
            .WithName("receiveTransfer").WithSummary("Scan in at the receiving site; what is not scanned stays on the way").For(StockDesk.Receivers);
        transfers.MapPost("/{id}/close", async (TransferId id, CloseTransferShort body, CloseTransferShortHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(body with { Transfer = id }, who.Actor, ct)))
            .WithName("closeTransfer").WithSummary("Write off what never arrived").For(CloseTransferShortHandler.Roles);
        transfers.MapPost("/{id}/cancel", async (TransferId id, CancelTransferHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new CancelTransfer(id), who.Actor, ct)))
            .WithName("cancelTransfer").WithSummary("Not wanted any more, before it is scanned out").For(_askers);
    }

    private static void MapCounts(IEndpointRouteBuilder api)
    {
        var counts = api.MapGroup("/counts").WithTags("Counts");
        counts.MapGet("", async (SiteId site, int? days, ListCountsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ListCounts(site, days ?? 90), who.Actor, ct)))
            .WithName("listCounts").WithSummary("Counts of a site, with how exact its stock was found").For(StockDesk.Viewers);
        counts.MapPost("", async (BeginCount body, BeginCountHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var begun = await handler.HandleAsync(body, who.Actor, ct);
                return TypedResults.Created($"{ApiSetup.Root}/counts/{begun.Id}", begun);
            })
            .WithName("beginCount").WithSummary("Begin to count a bin, some parts, or what was not counted for longest").For(StockDesk.Receivers);
        counts.MapGet("/{id}", async (CountId id, ViewCountHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ViewCount(id), who.Actor, ct)))
            .WithName("getCount").WithSummary("A count with its lines").For(StockDesk.Viewers);
        counts.MapPost("/{id}/enter", async (CountId id, EnterCount body, EnterCountHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(body with { Count = id }, who.Actor, ct)))
            .WithName("enterCount").WithSummary("What was seen, now").For(StockDesk.Receivers);
        counts.MapPost("/{id}/finish", async (CountId id, FinishCount body, FinishCountHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(body with { Count = id }, who.Actor, ct)))
            .WithName("finishCount").WithSummary("Book what differs from the ledger at the moment of counting").For(StockDesk.Keepers);
        counts.MapPost("/{id}/cancel", async (CountId id, CancelCountHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new CancelCount(id), who.Actor, ct)))
            .WithName("cancelCount").WithSummary("Break a count off; nothing is booked").For(StockDesk.Keepers);
    }
}
