using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Parts.Transfers;

/// <summary>A consignment of parts from one site to another: asked for, scanned out, on the way, scanned in.</summary>
public sealed class Transfer
{
    public required TransferId Id { get; init; }

    /// <summary>What people call it, from the request on.</summary>
    public required string Number { get; init; }

    /// <summary>Of the delivery challan it travels with; known when it is scanned out.</summary>
    public string? Challan { get; set; }

    /// <summary>What the goods cost, in minor units of the catalogue's currency, as on the challan.</summary>
    public long? DeclaredMinor { get; set; }

    public required SiteId From { get; init; }

    public required SiteId To { get; init; }

    public required TransferState State { get; set; }

    public required TransferReason Reason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>The day it should arrive: from the way's lead time when asked for, from the carrier once sent.</summary>
    public DateOnly? ExpectedOn { get; set; }

    public DateTimeOffset? ReceivedAt { get; set; }

    public string? Carrier { get; set; }

    public string? CarrierReference { get; set; }

    public string? EWayBill { get; set; }

    public int Version { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Transfer>
    {
        public void Configure(EntityTypeBuilder<Transfer> table)
        {
            table.ToTable("parts_transfers").HasKey(transfer => transfer.Id);
            table.Property(transfer => transfer.Version).IsConcurrencyToken();
            table.HasIndex(transfer => transfer.Number).IsUnique();
            table.HasIndex(transfer => transfer.Challan).IsUnique().HasFilter("challan IS NOT NULL");
            table.HasIndex(transfer => new { transfer.From, transfer.State });
            table.HasIndex(transfer => new { transfer.To, transfer.State });
        }
    }
}

/// <summary>One part in a transfer. Sent = arrived + damaged + lost + still on the way.</summary>
public sealed class TransferLine
{
    public required TransferLineId Id { get; init; }

    public required TransferId Transfer { get; init; }

    public required PartId Part { get; init; }

    public required Condition Condition { get; init; }

    public required OrganisationId Owner { get; init; }

    public required string Lot { get; init; }

    public required int Asked { get; init; }

    public int OnTheWay => Sent - Arrived - Damaged - Lost;

    public int Sent { get; set; }

    public int Arrived { get; set; }

    /// <summary>Came, but nobody should build it in: it lies quarantined at the receiving site.</summary>
    public int Damaged { get; set; }

    /// <summary>Never came and was written off.</summary>
    public int Lost { get; set; }

    /// <summary>The job it is meant for, when one waits for just this.</summary>
    public NeedId? For { get; init; }

    /// <summary>Which piece, where pieces have serials: one line for each, known when it is scanned out.</summary>
    public UnitId? Unit { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<TransferLine>
    {
        public void Configure(EntityTypeBuilder<TransferLine> table)
        {
            table.ToTable("parts_transfer_lines").HasKey(line => line.Id);
            table.Ignore(line => line.OnTheWay);
            table.HasIndex(line => line.Transfer);
            table.HasIndex(line => line.Part);
            table.HasIndex(line => line.For);
        }
    }
}
