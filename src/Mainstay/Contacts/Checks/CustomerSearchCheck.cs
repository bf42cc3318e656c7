using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Contacts.Checks;

/// <summary>Customers are searched by normal name and phone, so the stored ones must be those; of the erased nothing is left.</summary>
internal sealed class CustomerSearchCheck : ICheck
{
    public string Name => "contacts.search_columns";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var rows = 0L;
        var violations = new List<string>();
        await foreach (var customer in db.Set<Customer>().AsNoTracking()
            .Select(row => new { row.Id, row.Name, row.NameSearch, row.Phone, row.Email, row.Place, row.ErasedAt }).AsAsyncEnumerable().WithCancellation(ct))
        {
            rows++;
            var isNormal = customer.NameSearch == Searchable.Name(customer.Name)
                && (customer.Phone is null || (Phone.TryNormalise(customer.Phone, out var phone) && phone == customer.Phone));
            var isErased = customer.ErasedAt is null || (customer.Name.Length == 0 && customer.Phone is null && customer.Email is null && customer.Place is null);
            if (violations.Count < 100 && !(isNormal && isErased))
            {
                violations.Add(isErased
                    ? $"Customer {customer.Id} is not found by name or phone: the stored form is not the normal one."
                    : $"Customer {customer.Id} was erased, and something of him is still there.");
            }
        }

        return new CheckResult(rows, violations);
    }
}
