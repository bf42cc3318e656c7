using Mainstay.Common;
using Mainstay.Messaging.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Webhooks;

/// <summary>Makes a delivery of each event for each webhook that wants to hear it.</summary>
internal sealed class FanOut(MainstayDb db, ISites sites, IdSource ids, TimeProvider clock) : IConsumeEvents
{
    public async Task ConsumeAsync(IReadOnlyList<OutEvent> events, CancellationToken ct)
    {
        var hooks = await db.Set<Webhook>().AsNoTracking().Where(hook => hook.State == WebhookState.Active).ToListAsync(ct);
        if (hooks.Count > 0)
        {
            await AddAsync(hooks, events, ct);
        }
    }

    /// <summary>What a webhook already has a delivery of is left as it is.</summary>
    public async Task<int> AddAsync(IReadOnlyList<Webhook> hooks, IReadOnlyList<OutEvent> events, CancellationToken ct)
    {
        var operators = (await sites.AllAsync(ct)).ToDictionary(site => site.Id, site => site.Ref.Operator);
        var wanted = (
            from happened in events
            let operatorOf = happened.Site is { } site && operators.TryGetValue(site, out var found) ? found : (OrganisationId?)null
            from hook in hooks
            where hook.Hears(happened, operatorOf)
            select (Hook: hook.Id, Event: happened)).ToList();
        if (wanted.Count == 0)
        {
            return 0;
        }

        var known = new HashSet<(WebhookId, Guid)>();
        foreach (var chunk in wanted.Select(pair => pair.Event.Id).Distinct().Chunk(500))
        {
            foreach (var had in await db.Set<Delivery>().Where(row => chunk.Contains(row.Event)).Select(row => new { row.Webhook, row.Event }).ToListAsync(ct))
            {
                known.Add((had.Webhook, had.Event));
            }
        }

        var now = clock.Now();
        return (int)await Bulk.InsertAsync(db, wanted.Where(pair => !known.Contains((pair.Hook, pair.Event.Id))).Select(pair => new Delivery
        {
            Id = ids.Next<DeliveryId>(),
            Webhook = pair.Hook,
            Event = pair.Event.Id,
            Subject = pair.Event.Subject,
            Version = pair.Event.Version,
            Type = pair.Event.Type,
            NextAt = now,
            CreatedAt = now,
        }), ct);
    }
}
