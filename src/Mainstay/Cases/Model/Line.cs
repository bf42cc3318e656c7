using System.Text.Json;
using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Cases.Model;

/// <summary>What a case costs and who pays. Cover is decided per line, and the decision stays with it (law 6).</summary>
internal sealed class Line
{
    public required LineId Id { get; init; }

    public required CaseId Case { get; init; }

    public required LineKind Kind { get; init; }

    public PartId? Part { get; init; }

    public string? PartClass { get; init; }

    /// <summary>What is done, as a code: resource <c>work.{code}</c>; for parts the catalogue has the name.</summary>
    public required string Work { get; init; }

    public required int Quantity { get; init; }

    /// <summary>For one piece, in minor units, tax as <see cref="TaxInclusive"/> says.</summary>
    public required long CostMinor { get; init; }

    public required long PriceMinor { get; init; }

    public required string Currency { get; init; }

    public required string TaxCode { get; init; }

    public required bool TaxInclusive { get; init; }

    public required LineState State { get; set; }

    public bool CustomerDamage { get; set; }

    public Entitlement Entitlement { get; set; }

    /// <summary>Percent of the price; the four add up to 100.</summary>
    public int CustomerPercent { get; set; }

    public int MakerPercent { get; set; }

    public int PartnerPercent { get; set; }

    public int InsurerPercent { get; set; }

    public required Why Why { get; set; }

    public PolicyVersionId? Policy { get; set; }

    /// <summary>The <see cref="CoverInputs"/> the decision looked at, as JSON.</summary>
    public string? Inputs { get; set; }

    /// <summary>Serial of what came out and what went in, for serial-tracked parts.</summary>
    public string? FaultySerial { get; set; }

    public string? NewSerial { get; set; }

    public long TotalMinor => checked(PriceMinor * Quantity);

    /// <summary>Rounded half up to the minor unit, so that shares of a line never add to more than the line by more than rounding.</summary>
    public long CustomerMinor => (checked(TotalMinor * CustomerPercent) + 50) / 100;

    public void Decide(CoverDecision decision)
    {
        Entitlement = decision.Entitlement;
        CustomerPercent = ShareOf(decision.Shares, Payer.Customer);
        MakerPercent = ShareOf(decision.Shares, Payer.Maker);
        PartnerPercent = ShareOf(decision.Shares, Payer.Partner);
        InsurerPercent = ShareOf(decision.Shares, Payer.Insurer);
        Why = decision.Why;
        Policy = decision.Policy;
        Inputs = JsonSerializer.Serialize(decision.Inputs, JsonSerializerOptions.Web);
    }

    private static int ShareOf(IReadOnlyList<PayerShare> shares, Payer payer) => shares.Where(s => s.Payer == payer).Sum(s => s.Percent);

    internal sealed class Table : IEntityTypeConfiguration<Line>
    {
        public void Configure(EntityTypeBuilder<Line> table)
        {
            table.ToTable("cases_lines").HasKey(l => l.Id);
            table.Ignore(l => l.TotalMinor).Ignore(l => l.CustomerMinor);
            table.HasIndex(l => l.Case);
        }
    }
}
