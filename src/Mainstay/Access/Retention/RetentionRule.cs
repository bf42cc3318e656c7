using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Access.Retention;

/// <summary>How long a kind of data is kept where somebody changed it, and how its last round went.</summary>
internal sealed class RetentionRule
{
    public required string Kind { get; init; }

    /// <summary>Null: as is usual for the kind.</summary>
    public int? Days { get; set; }

    public DateTimeOffset? LastRunAt { get; set; }

    public long LastCount { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<RetentionRule>
    {
        public void Configure(EntityTypeBuilder<RetentionRule> table) => table.ToTable("access_retention").HasKey(rule => rule.Kind);
    }
}
