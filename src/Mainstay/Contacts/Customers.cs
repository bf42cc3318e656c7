using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Contacts;

internal sealed class Customers(MainstayDb db, IdSource ids, TimeProvider clock) : ICustomers
{
    public Task<CustomerInfo?> FindAsync(CustomerId customer, CancellationToken ct) =>
        Infos(db.Set<Customer>().Where(row => row.Id == customer)).FirstOrDefaultAsync(ct);

    public async Task<IReadOnlyDictionary<CustomerId, CustomerInfo>> FindManyAsync(IReadOnlyCollection<CustomerId> customers, CancellationToken ct) =>
        customers.Count == 0
            ? new Dictionary<CustomerId, CustomerInfo>()
            : await Infos(db.Set<Customer>().Where(row => customers.Contains(row.Id))).ToDictionaryAsync(info => info.Id, ct);

    public async Task<IReadOnlyList<CustomerInfo>> SearchAsync(string text, int limit, CancellationToken ct) =>
        Phone.TryNormalise(text, out var phone)
            ? await Infos(ByPhone(phone)).Take(limit).ToListAsync(ct)
            : Searchable.Name(text) is { Length: > 0 } prefix ? await Infos(ByNamePrefix(prefix)).Take(limit).ToListAsync(ct) : [];

    public async Task<CustomerId> RegisterAsync(NewCustomer customer, CancellationToken ct)
    {
        if (await KnownAsync(customer, ct) is { } known)
        {
            return known;
        }

        return db.Add(Customer.Register(ids.Next<CustomerId>(), customer, clock.Now())).Entity.Id;
    }

    public async Task<CustomerId> RegisterAsync(NewCustomer customer, WriteBatch batch, CancellationToken ct)
    {
        if (await KnownAsync(customer, ct) is { } known)
        {
            return known;
        }

        var registered = Customer.Register(ids.Next<CustomerId>(), customer, clock.Now());
        batch.Insert(registered);
        return registered.Id;
    }

    public async Task<bool> SpeakAsync(CustomerId customer, string language, CancellationToken ct) =>
        await db.Set<Customer>().FirstOrDefaultAsync(row => row.Id == customer, ct) is { } found && found.Speak(language);

    public async Task<IReadOnlyList<CustomerId>> WantAsync(string phone, ContactChannel channel, bool wants, CancellationToken ct)
    {
        var changed = new List<CustomerId>();
        foreach (var customer in await ByPhone(phone).ToListAsync(ct))
        {
            if (customer.Want(channel, wants))
            {
                changed.Add(customer.Id);
            }
        }

        return changed;
    }

    internal IQueryable<Customer> ByPhone(string phone) =>
        db.Set<Customer>().Where(row => row.Phone == phone).OrderBy(row => row.Id);

    internal IQueryable<Customer> ByNamePrefix(string prefix) =>
        db.Set<Customer>().WhereBegins(row => row.NameSearch, prefix).OrderBy(row => row.NameSearch);

    /// <summary>A family shares a phone, so the name counts too. Without a phone nobody can be recognised.</summary>
    private async Task<CustomerId?> KnownAsync(NewCustomer customer, CancellationToken ct)
    {
        if (Customer.NormalPhone(customer.Phone) is not { } phone)
        {
            return null;
        }

        var name = Searchable.Name(customer.Name);
        var found = await db.Set<Customer>().Where(row => row.Phone == phone && row.NameSearch == name)
            .OrderBy(row => row.Id).Select(row => (CustomerId?)row.Id).FirstOrDefaultAsync(ct);
        return found ?? db.Set<Customer>().Local.FirstOrDefault(row => row.Phone == phone && row.NameSearch == name)?.Id;
    }

    private static IQueryable<CustomerInfo> Infos(IQueryable<Customer> rows) =>
        rows.Select(row => new CustomerInfo(row.Id, row.Name, row.Phone, row.Email, row.Language, row.Place, row.Version)
        {
            Preferred = row.Preferred,
            Unwanted = Customer.UnwantedOf(row.NoSms, row.NoMail, row.NoMessenger),
        });
}
