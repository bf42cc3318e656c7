using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Devices;

/// <summary>What a part costs from a day on, until the next such day. Before the first of them its own price holds.</summary>
public sealed class PartPrice
{
    public required PartId Part { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required long CostMinor { get; set; }

    public required long PriceMinor { get; set; }

    public required string Currency { get; set; }

    public DatedPrice ToInfo() => new(ValidFrom, new Money(CostMinor, Currency), new Money(PriceMinor, Currency));

    internal sealed class Table : IEntityTypeConfiguration<PartPrice>
    {
        public void Configure(EntityTypeBuilder<PartPrice> table) =>
            table.ToTable("devices_part_prices").HasKey(price => new { price.Part, price.ValidFrom });
    }
}
