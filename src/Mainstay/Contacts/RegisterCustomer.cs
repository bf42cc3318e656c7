using Mainstay.Access.Contracts;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Contacts;

/// <summary>A customer by name and phone. Who is in the books with both already is found again rather than doubled.</summary>
public sealed record RegisterCustomer(NewCustomer Facts, string? Place = null);

/// <param name="IsNew">False: he was in the books, and nothing was changed.</param>
public sealed record CustomerRegistered(CustomerId Id, int Version, bool IsNew);

public sealed class RegisterCustomerHandler(MainstayDb db, ICustomers customers, IAudit audit)
{
    public async Task<CustomerRegistered> HandleAsync(RegisterCustomer request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.FrontDesk, Role.CentreManager, Role.Agent, Role.Integrator);
        var id = await customers.RegisterAsync(request.Facts, ct);
        var added = db.Set<Customer>().Local.FirstOrDefault(row => row.Id == id);
        if (added is null || db.Entry(added).State != EntityState.Added)
        {
            return new CustomerRegistered(id, await db.Set<Customer>().Where(row => row.Id == id).Select(row => row.Version).SingleAsync(ct), false);
        }

        added.Settle(request.Place);
        audit.Changed(actor, "customer.register", $"customer:{id}", null);
        await db.SaveChangesAsync(ct);
        return new CustomerRegistered(id, added.Version, true);
    }
}
