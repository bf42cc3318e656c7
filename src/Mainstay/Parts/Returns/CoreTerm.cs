using Mainstay.Access.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Parts.Returns;

/// <summary>
/// Whether a replaced part must come back, where to, within how many days, and what it is worth meanwhile. A row is never changed: a
/// later one for the same part or class replaces it, and debts keep the one they were made by (law 6).
/// </summary>
public sealed class CoreTerm
{
    public const int LongestDays = 365;

    public required CoreTermId Id { get; init; }

    /// <summary>One part; null: a whole class.</summary>
    public PartId? Part { get; init; }

    /// <summary>null where it speaks of one part.</summary>
    public string? Class { get; init; }

    public required bool ComesBack { get; init; }

    public required ReturnTo To { get; init; }

    /// <summary>Days from the day it was taken out.</summary>
    public required int Days { get; init; }

    /// <summary>Of the part's cost that day: what the site is charged with until it is back.</summary>
    public required int CorePercent { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required PersonId By { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<CoreTerm>
    {
        public void Configure(EntityTypeBuilder<CoreTerm> table)
        {
            table.ToTable("parts_core_terms").HasKey(term => term.Id);
            table.Property(term => term.By).IsLoose();
        }
    }
}
