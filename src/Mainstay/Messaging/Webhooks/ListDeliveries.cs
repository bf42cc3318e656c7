using Mainstay.Access.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Webhooks;

/// <param name="Type">An exact type.</param>
/// <param name="Before">The id of the last one of the page before.</param>
public sealed record ListDeliveries(WebhookId Webhook, DeliveryState? State = null, string? Type = null, DeliveryId? Before = null, int Limit = 50);

/// <param name="NextAt">When it is tried again; null when it is done.</param>
public sealed record DeliveryView(
    DeliveryId Id, Guid Event, string Type, string Subject, int Version, DeliveryState State, int Attempts, DateTimeOffset? NextAt,
    int? LastStatus, string? LastAnswer, DateTimeOffset CreatedAt, DateTimeOffset? DoneAt);

public sealed record DeliveryPage(IReadOnlyList<DeliveryView> Deliveries, DeliveryId? Next);

public sealed class ListDeliveriesHandler(MainstayDb db, WebhookRecords records)
{
    private const int MostAtOnce = 200;

    public async Task<DeliveryPage> HandleAsync(ListDeliveries request, Actor actor, CancellationToken ct)
    {
        await records.GetAsync(request.Webhook, actor, ct);
        var rows = db.Set<Delivery>().AsNoTracking().Where(row => row.Webhook == request.Webhook);
        if (request.State is { } state)
        {
            rows = rows.Where(row => row.State == state);
        }

        if (request.Type?.Trim() is { Length: > 0 } type)
        {
            rows = rows.Where(row => row.Type == type);
        }

        if (request.Before is { } before)
        {
            rows = rows.Where(row => row.Id.CompareTo(before) < 0);
        }

        var limit = Math.Clamp(request.Limit, 1, MostAtOnce);
        var found = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(ct);
        List<DeliveryView> page = [.. found.Take(limit).Select(row => new DeliveryView(
            row.Id, row.Event, row.Type, row.Subject, row.Version, row.State, row.Attempts, row.State == DeliveryState.Waiting ? row.NextAt : null,
            row.LastStatus, row.LastAnswer, row.CreatedAt, row.DoneAt))];
        return new DeliveryPage(page, found.Count > limit ? page[^1].Id : null);
    }
}
