using Mainstay.Access.Contracts;
using Mainstay.Access.Glass;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Access;

/// <summary>Roles taken in an emergency (break-glass). What was done with one: <c>GET /audit?glass=ID</c>.</summary>
public static class GlassApi
{
    public static void MapGlassApi(this IEndpointRouteBuilder api)
    {
        var glass = api.MapGroup("/glass").WithTags("Access");
        glass.MapGet("", async (GlassWatch watch, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<GlassRow>(await watch.ListAsync(who.Actor, ct), null, null)))
            .WithName("listGlass").WithSummary("Roles taken in an emergency in the last 90 days: yours, and those you watch over").ForAnyStaff();
        glass.MapPost("", async (BreakGlass body, BreakGlassHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var id = await handler.HandleAsync(body, who.Actor, ct);
                return TypedResults.Created($"{ApiSetup.Root}/glass/{id}", new Made(id.Value));
            })
            .WithName("breakGlass").WithSummary("Take a role at another site, with a reason, for an hour at most").ForAnyStaff().NeedsStepUp();
        glass.MapDelete("/{id}", async (GlassId id, EndGlassHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(new EndGlass(id), who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("endGlass").WithSummary("Give it back before its time").ForAnyStaff();
    }
}
