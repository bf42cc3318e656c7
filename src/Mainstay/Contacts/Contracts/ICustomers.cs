using Mainstay.Storage;

namespace Mainstay.Contacts.Contracts;

/// <summary>Personal data; whoever shows it to staff logs the read (<see cref="Access.Contracts.IAudit.ReadAsync"/>).</summary>
public sealed record CustomerInfo(CustomerId Id, string Name, string? Phone, string? Email, string Language, string? Place = null, int Version = 0)
{
    /// <summary>How he likes to be written to; null: as is usual.</summary>
    public ContactChannel? Preferred { get; init; }

    /// <summary>How he does not want to be written to.</summary>
    public IReadOnlyList<ContactChannel> Unwanted { get; init; } = [];
}

/// <param name="Phone">E.164 after normalising, such as +919812345678.</param>
/// <param name="Language">BCP 47, such as en or hi: the language he wants to be written to in.</param>
public sealed record NewCustomer(string Name, string? Phone, string? Email, string Language);

public interface ICustomers
{
    Task<CustomerInfo?> FindAsync(CustomerId customer, CancellationToken ct);

    Task<IReadOnlyDictionary<CustomerId, CustomerInfo>> FindManyAsync(IReadOnlyCollection<CustomerId> customers, CancellationToken ct);

    /// <summary>By phone (exact, normalised) or by the beginning of a name; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<CustomerInfo>> SearchAsync(string text, int limit, CancellationToken ct);

    /// <summary>The customer with this phone and name, or a new one added to the caller's unit of work (not yet saved).</summary>
    Task<CustomerId> RegisterAsync(NewCustomer customer, CancellationToken ct);

    /// <summary>The same for a verb that writes by batch: a new customer joins it, before the rows that name him.</summary>
    Task<CustomerId> RegisterAsync(NewCustomer customer, WriteBatch batch, CancellationToken ct);

    /// <summary>The language he is written to in from now on; in the caller's unit of work, not yet saved.</summary>
    /// <returns>False when it is that already, or he was erased.</returns>
    Task<bool> SpeakAsync(CustomerId customer, string language, CancellationToken ct);

    /// <summary>Whoever is reached at this number wants to be written to this way, or does not; in the caller's unit of work, not yet saved.</summary>
    /// <returns>Those for whom that is new.</returns>
    Task<IReadOnlyList<CustomerId>> WantAsync(string phone, ContactChannel channel, bool wants, CancellationToken ct);
}
