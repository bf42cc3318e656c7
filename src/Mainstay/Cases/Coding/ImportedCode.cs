using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Cases.Coding;

/// <summary>The five kinds of codes in the shape of IRIS.</summary>
public enum CodeKind
{
    Condition,
    Symptom,
    Section,
    Defect,
    Repair,
}

/// <summary>A row of a code table that a maker brought in, such as the full IRIS table he has a licence for.</summary>
internal sealed class ImportedCode
{
    public required CodeKind Kind { get; init; }

    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>In Hindi; null where the table has none.</summary>
    public string? NameHi { get; set; }

    /// <summary>The product category it is meant for; null for all.</summary>
    public string? Category { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<ImportedCode>
    {
        public void Configure(EntityTypeBuilder<ImportedCode> table) =>
            table.ToTable("cases_codes").HasKey(row => new { row.Kind, row.Code });
    }
}
