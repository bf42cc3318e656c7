using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Messaging.Contracts;
using Mainstay.Messaging.Outbox;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Webhooks;

/// <summary>Sends again, with the same id, so that a receiver that has it already can tell: one delivery, all dead ones, or all since an instant.</summary>
/// <param name="Delivery">Only this one, delivered or dead.</param>
/// <param name="Since">Everything told since then, also what it was not subscribed to or stopped for; at most 30 days back.</param>
public sealed record Replay(DeliveryId? Delivery = null, DateTimeOffset? Since = null);

/// <param name="Deliveries">How many will be sent.</param>
public sealed record Replayed(int Deliveries);

public sealed class ReplayHandler(MainstayDb db, WebhookRecords records, IEnumerable<IConsumeEvents> consumers, TimeProvider clock)
{
    private const int AtOnce = 2_000;

    public async Task<Replayed> HandleAsync(WebhookId id, Replay request, Actor actor, CancellationToken ct)
    {
        var hook = await records.GetAsync(id, actor, ct);
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await OneAtATime.RelayAsync(db, ct); // The relay makes no deliveries of the same events meanwhile.
        var mine = db.Set<Delivery>().Where(row => row.Webhook == id);
        var count = request switch
        {
            { Delivery: { } one } => await SendAgainAsync(mine.Where(row => row.Id == one && row.State != DeliveryState.Waiting), ct) is > 0 and var found
                ? found
                : throw new RefusedException("delivery-not-found", "There is no such delivery, or it is on its way already."),
            { Since: { } since } => await SinceAsync(hook, since, mine, ct),
            _ => await SendAgainAsync(mine.Where(row => row.State == DeliveryState.Dead), ct),
        };
        await records.CommitAsync(actor, "webhook.replay", hook, ct);
        if (own is not null)
        {
            await own.CommitAsync(ct);
        }

        return new Replayed(count);
    }

    private Task<int> SendAgainAsync(IQueryable<Delivery> deliveries, CancellationToken ct)
    {
        var now = clock.Now();
        return deliveries.ExecuteUpdateAsync(row => row.SetProperty(d => d.State, DeliveryState.Waiting).SetProperty(d => d.Attempts, 0)
            .SetProperty(d => d.NextAt, now).SetProperty(d => d.ClaimedBy, (Guid?)null).SetProperty(d => d.DoneAt, (DateTimeOffset?)null), ct);
    }

    private async Task<int> SinceAsync(Webhook hook, DateTimeOffset since, IQueryable<Delivery> mine, CancellationToken ct)
    {
        var from = since.ToUniversalTime();
        var told = db.Set<ToldEvent>().AsNoTracking().Where(e => e.ToldAt >= from);
        var again = await SendAgainAsync(mine.Where(row => row.State != DeliveryState.Waiting && told.Any(e => e.Id == row.Event)), ct);
        var fanOut = consumers.OfType<FanOut>().Single();
        var missing = told.Where(e => !mine.Any(row => row.Event == e.Id));
        Guid? last = null;
        while (true)
        {
            var after = last;
            var page = await (after is null ? missing : missing.Where(e => e.Id.CompareTo(after.Value) > 0)).OrderBy(e => e.Id).Take(AtOnce).ToListAsync(ct);
            again += await fanOut.AddAsync([hook], [.. page.Select(e => e.Event)], ct);
            if (page.Count < AtOnce)
            {
                return again;
            }

            last = page[^1].Id;
        }
    }
}
