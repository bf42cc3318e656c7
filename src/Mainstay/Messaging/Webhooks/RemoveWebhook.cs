using Mainstay.Access.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Webhooks;

/// <summary>The address hears nothing any more, and the record of its deliveries goes with it; the audit keeps that it was there.</summary>
public sealed class RemoveWebhookHandler(MainstayDb db, WebhookRecords records)
{
    public async Task HandleAsync(WebhookId id, Actor actor, CancellationToken ct)
    {
        var hook = await records.GetAsync(id, actor, ct);
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await OneAtATime.RelayAsync(db, ct); // No delivery is made for it meanwhile.
        await db.Set<Delivery>().Where(row => row.Webhook == id).ExecuteDeleteAsync(ct);
        await db.Set<WebhookSecret>().Where(row => row.Webhook == id).ExecuteDeleteAsync(ct);
        db.Remove(hook);
        await records.CommitAsync(actor, "webhook.remove", hook, ct);
        if (own is not null)
        {
            await own.CommitAsync(ct);
        }
    }
}
