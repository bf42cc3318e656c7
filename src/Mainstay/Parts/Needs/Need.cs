using Mainstay.Cases.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Parts.Needs;

/// <summary>What a line of a job needs from the store of its site: it lies reserved, or it waits. One for each part line.</summary>
public sealed class Need
{
    public required NeedId Id { get; init; }

    public required CaseId Case { get; init; }

    public required LineId Line { get; init; }

    /// <summary>Where the work is done; moves with the case.</summary>
    public required SiteId Site { get; set; }

    public required PartId Part { get; init; }

    public required int Quantity { get; init; }

    public required NeedState State { get; set; }

    /// <summary>The reserved place it lies in; null unless reserved.</summary>
    public PlaceId? Place { get; set; }

    /// <summary>The bin it was taken from, where it goes back when it is not used.</summary>
    public string? Bin { get; set; }

    /// <summary>Which one, when the technician has picked it by serial.</summary>
    public UnitId? Unit { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was first reserved; equal to <see cref="CreatedAt"/> when it was there at once (fill rate at first request).</summary>
    public DateTimeOffset? FilledAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>The day it is expected at the site, as far as anybody knows; null when nobody has one.</summary>
    public DateOnly? ExpectedOn { get; set; }

    public int Version { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Need>
    {
        public void Configure(EntityTypeBuilder<Need> table)
        {
            table.ToTable("parts_needs").HasKey(need => need.Id);
            table.Property(need => need.Place).IsLoose();
            table.Property(need => need.Version).IsConcurrencyToken();
            table.HasIndex(need => need.Line).IsUnique();
            table.HasIndex(need => need.Case);
            table.HasIndex(need => new { need.Site, need.State, need.Part });
            table.HasIndex(need => new { need.Part, need.State });
            table.HasIndex(need => need.CreatedAt);
        }
    }
}
