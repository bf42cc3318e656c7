using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Devices;

/// <summary>A customer has the device from a day on, until another one has it.</summary>
public sealed class Ownership
{
    public required OwnershipId Id { get; init; }

    public required DeviceId Root { get; init; }

    public required CustomerId Customer { get; init; }

    public required DateOnly Since { get; init; }

    /// <summary>The first day on which it is no longer his.</summary>
    public DateOnly? Until { get; set; }

    public OwnerInfo ToInfo() => new(Root, Customer, Since, Until);

    internal sealed class Table : IEntityTypeConfiguration<Ownership>
    {
        public void Configure(EntityTypeBuilder<Ownership> table)
        {
            table.ToTable("devices_ownerships").HasKey(ownership => ownership.Id);
            table.HasIndex(ownership => ownership.Root);
            table.HasIndex(ownership => ownership.Customer);
        }
    }
}
