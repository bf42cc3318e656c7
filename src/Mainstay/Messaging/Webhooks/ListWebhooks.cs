using Mainstay.Access.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Webhooks;

/// <param name="Waiting">How many deliveries are on their way or wait.</param>
/// <param name="Dead">How many were given up.</param>
public sealed record WebhookView(
    WebhookId Id, string Url, IReadOnlyList<string> Types, string Description, SiteId? Site, OrganisationId? Organisation, WebhookState State,
    DateTimeOffset CreatedAt, DateTimeOffset? OldSecretUntil, int Waiting, int Dead, DateTimeOffset? LastDeliveredAt);

public sealed class ListWebhooksHandler(MainstayDb db, WebhookRecords records)
{
    public async Task<IReadOnlyList<WebhookView>> HandleAsync(Actor actor, CancellationToken ct)
    {
        var hooks = await records.MineAsync(actor, ct);
        var counts = await db.Set<Delivery>().Where(row => row.State != DeliveryState.Delivered)
            .GroupBy(row => new { row.Webhook, row.State }).Select(of => new { of.Key.Webhook, of.Key.State, Count = of.Count() }).ToListAsync(ct);
        var last = await db.Set<Delivery>().Where(row => row.State == DeliveryState.Delivered)
            .GroupBy(row => row.Webhook).Select(of => new { Webhook = of.Key, At = of.Max(row => row.DoneAt) }).ToListAsync(ct);
        var ending = await db.Set<WebhookSecret>().Where(secret => secret.ExpiresAt != null)
            .GroupBy(secret => secret.Webhook).Select(of => new { Webhook = of.Key, At = of.Max(secret => secret.ExpiresAt) }).ToListAsync(ct);
        return [.. hooks.Select(hook => new WebhookView(
            hook.Id, hook.Url, hook.TypeList, hook.Description, hook.Site, hook.Organisation, hook.State, hook.CreatedAt,
            ending.Find(of => of.Webhook == hook.Id)?.At,
            counts.Find(of => of.Webhook == hook.Id && of.State == DeliveryState.Waiting)?.Count ?? 0,
            counts.Find(of => of.Webhook == hook.Id && of.State == DeliveryState.Dead)?.Count ?? 0,
            last.Find(of => of.Webhook == hook.Id)?.At))];
    }
}
