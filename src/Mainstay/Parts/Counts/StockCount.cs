using Mainstay.Access.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Parts.Counts;

/// <summary>A round through some bins of a store: what lies there is counted, and what the ledger says otherwise is put right.</summary>
public sealed class StockCount
{
    public required CountId Id { get; init; }

    public required string Number { get; init; }

    public required SiteId Site { get; init; }

    public required CountState State { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }

    public int Version { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<StockCount>
    {
        public void Configure(EntityTypeBuilder<StockCount> table)
        {
            table.ToTable("parts_counts").HasKey(count => count.Id);
            table.Property(count => count.Version).IsConcurrencyToken();
            table.HasIndex(count => count.Number).IsUnique();
            table.HasIndex(count => new { count.Site, count.State });
        }
    }
}

/// <summary>One place of a count. Pieces may come and go while the round lasts: what counts is the ledger at the moment the bin was counted.</summary>
public sealed class StockCountLine
{
    public required CountLineId Id { get; init; }

    public required CountId Count { get; init; }

    public required PartId Part { get; init; }

    public required string Bin { get; init; }

    public required Condition Condition { get; init; }

    public required OrganisationId Owner { get; init; }

    public required string Lot { get; init; }

    /// <summary>What the ledger said when the count began.</summary>
    public required int Expected { get; init; }

    /// <summary>The place while the count is open: it is counted in one round at a time.</summary>
    public PlaceId? OpenPlace { get; set; }

    public int? Counted { get; set; }

    /// <summary>What the ledger said at the moment of counting; the difference to it is the variance.</summary>
    public int? LedgerThen { get; set; }

    public DateTimeOffset? CountedAt { get; set; }

    public PersonId? CountedBy { get; set; }

    /// <summary>Serials that should have been there and were not, with blanks between; null where pieces have none.</summary>
    public string? Missing { get; set; }

    /// <summary>Serials that were there and nobody knew.</summary>
    public string? Extra { get; set; }

    /// <summary>Pieces booked at the end: found if above zero, lost if below.</summary>
    public int? Variance { get; set; }

    /// <summary>Of the variance at the cost of that day, in minor units.</summary>
    public long? ValueMinor { get; set; }

    public string? Reason { get; set; }

    public PlaceKey Key(SiteId site) => new(site, Part, PlaceKind.Bin, Bin, Condition, Owner, Lot);

    internal sealed class Table : IEntityTypeConfiguration<StockCountLine>
    {
        public void Configure(EntityTypeBuilder<StockCountLine> table)
        {
            table.ToTable("parts_count_lines").HasKey(line => line.Id);
            table.Property(line => line.OpenPlace).IsLoose();
            table.Property(line => line.CountedBy).IsLoose();
            table.HasIndex(line => line.Count);
            table.HasIndex(line => line.OpenPlace).IsUnique().HasFilter("open_place IS NOT NULL");
        }
    }
}
