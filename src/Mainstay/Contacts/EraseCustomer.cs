using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Contacts.Keys;
using Mainstay.Messaging.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Contacts;

/// <summary>Forgets what is personal about a customer at his wish; his cases keep his id. Asked twice it is done once.</summary>
public sealed record EraseCustomer(CustomerId Customer);

public sealed class EraseCustomerHandler(
    MainstayDb db, IEnumerable<IHoldsPersonalData> holders, ViewCustomerHandler view, INotices notices, IAudit audit, TimeProvider clock)
{
    public async Task HandleAsync(EraseCustomer request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.HeadOfService, Role.Administrator);
        await view.DemandAsync(request.Customer, null, actor, ct);
        var customer = await db.Set<Customer>().FirstOrDefaultAsync(row => row.Id == request.Customer, ct)
            ?? throw new RefusedException("customer-not-found", "There is no such customer.");
        if (customer.ErasedAt is not null)
        {
            return;
        }

        foreach (var holder in holders)
        {
            if (await holder.StillNeededAsync(customer.Id, ct) is { } reason)
            {
                throw new RefusedException("customer-needed-still", reason);
            }
        }

        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        var farewell = new Notice($"customer:{customer.Id}/erased", NoticeTemplates.DataErased, customer.Id, new Dictionary<string, string>(), $"customer:{customer.Id}")
        {
            Phone = customer.Phone,
            Email = customer.Email,
            OnlyTheseAddresses = true,
            Language = customer.Language,
        };
        await ApplyAsync(db, holders, customer, clock.Now(), ct);
        await notices.QueueAsync(farewell, ct); // Afterwards, or it would be forgotten with the rest; its address goes once it is sent.
        audit.Changed(actor, "customer.erase", $"customer:{customer.Id}", null);
        await db.SaveChangesAsync(ct);
        if (own is not null)
        {
            await own.CommitAsync(ct);
        }
    }

    internal static async Task ApplyAsync(MainstayDb db, IEnumerable<IHoldsPersonalData> holders, Customer customer, DateTimeOffset at, CancellationToken ct)
    {
        customer.Erase(at);
        await db.Set<PersonKey>().Where(key => key.Customer == customer.Id).ExecuteDeleteAsync(ct); // What old copies hold of his opens no more.
        foreach (var holder in holders)
        {
            await holder.ForgetAsync(customer.Id, ct);
        }
    }
}
