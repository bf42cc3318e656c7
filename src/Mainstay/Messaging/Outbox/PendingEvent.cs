using Mainstay.Messaging.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Messaging.Outbox;

/// <summary>An event that is not told yet. The table holds what waits and nothing else, so that it stays as small as the wait is short.</summary>
public sealed class PendingEvent
{
    public required Guid Id { get; init; }

    public required string Type { get; init; }

    public required string Subject { get; init; }

    public required int Version { get; init; }

    public SiteId? Site { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Data { get; init; }

    internal OutEvent Event => new(Id, Type, Subject, Version, Site, At, Data);

    internal static PendingEvent Of(OutEvent happened) => new()
    {
        Id = happened.Id,
        Type = happened.Type,
        Subject = happened.Subject,
        Version = happened.Version,
        Site = happened.Site,
        At = happened.At,
        Data = happened.Data,
    };

    internal sealed class Table : IEntityTypeConfiguration<PendingEvent>
    {
        public void Configure(EntityTypeBuilder<PendingEvent> table)
        {
            table.ToTable("messaging_outbox").HasKey(e => e.Id);
            table.AreLoose();
            table.HasIndex(e => new { e.Subject, e.Version }).IsUnique();
        }
    }
}
