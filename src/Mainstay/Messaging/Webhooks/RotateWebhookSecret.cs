using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Messaging.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Webhooks;

/// <summary>A new secret. The former one signs beside it for a day, so that the receiver may change over at leisure; any older one ends now.</summary>
public sealed class RotateWebhookSecretHandler(MainstayDb db, WebhookRecords records, ISeal seal, IdSource ids, TimeProvider clock)
{
    public async Task<WebhookMade> HandleAsync(WebhookId id, Actor actor, CancellationToken ct)
    {
        var hook = await records.GetAsync(id, actor, ct);
        var now = clock.Now();
        foreach (var old in await db.Set<WebhookSecret>().Where(secret => secret.Webhook == id).ToListAsync(ct))
        {
            if (old.ExpiresAt is null)
            {
                old.ExpiresAt = now + WebhookSecret.Overlap;
            }
            else
            {
                db.Remove(old);
            }
        }

        var (row, text) = WebhookSecret.Make(ids.Next(), id, seal, now);
        db.Add(row);
        await records.CommitAsync(actor, "webhook.rotate_secret", hook, ct);
        return new WebhookMade(id, text);
    }
}
