using Mainstay.Access.Contracts;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Messaging.Notices;

/// <summary>One published version of a message's words. Never changed; the next version replaces it (law 6).</summary>
internal sealed class Template
{
    /// <summary>Kind, language, channel and version in one text: the natural key.</summary>
    public required string Key { get; init; }

    public required string Kind { get; init; }

    public required string Language { get; init; }

    public required ContactChannel Channel { get; init; }

    /// <summary>1 is the founding text, which stands in the program.</summary>
    public required int Version { get; init; }

    /// <summary>A mail's subject line.</summary>
    public string? Title { get; init; }

    public required string Text { get; init; }

    public required PersonId PublishedBy { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public static string KeyOf(string kind, string language, ContactChannel channel, int version) =>
        $"{kind}/{language}/{Mainstay.Common.EnumText<ContactChannel>.Of(channel)}/{version}";

    internal sealed class Table : IEntityTypeConfiguration<Template>
    {
        public void Configure(EntityTypeBuilder<Template> table)
        {
            table.ToTable("messaging_templates").HasKey(row => row.Key);
            table.AreLoose();
            table.HasIndex(row => new { row.Kind, row.Language, row.Channel, row.Version }).IsUnique();
        }
    }
}
