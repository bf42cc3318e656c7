using System.Runtime.CompilerServices;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Contacts;

/// <summary>Customers without a case, a device or a cover for years are forgotten as if they had asked for it.</summary>
internal sealed class CustomerRetention(MainstayDb db, IEnumerable<INeedsCustomers> rooms, IEnumerable<IHoldsPersonalData> holders, TimeProvider clock) : IRetention
{
    private const int AtOnce = 500;

    public string Kind => "customers";

    public string From => "last_dealt_with";

    public int UsualDays => 3 * 365;

    public int LeastDays => 365;

    public async Task<long> DueAsync(DateTimeOffset before, CancellationToken ct)
    {
        var due = 0L;
        await foreach (var part in PartsAsync(before, ct))
        {
            due += part.Count;
        }

        return due;
    }

    public async Task<long> ForgetAsync(DateTimeOffset before, CancellationToken ct)
    {
        var forgotten = 0L;
        await foreach (var part in PartsAsync(before, ct))
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            foreach (var customer in await db.Set<Customer>().Where(row => part.Contains(row.Id) && row.ErasedAt == null).ToListAsync(ct))
            {
                await EraseCustomerHandler.ApplyAsync(db, holders, customer, clock.Now(), ct);
                forgotten++;
            }

            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        return forgotten;
    }

    /// <summary>Ids first, at once: other questions are asked between.</summary>
    private async IAsyncEnumerable<IReadOnlyCollection<CustomerId>> PartsAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken ct)
    {
        var old = await db.Set<Customer>().Where(row => row.CreatedAt < before && row.ErasedAt == null).Select(row => row.Id).ToListAsync(ct);
        foreach (var part in old.Chunk(AtOnce))
        {
            var free = part.ToHashSet();
            foreach (var room in rooms)
            {
                free.ExceptWith(free.Count == 0 ? [] : await room.NeededAsync([.. free], before, ct));
            }

            if (free.Count > 0)
            {
                yield return free;
            }
        }
    }
}
