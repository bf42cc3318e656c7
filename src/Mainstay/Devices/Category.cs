using Mainstay.Devices.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Devices;

/// <summary>A kind of device: smartphone, television …</summary>
public sealed class Category
{
    public required CategoryId Id { get; init; }

    /// <summary>What policies and files speak of, such as <c>smartphone</c>.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    public required string NameHi { get; set; }

    /// <summary>Bench time of an ordinary repair.</summary>
    public required int StandardRepairMinutes { get; set; }

    public required bool NeedsImei { get; init; }

    /// <summary>Its small repairs count in the same-day rate.</summary>
    public required bool SameDayEligible { get; set; }

    /// <summary>
    /// Heading of the customs tariff (HSN) that a delivery challan names for such goods; India's is the First Schedule of the
    /// Customs Tariff Act, 1975, whose first six digits are the Harmonized System of the World Customs Organization.
    /// </summary>
    public string? Hsn { get; init; }

    public int Version { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Category>
    {
        public void Configure(EntityTypeBuilder<Category> table)
        {
            table.ToTable("devices_categories").HasKey(category => category.Id);
            table.HasIndex(category => category.Code).IsUnique();
            table.Property(category => category.Version).IsConcurrencyToken();
        }
    }
}
