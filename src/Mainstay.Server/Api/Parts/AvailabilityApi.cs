using Mainstay.Cases.Contracts;
using Mainstay.Cases.Queries;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Needs;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Parts;

/// <summary>Whether a job can have its parts, and when.</summary>
public static class AvailabilityApi
{
    public static void MapAvailability(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{id}/parts", async (CaseId id, ViewCasePartsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ViewCaseParts(id), who.Actor, ct)))
            .WithTags("Parts").WithName("getCaseParts").WithSummary("The parts of a case: put aside, expected on a day, or nobody has them").ForAnyStaff();
        api.MapGet("/parts/availability", async (SiteId site, PartId[] part, AskAvailabilityHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<PartAvailable>(await handler.HandleAsync(new AskAvailability(site, part), who.Actor, ct), null, null)))
            .WithTags("Parts").WithName("askAvailability").WithSummary("Whether a site has parts free, when it could have them, or that nobody has them")
            .For([.. AskAvailabilityHandler.Roles]);
    }
}
