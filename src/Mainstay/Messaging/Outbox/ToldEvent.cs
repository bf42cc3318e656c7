using Mainstay.Messaging.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Messaging.Outbox;

/// <summary>An event that every consumer has heard, kept for <see cref="Kept"/> so that it can be told again on request.</summary>
public sealed class ToldEvent
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public required Guid Id { get; init; }

    public required string Type { get; init; }

    public required string Subject { get; init; }

    public required int Version { get; init; }

    public SiteId? Site { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Data { get; init; }

    public required DateTimeOffset ToldAt { get; init; }

    internal OutEvent Event => new(Id, Type, Subject, Version, Site, At, Data);

    internal static ToldEvent Of(OutEvent told, DateTimeOffset now) => new()
    {
        Id = told.Id,
        Type = told.Type,
        Subject = told.Subject,
        Version = told.Version,
        Site = told.Site,
        At = told.At,
        Data = told.Data,
        ToldAt = now,
    };

    internal sealed class Table : IEntityTypeConfiguration<ToldEvent>
    {
        public void Configure(EntityTypeBuilder<ToldEvent> table)
        {
            table.ToTable("messaging_events").HasKey(e => e.Id);
            table.AreLoose();
            table.HasIndex(e => new { e.Subject, e.Version }).IsUnique();
            table.HasIndex(e => e.ToldAt);
        }
    }
}
