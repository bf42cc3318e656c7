using System.Text.Json;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Messaging.Contracts;

namespace Mainstay.Messaging.Webhooks;

/// <summary>Sends an event of no meaning (<c>webhook.test</c>) the way all others go.</summary>
public sealed class TestWebhookHandler(WebhookRecords records, IOutbox outbox, IdSource ids, TimeProvider clock)
{
    public const string Type = "webhook.test";

    public async Task HandleAsync(WebhookId id, Actor actor, CancellationToken ct)
    {
        var hook = await records.GetAsync(id, actor, ct);
        if (hook.State != WebhookState.Active)
        {
            throw new RefusedException("webhook-not-active", "This webhook is stopped. Start it first.");
        }

        outbox.Add(new OutEvent(
            ids.Next(), Type, hook.Subject, hook.Test(), null, clock.Now(), JsonSerializer.Serialize(new { Webhook = id, Sequence = hook.Tests }, JsonText.Snake)));
        await records.CommitAsync(actor, "webhook.test", hook, ct);
    }
}
