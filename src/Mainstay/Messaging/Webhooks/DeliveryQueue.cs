using Mainstay.Common;
using Mainstay.Messaging.Contracts;
using Mainstay.Messaging.Outbox;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Webhooks;

/// <summary>A delivery in hand, with what it carries.</summary>
internal sealed record Claimed(DeliveryId Id, int Attempts, OutEvent Event);

/// <summary>A webhook's deliveries in hand for a while: where they go, and what they are signed with.</summary>
internal sealed record Claim(Guid Token, DateTimeOffset Until, string Url, IReadOnlyList<byte[]> Secrets, IReadOnlyList<Claimed> Deliveries);

/// <summary>How an attempt went.</summary>
internal sealed record Attempted(Guid Token, Claimed Delivery, Answer Answer);

/// <summary>
/// Takes deliveries that are due and writes down how they went. Of a case and webhook only the earliest that waits is ever taken,
/// so order is kept however many workers there are; what a worker that froze held falls back when its time is over, and what it
/// says afterwards is not heard.
/// </summary>
internal sealed class DeliveryQueue(Database database, ISeal seal, IdSource ids, TimeProvider clock)
{
    /// <summary>Long enough to send what is taken at once, even when each waits for the receiver's whole time.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <returns>Webhooks that have something due.</returns>
    public async Task<List<WebhookId>> DueAsync(CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var now = clock.Now();
        return await db.Set<Webhook>().Where(hook => hook.State == WebhookState.Active
            && db.Set<Delivery>().Any(row => row.Webhook == hook.Id && row.State == DeliveryState.Waiting && row.NextAt <= now))
            .Select(hook => hook.Id).ToListAsync(ct);
    }

    /// <returns>Null: nothing is due, or the webhook does not hear at present.</returns>
    public async Task<Claim?> ClaimAsync(WebhookId id, int most, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var now = clock.Now();
        if (!await Due(db, id, now).AnyAsync(ct))
        {
            return null;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await OneAtATime.DeliveriesAsync(db, ct);
        var hook = await db.Set<Webhook>().AsNoTracking().SingleOrDefaultAsync(hook => hook.Id == id && hook.State == WebhookState.Active, ct);
        var secrets = await db.Set<WebhookSecret>().AsNoTracking().Where(secret => secret.Webhook == id && (secret.ExpiresAt == null || secret.ExpiresAt > now))
            .OrderByDescending(secret => secret.ExpiresAt == null).ThenByDescending(secret => secret.CreatedAt).ToListAsync(ct);
        if (hook is null)
        {
            return null;
        }

        List<byte[]> open = [.. secrets.Select(secret => secret.Open(seal)).OfType<byte[]>()];
        if (open.Count == 0)
        {
            // Brought from a backup, which does not carry secrets: it waits until a person gives the receiver a new one.
            await db.Set<Webhook>().Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(h => h.State, WebhookState.Paused), ct);
            await transaction.CommitAsync(ct);
            return null;
        }

        var rows = await (
            from row in Due(db, id, now).OrderBy(row => row.NextAt).Take(most)
            join happened in db.Set<ToldEvent>() on row.Event equals happened.Id
            select new { row.Id, row.Attempts, Event = happened }).AsNoTracking().ToListAsync(ct);
        var token = ids.Next();
        var until = now + Lease;
        var taken = rows.Select(row => row.Id).ToList();
        await db.Set<Delivery>().Where(row => taken.Contains(row.Id))
            .ExecuteUpdateAsync(row => row.SetProperty(d => d.ClaimedBy, token).SetProperty(d => d.NextAt, until), ct);
        await transaction.CommitAsync(ct);
        return new Claim(token, until, hook.Url, open, [.. rows.Select(row => new Claimed(row.Id, row.Attempts, row.Event.Event))]);
    }

    /// <summary>The earliest that waits of each subject, where its time has come.</summary>
    private static IQueryable<Delivery> Due(MainstayDb db, WebhookId id, DateTimeOffset now) => db.Set<Delivery>()
        .Where(row => row.Webhook == id && row.State == DeliveryState.Waiting && row.NextAt <= now
            && !db.Set<Delivery>().Any(earlier => earlier.Webhook == id && earlier.Subject == row.Subject && earlier.Version < row.Version && earlier.State == DeliveryState.Waiting));

    public async Task WriteAsync(WebhookId id, IReadOnlyList<Attempted> attempts, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.Now();
        foreach (var alike in attempts.Where(a => a.Answer.IsGood).GroupBy(a => (a.Token, a.Answer.Status, a.Delivery.Attempts)))
        {
            var done = alike.Select(a => a.Delivery.Id).ToList();
            await db.Set<Delivery>().Where(row => done.Contains(row.Id) && row.ClaimedBy == alike.Key.Token).ExecuteUpdateAsync(row => row
                .SetProperty(d => d.State, DeliveryState.Delivered).SetProperty(d => d.DoneAt, now).SetProperty(d => d.Attempts, alike.Key.Attempts + 1)
                .SetProperty(d => d.LastStatus, alike.Key.Status).SetProperty(d => d.LastAnswer, (string?)null).SetProperty(d => d.ClaimedBy, (Guid?)null), ct);
        }

        foreach (var failed in attempts.Where(a => !a.Answer.IsGood))
        {
            await WriteFailureAsync(db, id, failed, now, ct);
        }

        if (attempts.Any(a => a.Answer.IsGone))
        {
            await db.Set<Webhook>().Where(row => row.Id == id && row.State == WebhookState.Active)
                .ExecuteUpdateAsync(row => row.SetProperty(h => h.State, WebhookState.Gone).SetProperty(h => h.Version, h => h.Version + 1), ct);
        }

        await transaction.CommitAsync(ct);
    }

    private async Task WriteFailureAsync(MainstayDb db, WebhookId id, Attempted failed, DateTimeOffset now, CancellationToken ct)
    {
        var (delivery, answer) = (failed.Delivery, failed.Answer);
        var attempts = delivery.Attempts + 1;
        var wait = Schedule.After(attempts, Schedule.Luck(ids));
        var next = now + (wait ?? TimeSpan.Zero);
        var isDead = wait is null;
        var written = await db.Set<Delivery>().Where(row => row.Id == delivery.Id && row.ClaimedBy == failed.Token).ExecuteUpdateAsync(row => row
            .SetProperty(d => d.State, isDead ? DeliveryState.Dead : DeliveryState.Waiting).SetProperty(d => d.DoneAt, isDead ? now : null)
            .SetProperty(d => d.Attempts, attempts).SetProperty(d => d.NextAt, next).SetProperty(d => d.ClaimedBy, (Guid?)null)
            .SetProperty(d => d.LastStatus, answer.Status).SetProperty(d => d.LastAnswer, answer.Said), ct);
        if (written > 0 && !isDead)
        {
            // Those behind it cannot go before it: not looked at until then.
            await db.Set<Delivery>().Where(row => row.Webhook == id && row.Subject == delivery.Event.Subject && row.Version > delivery.Event.Version
                && row.State == DeliveryState.Waiting && row.NextAt < next).ExecuteUpdateAsync(row => row.SetProperty(d => d.NextAt, next), ct);
        }
    }
}
