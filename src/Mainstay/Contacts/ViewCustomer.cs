using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Contacts;

/// <summary>
/// A customer, whole. He is seen by agents of a call centre or of everywhere, and by heads of service and administrators of everywhere; by others where something of his is or was within their reach; and at any
/// counter by whoever names him exactly: the whole phone number or e-mail address that he gave, which is what a customer standing there says. To
/// everybody else he does not exist.
/// </summary>
/// <param name="Term">What the customer said of himself.</param>
public sealed record ViewCustomer(CustomerId Customer, string? Term = null);

public sealed class ViewCustomerHandler(MainstayDb db, ICustomers customers, ISites sites, IEnumerable<IReachesCustomers> rooms, IAudit audit)
{
    public async Task<CustomerInfo> HandleAsync(ViewCustomer request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.FrontDesk, Role.CentreManager, Role.Agent, Role.HeadOfService, Role.Administrator);
        await DemandAsync(request.Customer, request.Term, actor, ct);
        var found = await customers.FindAsync(request.Customer, ct) ?? throw NotFound();
        await audit.ReadAsync(actor, "customer.view", $"customer:{request.Customer}", null, ct);
        return found;
    }

    /// <exception cref="RefusedException">customer-not-found: there is none, or none for this asker.</exception>
    internal async Task DemandAsync(CustomerId customer, string? term, Actor actor, CancellationToken ct)
    {
        foreach (var grant in actor.Grants.Where(grant => grant.Role is Role.Agent or Role.HeadOfService or Role.Administrator))
        {
            var isEverywhere = grant is { Site: null, Organisation: null };
            if (isEverywhere || (grant is { Role: Role.Agent, Site: { } site } && (await sites.GetAsync(site, ct)).Ref.Kind == SiteKind.CallCentre))
            {
                return;
            }
        }

        foreach (var room in rooms)
        {
            if (await room.ReachesAsync(customer, actor, ct))
            {
                return;
            }
        }

        if (!actor.Holds(Role.FrontDesk, Role.CentreManager) || string.IsNullOrWhiteSpace(term) || !await IsNamedAsync(customer, term.Trim(), ct))
        {
            throw NotFound();
        }
    }

    private async Task<bool> IsNamedAsync(CustomerId customer, string term, CancellationToken ct)
    {
        var his = await db.Set<Customer>().AsNoTracking().Where(row => row.Id == customer && row.ErasedAt == null).Select(row => new { row.Phone, row.Email }).SingleOrDefaultAsync(ct);
        return his is not null
            && ((his.Phone is not null && Phone.TryNormalise(term, out var phone) && phone == his.Phone)
                || (his.Email is not null && string.Equals(his.Email, term, StringComparison.OrdinalIgnoreCase)));
    }

    private static RefusedException NotFound() => new("customer-not-found", "There is no such customer.");
}
