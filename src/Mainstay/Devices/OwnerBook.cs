using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

internal sealed class OwnerBook(MainstayDb db, IdSource ids) : IOwners
{
    public async Task<OwnerInfo?> PresentAsync(DeviceId root, CancellationToken ct) =>
        (await db.Set<Ownership>().AsNoTracking().FirstOrDefaultAsync(o => o.Root == root && o.Until == null, ct))?.ToInfo();

    public async Task<IReadOnlyList<OwnerInfo>> HistoryAsync(DeviceId root, CancellationToken ct) =>
        [.. (await db.Set<Ownership>().AsNoTracking().Where(o => o.Root == root).OrderBy(o => o.Since).ThenBy(o => o.Id).ToListAsync(ct)).Select(o => o.ToInfo())];

    public async Task<IReadOnlyList<DeviceId>> DevicesOfAsync(CustomerId customer, CancellationToken ct) =>
        await db.Set<Ownership>().Where(o => o.Customer == customer && o.Until == null).Select(o => o.Root).Distinct().ToListAsync(ct);

    public async Task RecordAsync(DeviceId root, CustomerId customer, DateOnly from, CancellationToken ct)
    {
        var present = db.Set<Ownership>().Local.FirstOrDefault(o => o.Root == root && o.Until == null)
            ?? await db.Set<Ownership>().FirstOrDefaultAsync(o => o.Root == root && o.Until == null, ct);
        if (present?.Customer == customer)
        {
            return;
        }

        End(present, from);
        db.Add(New(root, customer, from));
    }

    public async Task RecordAsync(WriteBatch batch, DeviceId root, OwnerInfo? present, CustomerId customer, DateOnly from, CancellationToken ct)
    {
        if (present?.Customer == customer)
        {
            return;
        }

        if (present is not null)
        {
            End(await db.Set<Ownership>().FirstOrDefaultAsync(o => o.Root == root && o.Until == null, ct), from);
        }

        batch.Insert(New(root, customer, from));
    }

    /// <summary>Recorded later than it happened: the former owner's time never ends before it began.</summary>
    private static void End(Ownership? present, DateOnly from)
    {
        if (present is not null)
        {
            present.Until = from > present.Since ? from : present.Since;
        }
    }

    private Ownership New(DeviceId root, CustomerId customer, DateOnly from) =>
        new() { Id = ids.Next<OwnershipId>(), Root = root, Customer = customer, Since = from };
}
