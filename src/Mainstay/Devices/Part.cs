using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Devices;

/// <summary>A service part.</summary>
public sealed class Part
{
    public required PartId Id { get; init; }

    public required string Number { get; init; }

    public required string Name { get; set; }

    /// <summary>What policies speak of: <c>display</c>, <c>battery</c>, <c>main_board</c>, <c>accessory</c> …</summary>
    public required string Class { get; init; }

    public required CategoryId Category { get; init; }

    /// <summary>Cost and price it came with; later ones are <see cref="PartPrice"/>s.</summary>
    public required long CostMinor { get; init; }

    public required long PriceMinor { get; init; }

    public required string Currency { get; init; }

    /// <summary>1 no opening, 2 module swap, 3 component solder, 4 board rework.</summary>
    public required int RepairLevel { get; init; }

    public required bool SerialTracked { get; init; }

    public int Version { get; set; }

    public Money Cost => new(CostMinor, Currency);

    public Money Price => new(PriceMinor, Currency);

    internal sealed class Table : IEntityTypeConfiguration<Part>
    {
        public void Configure(EntityTypeBuilder<Part> table)
        {
            table.ToTable("devices_parts").HasKey(part => part.Id);
            table.HasIndex(part => part.Number).IsUnique();
            table.Ignore(part => part.Cost).Ignore(part => part.Price);
            table.Property(part => part.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>The part fits the model.</summary>
public sealed class PartFit
{
    public required ModelId Model { get; init; }

    public required PartId Part { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<PartFit>
    {
        public void Configure(EntityTypeBuilder<PartFit> table) =>
            table.ToTable("devices_part_fits").HasKey(fit => new { fit.Model, fit.Part });
    }
}
