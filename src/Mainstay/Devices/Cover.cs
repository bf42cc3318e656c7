using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Devices;

/// <summary>Protection of a device besides its main warranty: bought, or given by a repair. It never changes the main one.</summary>
public sealed class Cover
{
    /// <summary>The kind of a repair's own warranty; every other kind is bought, such as <c>extended</c> or <c>accidental_damage</c>.</summary>
    public const string Repair = "repair";

    public required CoverId Id { get; init; }

    public required DeviceId Root { get; init; }

    public required string Kind { get; init; }

    /// <summary>Null for every part.</summary>
    public string? PartClass { get; init; }

    public required DateOnly StartsOn { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly EndsOn { get; init; }

    /// <summary>Who stands for it; null for the maker.</summary>
    public OrganisationId? Insurer { get; init; }

    /// <summary>The repair that gave it.</summary>
    public Guid? CaseId { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Cover>
    {
        public void Configure(EntityTypeBuilder<Cover> table)
        {
            table.ToTable("devices_covers").HasKey(cover => cover.Id);
            table.HasIndex(cover => cover.Root);
        }
    }
}

/// <summary>The maker mends a known weakness of what was built in some weeks, whatever the warranty says.</summary>
public sealed class Programme
{
    public required ProgrammeId Id { get; init; }

    public required string Code { get; init; }

    public required ModelId Model { get; init; }

    /// <summary>First build week, such as 202510.</summary>
    public required int BuiltFrom { get; init; }

    /// <summary>Last build week.</summary>
    public required int BuiltUntil { get; init; }

    /// <summary>Null for every part.</summary>
    public string? PartClass { get; init; }

    /// <summary>Last day of the programme.</summary>
    public required DateOnly EndsOn { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Programme>
    {
        public void Configure(EntityTypeBuilder<Programme> table)
        {
            table.ToTable("devices_programmes").HasKey(programme => programme.Id);
            table.HasIndex(programme => new { programme.Code, programme.Model }).IsUnique();
        }
    }
}
