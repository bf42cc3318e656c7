using Mainstay.Cases.Contracts;
using Mainstay.Network.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Cases.Model;

/// <summary>A thing given into our care with a case: the device, its SIM, its charger. Has exactly one holder (law 11).</summary>
internal sealed class Item
{
    public required ItemId Id { get; init; }

    public required CaseId Case { get; init; }

    public required ItemKind Kind { get; init; }

    /// <summary>Serial or IMEI where it has one.</summary>
    public string? Identifier { get; init; }

    public required HolderKind HolderKind { get; set; }

    /// <summary>Person, shelf, consignment, site (of a stock) or case; null for the customer.</summary>
    public Guid? Holder { get; set; }

    /// <summary>The site whose care it is in, or was last in.</summary>
    public required SiteId Site { get; set; }

    public required DateTimeOffset HeldSince { get; set; }

    /// <summary>Number of its changes of hands so far.</summary>
    public int Moves { get; set; }

    /// <summary>Replaced by a swap: it stays with us and goes back to the factory.</summary>
    public bool StaysWithUs { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Item>
    {
        public void Configure(EntityTypeBuilder<Item> table)
        {
            table.ToTable("cases_items").HasKey(i => i.Id);
            table.HasIndex(i => i.Case);
            table.HasIndex(i => new { i.HolderKind, i.Holder });
        }
    }
}

/// <summary>A place for one job at a site; unique by site and code, occupied by at most one case.</summary>
internal sealed class Shelf
{
    public required ShelfId Id { get; init; }

    public required SiteId Site { get; init; }

    public required string Code { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Shelf>
    {
        public void Configure(EntityTypeBuilder<Shelf> table)
        {
            table.ToTable("cases_shelves").HasKey(s => s.Id);
            table.HasIndex(s => new { s.Site, s.Code }).IsUnique();
        }
    }
}

internal enum ConsignmentState
{
    Packing,
    OnTheWay,
    Received,
}

/// <summary>Things on the road between two of our sites, under one delivery challan (CGST rule 55: serial of at most 16 characters).</summary>
internal sealed class Consignment
{
    public required ConsignmentId Id { get; init; }

    public required string Number { get; init; }

    public required SiteId From { get; init; }

    public required SiteId To { get; init; }

    public required ConsignmentState State { get; set; }

    public string? Carrier { get; set; }

    public string? CarrierReference { get; set; }

    public string? EWayBill { get; set; }

    public long DeclaredMinor { get; set; }

    public string Currency { get; set; } = "INR";

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DispatchedAt { get; set; }

    public DateTimeOffset? ReceivedAt { get; set; }

    public int Version { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Consignment>
    {
        public void Configure(EntityTypeBuilder<Consignment> table)
        {
            table.ToTable("cases_consignments").HasKey(c => c.Id);
            table.Property(c => c.Version).IsConcurrencyToken();
            table.HasIndex(c => c.Number).IsUnique();
            table.HasIndex(c => new { c.From, c.State });
            table.HasIndex(c => new { c.To, c.State });
        }
    }
}
