using Mainstay.Access.Contracts;
using Mainstay.Network.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Access.Glass;

/// <summary>A role somebody took himself in an emergency, at one site, for an hour at most. Kept for ever: it is looked at afterwards.</summary>
public sealed class BrokenGlass
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    public required GlassId Id { get; init; }

    public required PersonId Person { get; init; }

    public required Role Role { get; init; }

    public required SiteId Site { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>When it ends by itself.</summary>
    public required DateTimeOffset Until { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public PersonId? EndedBy { get; set; }

    public bool IsOpenAt(DateTimeOffset now) => EndedAt is null && now < Until;

    internal sealed class Table : IEntityTypeConfiguration<BrokenGlass>
    {
        public void Configure(EntityTypeBuilder<BrokenGlass> table)
        {
            table.ToTable("access_glass").HasKey(row => row.Id);
            table.HasIndex(row => row.Until);
            table.HasIndex(row => row.Person);
        }
    }
}
