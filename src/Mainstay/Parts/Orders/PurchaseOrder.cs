using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Parts.Orders;

/// <summary>Parts bought from a supplier for one warehouse.</summary>
public sealed class PurchaseOrder
{
    public required OrderId Id { get; init; }

    public required string Number { get; init; }

    public required OrganisationId Supplier { get; init; }

    public required SiteId To { get; init; }

    /// <summary>Whose the goods will be.</summary>
    public required OrganisationId Owner { get; init; }

    public required OrderState State { get; set; }

    public required string Currency { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? PlacedAt { get; set; }

    /// <summary>The day the last of it should be here.</summary>
    public DateOnly? ExpectedOn { get; set; }

    public DateTimeOffset? ReceivedAt { get; set; }

    public int Version { get; set; }

    /// <summary>Goods may come, or come still.</summary>
    public bool IsAwaited => State is OrderState.Placed or OrderState.PartlyReceived;

    public void Demand(bool possible, string verb)
    {
        if (!possible)
        {
            throw new RefusedException("order-state", $"Order {Number} is {EnumText<OrderState>.Of(State)}: it cannot be {verb}.");
        }
    }

    internal sealed class Table : IEntityTypeConfiguration<PurchaseOrder>
    {
        public void Configure(EntityTypeBuilder<PurchaseOrder> table)
        {
            table.ToTable("parts_orders").HasKey(order => order.Id);
            table.Ignore(order => order.IsAwaited);
            table.Property(order => order.Version).IsConcurrencyToken();
            table.HasIndex(order => order.Number).IsUnique();
            table.HasIndex(order => new { order.State, order.To });
            table.HasIndex(order => order.CreatedAt);
        }
    }
}

public sealed class OrderLine
{
    public required OrderLineId Id { get; init; }

    public required OrderId Order { get; init; }

    public required PartId Part { get; init; }

    public required int Quantity { get; init; }

    /// <summary>Never more than ordered.</summary>
    public int Received { get; set; }

    /// <summary>Of one piece, in minor units of the order's currency.</summary>
    public required long PriceMinor { get; init; }

    public int Missing => Quantity - Received;

    internal sealed class Table : IEntityTypeConfiguration<OrderLine>
    {
        public void Configure(EntityTypeBuilder<OrderLine> table)
        {
            table.ToTable("parts_order_lines", t => t.HasCheckConstraint("ck_parts_order_lines_received", "received >= 0 AND received <= quantity")).HasKey(line => line.Id);
            table.Ignore(line => line.Missing);
            table.HasIndex(line => line.Order);
            table.HasIndex(line => line.Part);
        }
    }
}
