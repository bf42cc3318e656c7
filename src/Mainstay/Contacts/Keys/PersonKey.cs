using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Contacts.Keys;

/// <summary>The key of one customer, itself sealed with the keys of this installation. Travels in no backup; is deleted with him.</summary>
internal sealed class PersonKey
{
    public required CustomerId Customer { get; init; }

    public required byte[] Sealed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<PersonKey>
    {
        public void Configure(EntityTypeBuilder<PersonKey> table)
        {
            table.ToTable("contacts_keys").HasKey(key => key.Customer);
            table.SharesKey();
            table.StaysBehind();
        }
    }
}
