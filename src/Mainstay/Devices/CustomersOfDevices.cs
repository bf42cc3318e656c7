using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>Who came to have a device not long ago, or has one that a cover still protects, is needed.</summary>
internal sealed class CustomersOfDevices(MainstayDb db) : INeedsCustomers
{
    public async Task<IReadOnlyCollection<CustomerId>> NeededAsync(IReadOnlyCollection<CustomerId> of, DateTimeOffset since, CancellationToken ct)
    {
        var day = DateOnly.FromDateTime(since.UtcDateTime);
        var covers = db.Set<Cover>();
        return await db.Set<Ownership>()
            .Where(row => of.Contains(row.Customer) && (row.Since >= day || (row.Until == null && covers.Any(cover => cover.Root == row.Root && cover.EndsOn >= day))))
            .Select(row => row.Customer).Distinct().ToListAsync(ct);
    }
}
