using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Cases.Model;

/// <summary>Cover refused for damage: reason, evidence, and the customer's appeal outside the centre.</summary>
internal sealed class Refusal
{
    public required CaseId Case { get; init; }

    public required int Sequence { get; init; }

    public required string Reason { get; init; }

    public required PersonId By { get; init; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? AppealedAt { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public PersonId? DecidedBy { get; set; }

    /// <summary>upheld or overturned.</summary>
    public string? Verdict { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Refusal>
    {
        public void Configure(EntityTypeBuilder<Refusal> table) => table.ToTable("cases_refusals").HasKey(r => new { r.Case, r.Sequence });
    }
}

/// <summary>A safety or security mark on its way to a named owner, due within the hour.</summary>
internal sealed class Alert
{
    public required CaseId Case { get; init; }

    public required int Sequence { get; init; }

    /// <summary>safety or security.</summary>
    public required string Kind { get; init; }

    public required string Reason { get; init; }

    public required PersonId Owner { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; set; }

    public PersonId? AcknowledgedBy { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Alert>
    {
        public void Configure(EntityTypeBuilder<Alert> table)
        {
            table.ToTable("cases_alerts").HasKey(a => new { a.Case, a.Sequence });
            table.HasIndex(a => new { a.Owner, a.AcknowledgedAt });
        }
    }
}

/// <summary>Money taken from the customer at the desk. Documents come with the money room; the record is here.</summary>
internal sealed class Settlement
{
    public required CaseId Case { get; init; }

    public required int Sequence { get; init; }

    public required long AmountMinor { get; init; }

    public required string Currency { get; init; }

    /// <summary>cash, card, upi, bank.</summary>
    public required string Method { get; init; }

    public string? Reference { get; init; }

    public required PersonId By { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Settlement>
    {
        public void Configure(EntityTypeBuilder<Settlement> table) => table.ToTable("cases_settlements").HasKey(s => new { s.Case, s.Sequence });
    }
}

/// <summary>A request to pay for a customer out of good will, with the budget it was taken from once granted.</summary>
internal sealed class GoodwillAsk
{
    public required CaseId Case { get; init; }

    public required int Sequence { get; init; }

    /// <summary>Percent of the customer's share that the maker would take over.</summary>
    public required int Percent { get; init; }

    public required long AmountMinor { get; init; }

    public required string Reason { get; init; }

    public required PersonId AskedBy { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public DateTimeOffset? DecidedAt { get; set; }

    public PersonId? DecidedBy { get; set; }

    public bool Granted { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<GoodwillAsk>
    {
        public void Configure(EntityTypeBuilder<GoodwillAsk> table) => table.ToTable("cases_goodwill").HasKey(g => new { g.Case, g.Sequence });
    }
}

public enum BounceBlame
{
    Centre,
    Factory,
    Part,
    Software,
    CustomerUse,
    Nobody,
}

/// <summary>The same device back within 90 days of hand-over.</summary>
internal sealed class Bounce
{
    /// <summary>The case it came back with.</summary>
    public required CaseId Case { get; init; }

    public required CaseId Former { get; init; }

    /// <summary>Whole days from hand-over to opening, in the site's time zone.</summary>
    public required int Days { get; init; }

    /// <summary>30, 60 or 90: the smallest window it falls into.</summary>
    public required int Window { get; init; }

    public bool SameSymptom { get; set; }

    public BounceBlame Blame { get; set; }

    /// <summary>The site that answers for it and on whose figures it counts.</summary>
    public SiteId? BlamedSite { get; set; }

    /// <summary>The blamed site is not paid for this repair.</summary>
    public bool Unpaid { get; set; }

    public required Why Why { get; set; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? AppealedAt { get; set; }

    public PersonId? AppealedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public PersonId? DecidedBy { get; set; }

    /// <summary>upheld or moved.</summary>
    public string? Verdict { get; set; }

    public int Version { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Bounce>
    {
        public void Configure(EntityTypeBuilder<Bounce> table)
        {
            table.ToTable("cases_bounces").HasKey(b => b.Case);
            table.SharesKey();
            table.Property(b => b.Version).IsConcurrencyToken();
            table.HasIndex(b => b.Former);
            table.HasIndex(b => new { b.BlamedSite, b.At });
        }
    }
}

public enum TokenKind
{
    New,
    Status,
    Collect,
}

public enum TokenState
{
    Waiting,
    Called,
    Served,
    Gone,
}

/// <summary>A walk-in's place in the queue of a site on a day.</summary>
internal sealed class WalkInToken
{
    public required TokenId Id { get; init; }

    public required SiteId Site { get; init; }

    public required DateOnly Day { get; init; }

    public required int Number { get; init; }

    public required TokenKind Kind { get; init; }

    public required TokenState State { get; set; }

    public required DateTimeOffset TakenAt { get; init; }

    public DateTimeOffset? CalledAt { get; set; }

    public PersonId? CalledBy { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    public CaseId? Case { get; set; }

    public int Version { get; set; }

    public void Call(PersonId by, DateTimeOffset at)
    {
        State = TokenState.Called;
        CalledAt = at;
        CalledBy = by;
        Version++;
    }

    public void Finish(bool wasServed, DateTimeOffset at)
    {
        State = wasServed ? TokenState.Served : TokenState.Gone;
        DoneAt = at;
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<WalkInToken>
    {
        public void Configure(EntityTypeBuilder<WalkInToken> table)
        {
            table.ToTable("cases_tokens").HasKey(t => t.Id);
            table.Property(t => t.Version).IsConcurrencyToken();
            table.HasIndex(t => new { t.Site, t.Day, t.Number }).IsUnique();
        }
    }
}

/// <summary>A photo, a signature or evidence. Personal: erasable, read under audit.</summary>
internal sealed class Attachment
{
    public required CaseId Case { get; init; }

    public required int Sequence { get; init; }

    /// <summary>photo, signature, evidence.</summary>
    public required string Kind { get; init; }

    /// <summary>Null once <see cref="IsSealed"/>: then it lies in <see cref="SealedNote"/>.</summary>
    public string? Note { get; set; }

    public string? ContentType { get; init; }

    /// <summary>Sealed with the customer's key when <see cref="IsSealed"/>: read it through <see cref="PictureVault"/>.</summary>
    public byte[]? Content { get; set; }

    public byte[]? SealedNote { get; set; }

    /// <summary>Rows written before there were keys lie open until the nightly round seals them.</summary>
    public bool IsSealed { get; set; }

    /// <summary>SHA-256 of the content, which stays when the content is erased.</summary>
    public byte[]? ContentHash { get; init; }

    /// <summary>The seal: SHA-256 over the seal before it and this picture. A picture taken away or exchanged breaks all after it.</summary>
    public byte[]? Chain { get; init; }

    /// <summary>For a signature: which wording was signed.</summary>
    public string? TextVersion { get; init; }

    public required PersonId By { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Attachment>
    {
        public void Configure(EntityTypeBuilder<Attachment> table)
        {
            table.ToTable("cases_attachments").HasKey(a => new { a.Case, a.Sequence });
            table.Property(a => a.IsSealed).HasDefaultValue(false);
        }
    }
}

/// <summary>The next unused running number of a site, for cases and for challans; servers take them in blocks.</summary>
internal sealed class NumberBlock
{
    /// <summary>Site code with a prefix for what is numbered.</summary>
    public required string Series { get; init; }

    public required long Next { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<NumberBlock>
    {
        public void Configure(EntityTypeBuilder<NumberBlock> table) => table.ToTable("cases_numbers").HasKey(n => n.Series);
    }
}
