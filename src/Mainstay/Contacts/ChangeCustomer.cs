using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Contacts;

/// <summary>Corrects a customer's name, phone, address or language.</summary>
/// <param name="Term">What he said of himself, where nothing of his is within reach (<see cref="ViewCustomer"/>).</param>
/// <param name="Version">As it was shown; null when nobody looked at it before.</param>
public sealed record ChangeCustomer(CustomerId Customer, NewCustomer Facts, string? Place, int? Version, string? Term = null);

public sealed class ChangeCustomerHandler(MainstayDb db, ViewCustomerHandler view, INotices notices, IAudit audit)
{
    public async Task HandleAsync(ChangeCustomer request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.FrontDesk, Role.CentreManager, Role.Agent, Role.HeadOfService);
        await view.DemandAsync(request.Customer, request.Term, actor, ct);
        var customer = await db.Set<Customer>().FirstOrDefaultAsync(row => row.Id == request.Customer, ct)
            ?? throw new RefusedException("customer-not-found", "There is no such customer.");
        if (request.Version is { } version && version != customer.Version)
        {
            throw new RefusedException("stale", "Somebody else changed this meanwhile; look at it again.");
        }

        var (phone, email) = (customer.Phone, customer.Email);
        customer.Change(request.Facts, request.Place);
        await AddressAlert.TellFormerAsync(notices, customer, phone, email, ct);
        audit.Changed(actor, "customer.change", $"customer:{customer.Id}", null);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RefusedException("stale", "Somebody else changed this meanwhile; look at it again.");
        }
    }
}
