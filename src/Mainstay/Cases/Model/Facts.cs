using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Cases.Model;

/// <summary>What happened, in the order of the case's version. Append-only; ids and codes, never personal data.</summary>
internal sealed class CaseEvent
{
    public required CaseId Case { get; init; }

    /// <summary>1, 2, 3 … without gap: equal to the case's version after it.</summary>
    public required int Sequence { get; init; }

    public required Verb Verb { get; init; }

    public required CaseState From { get; init; }

    public required CaseState To { get; init; }

    public string? Reason { get; init; }

    public required PersonId Person { get; init; }

    public required SiteId Site { get; init; }

    /// <summary>When it was so; <see cref="RecordedAt"/> is when we were told.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>JSON object of ids, codes and numbers; null when the verb says it all.</summary>
    public string? Detail { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<CaseEvent>
    {
        public void Configure(EntityTypeBuilder<CaseEvent> table)
        {
            table.ToTable("cases_events").HasKey(e => new { e.Case, e.Sequence });
            table.AreLoose();
            table.HasOne<Case>().WithMany().HasForeignKey(e => e.Case);
            table.HasIndex(e => e.RecordedAt);
        }
    }
}

/// <summary>A stretch of a case's time with one owner. The stretches of a case tile its time; the running one stands on the case.</summary>
internal sealed class ClockInterval
{
    public required CaseId Case { get; init; }

    public required int Sequence { get; init; }

    public required ClockOwner Owner { get; init; }

    public required CaseState State { get; init; }

    /// <summary>On whose calendar the minutes are weighed.</summary>
    public required SiteId Site { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>Exclusive; the next stretch begins here.</summary>
    public required DateTimeOffset Until { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<ClockInterval>
    {
        public void Configure(EntityTypeBuilder<ClockInterval> table)
        {
            table.ToTable("cases_clock").HasKey(i => new { i.Case, i.Sequence });
            table.AreLoose();
            table.HasOne<Case>().WithMany().HasForeignKey(i => i.Case);
        }
    }
}

/// <summary>A change of hands. Append-only.</summary>
internal sealed class CustodyMove
{
    public required ItemId Item { get; init; }

    public required int Sequence { get; init; }

    public required CaseId Case { get; init; }

    public required HolderKind FromKind { get; init; }

    /// <summary>Person, shelf or consignment; null for the customer.</summary>
    public Guid? FromHolder { get; init; }

    public required HolderKind ToKind { get; init; }

    public Guid? ToHolder { get; init; }

    public required PersonId By { get; init; }

    public required SiteId Site { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<CustodyMove>
    {
        public void Configure(EntityTypeBuilder<CustodyMove> table)
        {
            table.ToTable("cases_custody").HasKey(m => new { m.Item, m.Sequence });
            table.AreLoose();
            table.HasOne<Item>().WithMany().HasForeignKey(m => m.Item);
            table.HasIndex(m => m.Case);
        }
    }
}

/// <summary>A promise as it was told. The newest is in force; kept or broken is judged against the one told last before ready.</summary>
internal sealed class PromiseMade
{
    public required CaseId Case { get; init; }

    public required int Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? KnownBy { get; init; }

    public DateTimeOffset? ReadyP50 { get; init; }

    public DateTimeOffset? ReadyP90 { get; init; }

    /// <summary>Where it came from: <c>site_history</c>, <c>category_history</c>, <c>policy</c>, <c>person</c>.</summary>
    public required string Basis { get; init; }

    /// <summary>How many finished cases it rests on; 0 for a policy figure or a person's word.</summary>
    public required int Sample { get; init; }

    public string? Reason { get; init; }

    public PromiseMade LaterBy(DateTimeOffset likely, DateTimeOffset latest) => new()
    {
        Case = Case,
        Sequence = Sequence,
        At = At,
        KnownBy = KnownBy,
        ReadyP50 = likely,
        ReadyP90 = latest,
        Basis = Basis,
        Sample = Sample,
        Reason = Reason,
    };

    internal sealed class Table : IEntityTypeConfiguration<PromiseMade>
    {
        public void Configure(EntityTypeBuilder<PromiseMade> table)
        {
            table.ToTable("cases_promises").HasKey(p => new { p.Case, p.Sequence });
            table.AreLoose();
            table.HasOne<Case>().WithMany().HasForeignKey(p => p.Case);
        }
    }
}
