using Mainstay.Access.Contracts;
using Mainstay.Access.Retention;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Access;

/// <summary>How long each kind of personal data is kept.</summary>
public static class RetentionApi
{
    public static void MapRetention(this IEndpointRouteBuilder api)
    {
        var rules = api.MapGroup("/retention").WithTags("Access");
        rules.MapGet("", async (ListRetentionHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ListRetention(), who.Actor, ct)))
            .WithName("listRetention").WithSummary("Rules, their last round and the next").For(Role.Administrator);
        rules.MapGet("/due", async (RetentionRounds rounds, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<RetentionCount>(await rounds.LookAsync(who.Actor, ct), null, null)))
            .WithName("lookRetention").WithSummary("What the next round would forget; changes nothing").For(Role.Administrator);
        rules.MapPut("/{kind}", async (string kind, RetentionIn body, SetRetentionHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(new SetRetention(kind, body.Days), who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("setRetention").WithSummary("Keep a kind of data for another time").For(Role.Administrator).NeedsStepUp();
    }

    public sealed record RetentionIn(int Days);
}
