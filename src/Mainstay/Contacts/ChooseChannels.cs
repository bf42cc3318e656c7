using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Contacts;

/// <summary>How a customer wants to be written to, and how not.</summary>
/// <param name="Preferred">Null: as is usual, by text.</param>
/// <param name="Unwanted">Channels nothing but security alerts may use.</param>
/// <param name="Term">What he said of himself, where nothing of his is within reach (<see cref="ViewCustomer"/>).</param>
/// <param name="Version">As it was shown; null when nobody looked at it before.</param>
public sealed record ChooseChannels(CustomerId Customer, ContactChannel? Preferred, IReadOnlyList<ContactChannel> Unwanted, int? Version, string? Term = null);

public sealed class ChooseChannelsHandler(MainstayDb db, ViewCustomerHandler view, IAudit audit)
{
    public async Task HandleAsync(ChooseChannels request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.FrontDesk, Role.CentreManager, Role.Agent, Role.HeadOfService);
        await view.DemandAsync(request.Customer, request.Term, actor, ct);
        var customer = await db.Set<Customer>().FirstOrDefaultAsync(row => row.Id == request.Customer, ct)
            ?? throw new RefusedException("customer-not-found", "There is no such customer.");
        if (request.Version is { } version && version != customer.Version)
        {
            throw new RefusedException("stale", "Somebody else changed this meanwhile; look at it again.");
        }

        customer.Choose(request.Preferred, request.Unwanted);
        audit.Changed(actor, "customer.choose_channels", $"customer:{customer.Id}", null);
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
