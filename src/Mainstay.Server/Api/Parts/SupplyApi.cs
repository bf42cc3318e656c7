using Mainstay.Access.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Orders;
using Mainstay.Parts.Planning;
using Mainstay.Parts.Supply;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Parts;

/// <summary>What suppliers deliver, planning runs, proposals and orders.</summary>
public static class SupplyApi
{
    private static readonly Role[] _planners = [Role.Planner, Role.HeadOfService];

    public static void MapSupply(this IEndpointRouteBuilder api)
    {
        var supply = api.MapGroup("").WithTags("Supply");
        supply.MapGet("/suppliers", async (OrganisationId? supplier, PartId? part, ListOrdersHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<TermRow>(await handler.TermsAsync(supplier, part, who.Actor, ct), null, null)))
            .WithName("listSuppliers").WithSummary("On what terms suppliers deliver parts").For(ListOrdersHandler.Readers);
        supply.MapPost("/suppliers/import", async (string name, HttpRequest request, ImportSuppliersHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ImportSuppliers(await Files.TakeAsync(request, ct), name), who.Actor, null, ct)))
            .WithName("importSuppliers").WithSummary("Terms of suppliers from a CSV file, all or nothing").TakesFile("text/csv").For(Role.Planner, Role.Integrator, Role.Administrator);
        supply.MapPut("/parts/{id}/supply", async (PartId id, PartSupplyIn body, SetPartSupplyHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(new SetPartSupply(id, body.Successor, body.LastOrderOn, body.SupportedUntil, body.Repairable), who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("setPartSupply").WithSummary("What comes after a part, until when it can be ordered and is needed").For(Role.Planner, Role.QualityEngineer, Role.HeadOfService);
        MapPlanning(supply);
        MapOrders(supply.MapGroup("/orders"));
    }

    private static void MapPlanning(RouteGroupBuilder supply)
    {
        supply.MapGet("/planning/runs", async (int? limit, ListRunsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<PlanningRun>(await handler.HandleAsync(limit ?? 50, who.Actor, ct), null, null)))
            .WithName("listPlanningRuns").WithSummary("Planning runs, the latest first").For(_planners);
        supply.MapPost("/planning/runs", async (PlanIn body, PlanSupplyHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new PlanSupply(body.TargetFill, body.BudgetMinor, body.Months ?? PlanSupply.UsualMonths), who.Actor, ct)))
            .WithName("planSupply").WithSummary("Plan now: levels, and what to move and order; former open proposals are outdated").For(_planners);
        supply.MapPost("/planning/auto-accept", async (SetAutoAccept body, SetAutoAcceptHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Made((await handler.HandleAsync(body, who.Actor, ct)).Value)))
            .WithName("setAutoAccept").WithSummary("Limits within which proposals are accepted by the program; a new version each time").For(Role.HeadOfService).NeedsStepUp();
        supply.MapGet("/proposals", async (Word<ProposalState>? state, Word<ProposalKind>? kind, PartId? part, SiteId? site, OrganisationId? supplier, int? cursor, int? limit, ListProposalsHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var page = await handler.HandleAsync(new ListProposals(state?.Value ?? ProposalState.Open, kind?.Value, part, site, supplier, cursor ?? 0, limit ?? 50), who.Actor, ct);
                return TypedResults.Ok(new Page<ProposalRow>(page.Proposals, page.Next?.ToString(System.Globalization.CultureInfo.InvariantCulture), page.Count));
            })
            .WithName("listProposals").WithSummary("What to move and order, and why; open ones unless asked otherwise").For(_planners);
        supply.MapPost("/proposals/accept", async (AcceptProposals body, AcceptProposalsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(body, who.Actor, ct)))
            .WithName("acceptProposals").WithSummary("Make transfers and orders of proposals, in one transaction").For(_planners);
        supply.MapPost("/proposals/reject", async (RejectProposals body, RejectProposalsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Rejected(await handler.HandleAsync(body, who.Actor, ct))))
            .WithName("rejectProposals").WithSummary("Take proposals off the list").For(_planners);
    }

    private static void MapOrders(RouteGroupBuilder orders)
    {
        orders.MapGet("", async (Word<OrderState>? state, OrganisationId? supplier, int? cursor, int? limit, ListOrdersHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var page = await handler.HandleAsync(new ListOrders(state?.Value, supplier, cursor ?? 0, limit ?? 50), who.Actor, ct);
                return TypedResults.Ok(new Page<OrderRow>(page.Orders, page.Next?.ToString(System.Globalization.CultureInfo.InvariantCulture), page.Count));
            })
            .WithName("listOrders").WithSummary("Orders to suppliers, the latest first").For(ListOrdersHandler.Readers);
        orders.MapGet("/{id}", async (OrderId id, ListOrdersHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                var order = await handler.ViewAsync(id, who.Actor, ct);
                http.ShowVersion(order.Version);
                return TypedResults.Ok(order);
            })
            .WithName("getOrder").WithSummary("One order with its lines").For(ListOrdersHandler.Readers);
        orders.MapPost("/{id}/place", async (OrderId id, PlaceIn body, OrderHandler handler, ListOrdersHandler reader, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                await http.WithIfMatchAsync(version => handler.HandleAsync(new PlaceOrder(id, body.ExpectedOn, version), who.Actor, ct));
                return TypedResults.Ok(await reader.ViewAsync(id, who.Actor, ct));
            })
            .WithName("placeOrder").WithSummary("Send an order to its supplier").For(_planners);
        orders.MapPost("/{id}/cancel", async (OrderId id, OrderHandler handler, ListOrdersHandler reader, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                await http.WithIfMatchAsync(version => handler.HandleAsync(new CancelOrder(id, version), who.Actor, ct));
                return TypedResults.Ok(await reader.ViewAsync(id, who.Actor, ct));
            })
            .WithName("cancelOrder").WithSummary("Expect nothing more of an order; what came stays").For(_planners);
        orders.MapPost("/{id}/receive", async (OrderId id, ReceiveIn body, OrderHandler handler, ListOrdersHandler reader, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                await http.WithIfMatchAsync(version => handler.HandleAsync(new ReceiveOrder(id, body.Goods, body.Bin ?? "", version), who.Actor, ct));
                return TypedResults.Ok(await reader.ViewAsync(id, who.Actor, ct));
            })
            .WithName("receiveOrder").WithSummary("Take goods of an order into the stock of its warehouse").For(ListOrdersHandler.Readers);
    }

    public sealed record PartSupplyIn(PartId? Successor, DateOnly? LastOrderOn, DateOnly? SupportedUntil, bool Repairable);

    public sealed record PlanIn(double? TargetFill, long? BudgetMinor, int? Months);

    public sealed record Rejected(int Count);

    public sealed record PlaceIn(DateOnly? ExpectedOn);

    public sealed record ReceiveIn(IReadOnlyList<GoodsIn> Goods, string? Bin);
}
