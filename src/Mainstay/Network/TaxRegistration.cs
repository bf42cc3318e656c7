using Mainstay.Common;
using Mainstay.Network.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Network;

public readonly record struct TaxRegistrationId(Guid Value) : IId<TaxRegistrationId>
{
    public static TaxRegistrationId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out TaxRegistrationId id) => Common.Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

/// <summary>A tax number of an organisation in a region, with the days for which it holds. In India one per state (GSTIN).</summary>
public sealed class TaxRegistration
{
    public const string GstinScheme = "gstin";

    public required TaxRegistrationId Id { get; init; }

    public required OrganisationId Organisation { get; init; }

    /// <summary>What kind of number: <c>gstin</c>, <c>vat</c> …</summary>
    public required string Scheme { get; init; }

    public required string Number { get; init; }

    /// <summary>The state for which it is given; empty when the scheme knows none.</summary>
    public required string Region { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>The first day on which it holds no longer.</summary>
    public DateOnly? ValidTo { get; internal set; }

    public bool HoldsOn(DateOnly day) => day >= ValidFrom && (ValidTo is null || day < ValidTo);

    /// <summary>Two numbers for the same region at the same time: an invoice would not know which to print.</summary>
    public bool Overlaps(TaxRegistration other) =>
        Organisation == other.Organisation && Scheme == other.Scheme && Region == other.Region && Id != other.Id
        && (other.ValidTo is null || ValidFrom < other.ValidTo) && (ValidTo is null || other.ValidFrom < ValidTo);

    internal sealed class Table : IEntityTypeConfiguration<TaxRegistration>
    {
        public void Configure(EntityTypeBuilder<TaxRegistration> table)
        {
            table.ToTable("network_tax_registrations").HasKey(registration => registration.Id);
            table.HasIndex(registration => new { registration.Organisation, registration.Scheme, registration.Region, registration.ValidFrom }).IsUnique();
        }
    }
}
