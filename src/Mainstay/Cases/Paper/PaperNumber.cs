using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Cases.Paper;

public enum PaperState
{
    Unused,
    Used,
    Voided,
}

/// <summary>Why a sheet is not entered.</summary>
public static class PaperReasons
{
    public static IReadOnlyList<string> All { get; } = ["not_needed", "misprinted", "lost", "duplicate"];
}

/// <summary>Case numbers put aside for paper, printed for a day without a link.</summary>
internal sealed class PaperBlock
{
    public required PaperBlockId Id { get; init; }

    public required SiteId Site { get; init; }

    public required int Count { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required PersonId IssuedBy { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<PaperBlock>
    {
        public void Configure(EntityTypeBuilder<PaperBlock> table)
        {
            table.ToTable("cases_paper_blocks").HasKey(block => block.Id);
            table.AreLoose();
            table.HasIndex(block => new { block.Site, block.IssuedAt });
        }
    }
}

/// <summary>One sheet: unused, used for exactly one case of the same number, or voided with a reason.</summary>
internal sealed class PaperNumber
{
    public required string Number { get; init; }

    public required PaperBlockId Block { get; init; }

    public required SiteId Site { get; init; }

    public PaperState State { get; private set; }

    public CaseId? Case { get; private set; }

    /// <summary>The open case its device was found to have when the sheet was entered: it goes on there.</summary>
    public CaseId? Conflict { get; set; }

    public string? Reason { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public PersonId? EndedBy { get; private set; }

    public int Version { get; private set; }

    public void Use(CaseId @case, Step step)
    {
        DemandUnused();
        (State, Case, EndedAt, EndedBy, Conflict) = (PaperState.Used, @case, step.At, step.By, null);
        Version++;
    }

    public void Void(string reason, PersonId by, DateTimeOffset at)
    {
        DemandUnused();
        if (!PaperReasons.All.Contains(reason))
        {
            throw new RefusedException("reason-needed", $"Give a reason: {string.Join(", ", PaperReasons.All)}.");
        }

        (State, Reason, EndedAt, EndedBy) = (PaperState.Voided, reason, at, by);
        Version++;
    }

    public void DemandUnused()
    {
        if (State != PaperState.Unused)
        {
            throw new RefusedException("paper-number-used", State == PaperState.Used ? $"Sheet {Number} was entered already; its case has that number." : $"Sheet {Number} was voided.");
        }
    }

    internal sealed class Table : IEntityTypeConfiguration<PaperNumber>
    {
        public void Configure(EntityTypeBuilder<PaperNumber> table)
        {
            table.ToTable("cases_paper_numbers").HasKey(paper => paper.Number);
            table.AreLoose();
            table.HasOne<PaperBlock>().WithMany().HasForeignKey(paper => paper.Block);
            table.Property(paper => paper.Version).IsConcurrencyToken();
            table.HasIndex(paper => paper.Block);
            table.HasIndex(paper => new { paper.Site, paper.State });
        }
    }
}

internal static class PaperTables
{
    extension(MainstayDb db)
    {
        internal DbSet<PaperBlock> PaperBlocks => db.Set<PaperBlock>();
        internal DbSet<PaperNumber> PaperNumbers => db.Set<PaperNumber>();
    }
}
