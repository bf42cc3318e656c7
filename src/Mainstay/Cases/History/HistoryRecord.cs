using Mainstay.Cases.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Cases.History;

/// <summary>
/// One record of Open Repair Data, verbatim: what we made of it stands in its case, but nothing is lost in the making. The
/// problem text may name people and lies in the case's private part.
/// </summary>
internal sealed class HistoryRecord
{
    public required string DataProvider { get; init; }

    /// <summary>The record's id within its provider.</summary>
    public required string Id { get; init; }

    public required string Country { get; set; }

    public required string PartnerProductCategory { get; set; }

    public required string ProductCategory { get; set; }

    public required string ProductCategoryId { get; set; }

    public required string Brand { get; set; }

    public required string YearOfManufacture { get; set; }

    public required string ProductAge { get; set; }

    public required string RepairStatus { get; set; }

    public required string RepairBarrier { get; set; }

    public required string GroupIdentifier { get; set; }

    public required string EventDate { get; set; }

    /// <summary>Of all fourteen values: tells a changed record from an unchanged one without comparing them.</summary>
    public required long Digest { get; set; }

    public required CaseId Case { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<HistoryRecord>
    {
        public void Configure(EntityTypeBuilder<HistoryRecord> table)
        {
            table.ToTable("cases_history").HasKey(r => new { r.DataProvider, r.Id });
            table.AreLoose();
            table.HasOne<Model.Case>().WithMany().HasForeignKey(r => r.Case);
            table.HasIndex(r => r.Case).IsUnique();
        }
    }
}
