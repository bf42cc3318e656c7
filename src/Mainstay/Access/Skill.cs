using Mainstay.Access.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Access;

/// <summary>Something a person can do, as a word of the house (<c>mobile_l3</c>, <c>hindi</c>).</summary>
public sealed class Skill
{
    public required PersonId Person { get; init; }

    public required string Text { get; init; }

    /// <summary>Trimmed, lower case, each once, in order: the form in which skills are compared.</summary>
    public static IReadOnlyList<string> Normalise(IEnumerable<string> skills) =>
        [.. skills.Select(skill => skill.Trim().ToLowerInvariant()).Where(skill => skill.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    internal sealed class Table : IEntityTypeConfiguration<Skill>
    {
        public void Configure(EntityTypeBuilder<Skill> table) =>
            table.ToTable("access_skills").HasKey(skill => new { skill.Person, skill.Text });
    }
}
