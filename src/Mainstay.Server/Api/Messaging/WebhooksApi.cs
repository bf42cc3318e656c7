using Mainstay.Access.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Messaging.Webhooks;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Messaging;

/// <summary>Addresses that hear of events, and what became of each delivery. See docs/events.md.</summary>
public static class WebhooksApi
{
    private static readonly Role[] _roles = [Role.Administrator, Role.Integrator];

    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var hooks = api.MapGroup("/webhooks").WithTags("Webhooks");
        hooks.MapGet("", async (ListWebhooksHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<WebhookView>(await handler.HandleAsync(who.Actor, ct), null, null)))
            .WithName("listWebhooks").WithSummary("Webhooks within your reach, with what waits and what is dead").For(_roles);
        hooks.MapPost("", async (AddWebhook body, AddWebhookHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var made = await handler.HandleAsync(body, who.Actor, ct);
                return TypedResults.Created($"{ApiSetup.Root}/webhooks/{made.Id}", made);
            })
            .WithName("addWebhook").WithSummary("Let an address hear of events; the answer holds the secret, once").For(_roles).NeedsStepUp();
        hooks.MapPut("/{id}", async (WebhookId id, ChangeWebhook body, ChangeWebhookHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(id, body, who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("changeWebhook").WithSummary("Another address, other events, a pause or an end of it").For(_roles);
        hooks.MapDelete("/{id}", async (WebhookId id, RemoveWebhookHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(id, who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("removeWebhook").WithSummary("The address hears nothing any more; the record of its deliveries goes").For(_roles);
        hooks.MapPost("/{id}/rotate-secret", async (WebhookId id, RotateWebhookSecretHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(id, who.Actor, ct)))
            .WithName("rotateWebhookSecret").WithSummary("A new secret; for 24 hours the old one signs too").For(_roles).NeedsStepUp();
        hooks.MapPost("/{id}/test", async (WebhookId id, TestWebhookHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(id, who.Actor, ct);
                return TypedResults.Accepted((string?)null);
            })
            .WithName("testWebhook").WithSummary("Send it an event of no meaning, webhook.test").For(_roles);
        hooks.MapPost("/{id}/replay", async (WebhookId id, Replay body, ReplayHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(id, body, who.Actor, ct)))
            .WithName("replayWebhook").WithSummary("Send again: one delivery, everything since an instant, or with neither all that are dead").For(_roles);
        hooks.MapGet("/{id}/deliveries", async (WebhookId id, Word<DeliveryState>? state, string? type, DeliveryId? cursor, int? limit, ListDeliveriesHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var page = await handler.HandleAsync(new ListDeliveries(id, state?.Value, type, cursor, limit ?? 50), who.Actor, ct);
                return TypedResults.Ok(new Page<DeliveryView>(page.Deliveries, page.Next?.ToString(), null));
            })
            .WithName("listDeliveries").WithSummary("Deliveries of a webhook, the newest first").For(_roles);
    }
}
