using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Contacts;

/// <summary>A person who owns devices. All that is personal about him stands in this row, so that it can be erased (law 1).</summary>
public sealed class Customer
{
    private Customer()
    {
    }

    public CustomerId Id { get; private set; }

    public string Name { get; private set; } = "";

    public string NameSearch { get; private set; } = "";

    /// <summary>E.164.</summary>
    public string? Phone { get; private set; }

    public string? Email { get; private set; }

    /// <summary>BCP 47.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>Town or address as he gave it.</summary>
    public string? Place { get; private set; }

    /// <summary>How he likes to be written to; null: as is usual.</summary>
    public ContactChannel? Preferred { get; private set; }

    public bool NoSms { get; private set; }

    public bool NoMail { get; private set; }

    public bool NoMessenger { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ErasedAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<ContactChannel> Unwanted => UnwantedOf(NoSms, NoMail, NoMessenger);

    internal static List<ContactChannel> UnwantedOf(bool noSms, bool noMail, bool noMessenger)
    {
        var unwanted = new List<ContactChannel>();
        if (noSms)
        {
            unwanted.Add(ContactChannel.Sms);
        }

        if (noMail)
        {
            unwanted.Add(ContactChannel.Mail);
        }

        if (noMessenger)
        {
            unwanted.Add(ContactChannel.Messenger);
        }

        return unwanted;
    }

    public static Customer Register(CustomerId id, NewCustomer given, DateTimeOffset now)
    {
        var customer = new Customer { Id = id, CreatedAt = now, Version = 1 };
        customer.Set(given, place: null);
        return customer;
    }

    /// <summary>Where he lives, told with the rest when he is first written down.</summary>
    public void Settle(string? place) => Place = string.IsNullOrWhiteSpace(place) ? null : place.Trim();

    public void Change(NewCustomer given, string? place)
    {
        if (ErasedAt is not null)
        {
            throw new RefusedException("customer-erased", "This customer's data was erased.");
        }

        Set(given, place);
        Version++;
    }

    /// <summary>How he wants to be written to, and how not.</summary>
    public void Choose(ContactChannel? preferred, IReadOnlyCollection<ContactChannel> unwanted)
    {
        if (ErasedAt is not null)
        {
            throw new RefusedException("customer-erased", "This customer's data was erased.");
        }

        if (preferred is { } liked && unwanted.Contains(liked))
        {
            throw new RefusedException("channel-contradiction", "The customer cannot like best the channel he does not want to be written to by.");
        }

        Preferred = preferred;
        NoSms = unwanted.Contains(ContactChannel.Sms);
        NoMail = unwanted.Contains(ContactChannel.Mail);
        NoMessenger = unwanted.Contains(ContactChannel.Messenger);
        Version++;
    }

    /// <returns>Whether that is new.</returns>
    public bool Speak(string language)
    {
        if (ErasedAt is not null || Language == language)
        {
            return false;
        }

        Language = language;
        Version++;
        return true;
    }

    /// <returns>Whether that is new.</returns>
    public bool Want(ContactChannel channel, bool wants)
    {
        var unwanted = Unwanted.ToList();
        if (ErasedAt is not null || unwanted.Contains(channel) != wants)
        {
            return false;
        }

        if (wants)
        {
            unwanted.Remove(channel);
        }
        else
        {
            unwanted.Add(channel);
        }

        Choose(Preferred == channel && !wants ? null : Preferred, unwanted);
        return true;
    }

    /// <summary>Nothing personal stays; cases keep their id and stay countable.</summary>
    public void Erase(DateTimeOffset now)
    {
        Name = "";
        NameSearch = "";
        Phone = null;
        Email = null;
        Place = null;
        Preferred = null;
        ErasedAt ??= now;
        Version++;
    }

    private void Set(NewCustomer given, string? place)
    {
        if (string.IsNullOrWhiteSpace(given.Name))
        {
            throw new RefusedException("name-missing", "A customer needs a name.");
        }

        Name = given.Name.Trim();
        NameSearch = Searchable.Name(Name);
        Phone = NormalPhone(given.Phone);
        Email = string.IsNullOrWhiteSpace(given.Email) ? null : given.Email.Trim();
        Language = given.Language;
        Settle(place);
    }

    internal static string? NormalPhone(string? phone)
    {
        if (string.IsNullOrWhiteSpace(phone))
        {
            return null;
        }

        return Contracts.Phone.TryNormalise(phone, out var e164)
            ? e164
            : throw new RefusedException("phone-malformed", "This is no phone number: give ten digits, or a plus and the country code first.");
    }

    internal sealed class Table : IEntityTypeConfiguration<Customer>
    {
        public void Configure(EntityTypeBuilder<Customer> table)
        {
            table.ToTable("contacts_customers").HasKey(customer => customer.Id);
            table.Ignore(customer => customer.Unwanted);
            table.Property(customer => customer.Version).IsConcurrencyToken();
            table.Property(customer => customer.NameSearch).IsSearched();
            table.Property(customer => customer.NoSms).HasDefaultValue(false);
            table.Property(customer => customer.NoMail).HasDefaultValue(false);
            table.Property(customer => customer.NoMessenger).HasDefaultValue(false);
            table.HasIndex(customer => customer.NameSearch);
            table.HasIndex(customer => customer.Phone);
        }
    }
}
