using Mainstay.Messaging.Outbox;
using Mainstay.Messaging.Webhooks;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Checks;

/// <summary>A delivery carries the event it names, is done when it says so, and is not called dead before its last attempt.</summary>
internal sealed class DeliveriesCheck : ICheck
{
    public string Name => "messaging.deliveries";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var wrong = await (
            from row in db.Set<Delivery>()
            join found in db.Set<ToldEvent>() on row.Event equals found.Id into of
            from told in of.DefaultIfEmpty()
            where told == null || told.Subject != row.Subject || told.Version != row.Version || told.Type != row.Type
                || (row.State == DeliveryState.Waiting) != (row.DoneAt == null)
                || (row.State == DeliveryState.Delivered && row.Attempts == 0)
                || (row.State == DeliveryState.Dead && row.Attempts < Schedule.MostAttempts)
            select new { row.Id, row.Subject, row.State }).Take(100).ToListAsync(ct);
        return new CheckResult(
            await db.Set<Delivery>().LongCountAsync(ct),
            [.. wrong.Select(row => $"The delivery {row.Id} of {row.Subject} is {row.State}, which does not fit its event, attempts or end.")]);
    }
}
