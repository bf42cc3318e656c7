using Mainstay.Common;
using Mainstay.Messaging.Outbox;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Webhooks;

/// <summary>Lets go of told events and their deliveries when they can no longer be asked for, and of secrets that have ended.</summary>
public sealed class EventsSweep(Database database, TimeProvider clock)
{
    private const int AtOnce = 2_000;

    /// <returns>How many rows went.</returns>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var now = clock.Now();
        var end = now - ToldEvent.Kept;
        var gone = await db.Set<WebhookSecret>().Where(secret => secret.ExpiresAt != null && secret.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        gone += await EachAsync(() => db.Set<Delivery>().Where(row => row.CreatedAt < end && (row.State != DeliveryState.Waiting || row.NextAt < end)).Take(AtOnce).ExecuteDeleteAsync(ct));
        gone += await EachAsync(() => db.Set<ToldEvent>().Where(e => e.ToldAt < end && !db.Set<Delivery>().Any(row => row.Event == e.Id) && !db.Set<SetAside>().Any(row => row.Event == e.Id)).Take(AtOnce).ExecuteDeleteAsync(ct));
        return gone;
    }

    /// <summary>A little at a time, so that nobody waits for it.</summary>
    private static async Task<int> EachAsync(Func<Task<int>> delete)
    {
        var total = 0;
        int gone;
        do
        {
            gone = await delete();
            total += gone;
        }
        while (gone == AtOnce);
        return total;
    }
}
