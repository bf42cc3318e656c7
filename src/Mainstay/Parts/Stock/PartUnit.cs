using Mainstay.Devices.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Parts.Stock;

/// <summary>One piece of a serial-tracked part, from the day it came. Where it lies is one place, or outside the network.</summary>
public sealed class PartUnit
{
    public required UnitId Id { get; init; }

    public required PartId Part { get; init; }

    /// <summary>Normalised by <see cref="Common.Searchable.Code"/>; one part has a serial once, for good.</summary>
    public required string Serial { get; init; }

    /// <summary>null: built in, sold, scrapped.</summary>
    public PlaceId? Place { get; set; }

    public string Lot { get; init; } = "";

    public required DateTimeOffset CameAt { get; init; }

    public int Version { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<PartUnit>
    {
        public void Configure(EntityTypeBuilder<PartUnit> table)
        {
            table.ToTable("parts_units").HasKey(unit => unit.Id);
            table.Property(unit => unit.Place).IsLoose();
            table.Property(unit => unit.Version).IsConcurrencyToken();
            table.HasIndex(unit => new { unit.Part, unit.Serial }).IsUnique();
            table.HasIndex(unit => unit.Serial);
            table.HasIndex(unit => unit.Place);
        }
    }
}

/// <summary>A production lot of a part. A recalled one lies quarantined and is handed to no job.</summary>
public sealed class PartLot
{
    public required PartId Part { get; init; }

    public required string Code { get; init; }

    public DateTimeOffset? RecalledAt { get; set; }

    public string? RecallReason { get; set; }

    public int Version { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<PartLot>
    {
        public void Configure(EntityTypeBuilder<PartLot> table)
        {
            table.ToTable("parts_lots").HasKey(lot => new { lot.Part, lot.Code });
            table.Property(lot => lot.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>
/// From this moment the site keeps its stock here: its jobs draw parts from the ledger. Without such a row jobs record serials only,
/// as before, so that a network can begin site by site.
/// </summary>
public sealed class StockKeeping
{
    public required Network.Contracts.SiteId Site { get; init; }

    public required DateTimeOffset Since { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<StockKeeping>
    {
        public void Configure(EntityTypeBuilder<StockKeeping> table) => table.ToTable("parts_keeping").SharesKey().HasKey(keeping => keeping.Site);
    }
}
