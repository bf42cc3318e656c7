using Mainstay.Access.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Parts.Stock;

/// <summary>One line of the stock ledger: so many pieces of a part from one place to another. Written once, never changed.</summary>
public sealed class StockMovement
{
    public required MovementId Id { get; init; }

    public required PartId Part { get; init; }

    /// <summary>null: from outside the network.</summary>
    public required PlaceId? From { get; init; }

    /// <summary>null: out of the network.</summary>
    public required PlaceId? To { get; init; }

    /// <summary>At least 1.</summary>
    public required int Quantity { get; init; }

    public required MovementKind Kind { get; init; }

    /// <summary>Resource <c>stock.reason.{code}</c>; null where the kind says it all.</summary>
    public string? Reason { get; init; }

    /// <summary>The one piece that moved, where pieces have serials; then the quantity is 1.</summary>
    public UnitId? Unit { get; init; }

    public required StockPaper Paper { get; init; }

    /// <summary>Id of the case, transfer, order … it was done for.</summary>
    public Guid? PaperId { get; init; }

    public required PersonId By { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The ledger's own time: what was on hand at an instant is what had been recorded by then.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<StockMovement>
    {
        public void Configure(EntityTypeBuilder<StockMovement> table)
        {
            table.ToTable("parts_movements", t => t.HasCheckConstraint("ck_parts_movements_quantity", "quantity > 0")).HasKey(m => m.Id);
            table.AreLoose();

            // Declared, because it is what stops a movement out of a place that never was.
            table.HasOne<StockPlace>().WithMany().HasForeignKey(m => m.From);
            table.HasOne<StockPlace>().WithMany().HasForeignKey(m => m.To);
            table.HasIndex(m => new { m.From, m.RecordedAt });
            table.HasIndex(m => new { m.To, m.RecordedAt });
            table.HasIndex(m => m.Unit).HasFilter("unit IS NOT NULL"); // What happened to one piece; the many without serial cost it nothing.
        }
    }
}
