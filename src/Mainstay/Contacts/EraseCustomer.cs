using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Contacts;

/// <summary>Forgets what is personal about a customer at his wish; his cases keep his id. Asked twice it is done once.</summary>
public sealed record EraseCustomer(CustomerId Customer);

public sealed class EraseCustomerHandler(MainstayDb db, IAudit audit, TimeProvider clock)
{
    public async Task HandleAsync(EraseCustomer request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.HeadOfService, Role.Administrator);
        var customer = await db.Set<Customer>().FirstOrDefaultAsync(row => row.Id == request.Customer, ct)
            ?? throw new RefusedException("customer-not-found", "There is no such customer.");
        if (customer.ErasedAt is null)
        {
            customer.Erase(clock.Now());
            audit.Changed(actor, "customer.erase", $"customer:{customer.Id}", null);
            await db.SaveChangesAsync(ct);
        }
    }
}
