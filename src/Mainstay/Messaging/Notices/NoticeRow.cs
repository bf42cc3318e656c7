using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Messaging.Notices;

public readonly record struct NoticeId(Guid Value) : IId<NoticeId>
{
    public static NoticeId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out NoticeId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public enum NoticeState
{
    /// <summary>To be sent when <c>NextAt</c> has come; while a node is at it, <c>NextAt</c> is the end of its lease.</summary>
    Waiting,
    Sent,

    /// <summary>Every way was tried, or the last one refused it for good.</summary>
    Failed,

    /// <summary>The customer wants no messages, or there is no address to send to.</summary>
    Withheld,

    /// <summary>The customer was erased before it went.</summary>
    Erased,
}

/// <summary>
/// A message as it goes its way: ids, codes and times. Address, text and values lie beside it in <see cref="NoticeText"/>, where
/// they can be erased (law 1).
/// </summary>
internal sealed class NoticeRow
{
    public required NoticeId Id { get; init; }

    /// <summary>Of what caused it; the same key is sent once.</summary>
    public required string Key { get; init; }

    public required string Template { get; init; }

    /// <summary>The version whose words were used (law 6); 0 while no channel is chosen.</summary>
    public int TemplateVersion { get; set; }

    public required string Language { get; init; }

    public ContactChannel? Channel { get; set; }

    public required CustomerId Customer { get; init; }

    public required string Subject { get; init; }

    public SiteId? Site { get; init; }

    public required bool Urgent { get; init; }

    public required NoticeState State { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When somebody is to look at it next; null when it is done with.</summary>
    public DateTimeOffset? NextAt { get; set; }

    /// <summary>Counted before each try: who sends names the try he counted, and nobody else can mark that try (fencing).</summary>
    public int Attempts { get; set; }

    /// <summary>Tries on the channel chosen now.</summary>
    public int ChannelAttempts { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>What went wrong last, as a code: <c>refused_550</c>, <c>unreachable</c>; never the server's own words, which name the address.</summary>
    public string? Problem { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<NoticeRow>
    {
        public void Configure(EntityTypeBuilder<NoticeRow> table)
        {
            table.ToTable("messaging_notices").HasKey(row => row.Id);
            table.AreLoose();
            table.HasIndex(row => row.Key).IsUnique();
            table.HasIndex(row => row.NextAt).HasFilter("next_at IS NOT NULL"); // What is to be done; the sent ones cost it nothing.
            table.HasIndex(row => new { row.Subject, row.CreatedAt });
            table.HasIndex(row => row.CreatedAt);
            table.HasIndex(row => row.Customer);
        }
    }
}

/// <summary>What is personal about a message: where it goes and what it says.</summary>
internal sealed class NoticeText
{
    public required NoticeId Notice { get; init; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    /// <summary>The template's values, for another channel may still need them; sealed (<see cref="NoticeSeal"/>).</summary>
    public string? Values { get; set; }

    /// <summary>A mail's subject line.</summary>
    public string? Title { get; set; }

    /// <summary>Sealed: it may hold the case's link or hand-over code.</summary>
    public string? Text { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<NoticeText>
    {
        public void Configure(EntityTypeBuilder<NoticeText> table)
        {
            table.ToTable("messaging_notice_texts").HasKey(row => row.Notice);
            table.SharesKey();
        }
    }
}
