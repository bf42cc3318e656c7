using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Custody;
using Mainstay.Cases.Factory;
using Mainstay.Cases.Model;
using Mainstay.Cases.Queries;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Cases;

/// <summary>Where things are: shelves, and boxes on the road.</summary>
public static class CustodyApi
{
    private static readonly Role[] _hands = [.. Moves.Of(Verb.DispatchToFactory).Roles];

    public static void MapCustody(this IEndpointRouteBuilder api)
    {
        var site = api.MapGroup("/sites/{site}").WithTags("Custody");
        site.MapGet("/shelves", async (SiteId site, ListShelvesHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ListShelves(site), who.Actor, ct)))
            .WithName("listShelves").WithSummary("Shelves of a site, what stands on them, how many are free").ForAnyStaff();
        site.MapPost("/shelves", async (SiteId site, ShelvesIn body, AddShelvesHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new AddShelves(site, body.Codes), who.Actor, ct)))
            .WithName("addShelves").WithSummary("Set up shelves by their codes").For(Role.CentreManager, Role.FactoryManager, Role.Administrator);
        site.MapPost("/shelves/count", async (SiteId site, CountIn body, CountShelvesHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new CountShelves(site, body.Shelves), who.Actor, ct)))
            .WithName("countShelves").WithSummary("Compare a round with the scanner with the books").For([.. Moves.Of(Verb.Shelve).Roles]);
        site.MapGet("/replaced-units", async (SiteId site, ListReplacedUnitsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<ReplacedUnit>(await handler.HandleAsync(new ListReplacedUnits(site), who.Actor, ct), null, null)))
            .WithName("listReplacedUnits").WithSummary("Units that were replaced and are here: to be refurbished, or in the swap stock")
            .For(Role.FactoryOperator, Role.FactoryManager, Role.Storekeeper, Role.Planner, Role.HeadOfService);
        api.MapPost("/devices/{id}/refurbish", async (DeviceId id, RefurbishUnitHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new RefurbishUnit(id), who.Actor, ct)))
            .WithName("refurbishUnit").WithSummary("A replaced unit at the factory is as good as new: it may be issued again, as a new life of the same unit")
            .WithTags("Custody").For(Role.FactoryOperator, Role.FactoryManager);
        site.MapGet("/consignments", async (SiteId site, ListConsignmentsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ListConsignments(site), who.Actor, ct)))
            .WithName("listConsignments").WithSummary("Boxes being packed here, leaving, and arriving").ForAnyStaff();

        var boxes = api.MapGroup("/consignments/{id}").WithTags("Custody");
        boxes.MapPost("/dispatch", async (ConsignmentId id, DispatchConsignment body, ConsignmentHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(body with { Consignment = id }, who.Actor, ct)))
            .WithName("dispatchConsignment").WithSummary("The box leaves: its minutes are the courier's").For(_hands);
        boxes.MapPost("/receive", async (ConsignmentId id, ReceiveConsignment body, ConsignmentHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(body with { Consignment = id }, who.Actor, ct)))
            .WithName("receiveConsignment").WithSummary("Scan in what arrived; what is missing is named").For(_hands);
    }

    public sealed record ShelvesIn(IReadOnlyList<string> Codes);

    public sealed record CountIn(IReadOnlyList<ShelfScan> Shelves);
}
