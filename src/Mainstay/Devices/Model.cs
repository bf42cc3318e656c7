using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Devices;

public sealed class Model
{
    public required ModelId Id { get; init; }

    public required string Code { get; init; }

    public required string Name { get; set; }

    public required string Brand { get; init; }

    public required OrganisationId Maker { get; init; }

    public required CategoryId Category { get; init; }

    public DateOnly? LaunchedOn { get; init; }

    /// <summary>What a new one costs today, tax included.</summary>
    public required long ValueMinor { get; set; }

    public required string Currency { get; set; }

    public int Version { get; set; }

    public Money Value => new(ValueMinor, Currency);

    internal sealed class Table : IEntityTypeConfiguration<Model>
    {
        public void Configure(EntityTypeBuilder<Model> table)
        {
            table.ToTable("devices_models").HasKey(model => model.Id);
            table.HasIndex(model => model.Code).IsUnique();
            table.Ignore(model => model.Value);
            table.Property(model => model.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>First eight digits of an IMEI and the model they stand for. There is no free complete list: the maker keeps his own.</summary>
public sealed class Tac
{
    public required TacId Id { get; init; }

    public required string Code { get; init; }

    public required ModelId Model { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Tac>
    {
        public void Configure(EntityTypeBuilder<Tac> table)
        {
            table.ToTable("devices_tacs").HasKey(tac => tac.Id);
            table.HasIndex(tac => tac.Code).IsUnique();
        }
    }
}
