using Mainstay.Messaging.Contracts;
using Mainstay.Messaging.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Messaging.Webhooks;

public enum DeliveryState
{
    Waiting,
    Delivered,

    /// <summary>Every attempt failed; it is sent again when a person asks for it.</summary>
    Dead,
}

/// <summary>One event on its way to one webhook.</summary>
public sealed class Delivery
{
    public required DeliveryId Id { get; init; }

    public required WebhookId Webhook { get; init; }

    public required Guid Event { get; init; }

    /// <summary>The event's: what waits behind what is seen without looking at the events.</summary>
    public required string Subject { get; init; }

    public required int Version { get; init; }

    public required string Type { get; init; }

    public DeliveryState State { get; set; }

    public int Attempts { get; set; }

    /// <summary>Not before then. While somebody is sending it: until when it is his.</summary>
    public required DateTimeOffset NextAt { get; set; }

    /// <summary>Whose it is; what another has taken over meanwhile is not written by who was late.</summary>
    public Guid? ClaimedBy { get; set; }

    public int? LastStatus { get; set; }

    /// <summary>Why it failed, in one word of ours, or how the receiver's answer begins.</summary>
    public string? LastAnswer { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DoneAt { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Delivery>
    {
        public void Configure(EntityTypeBuilder<Delivery> table)
        {
            table.ToTable("messaging_deliveries").HasKey(delivery => delivery.Id);
            table.HasOne<ToldEvent>().WithMany().HasForeignKey(delivery => delivery.Event);
            table.HasIndex(delivery => new { delivery.Event, delivery.Webhook }).IsUnique();
            table.HasIndex(delivery => new { delivery.Webhook, delivery.State, delivery.NextAt });
            table.HasIndex(delivery => new { delivery.Webhook, delivery.Subject, delivery.Version });
            table.HasIndex(delivery => delivery.CreatedAt);
        }
    }
}
