using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Access;

/// <summary>One <see cref="Grant"/> of one person.</summary>
public sealed class GrantRow
{
    public required GrantId Id { get; init; }

    public required PersonId Person { get; init; }

    public required Role Role { get; init; }

    public SiteId? Site { get; init; }

    public OrganisationId? Organisation { get; init; }

    public Grant ToGrant() => new(Role, Site, Organisation);

    public static GrantRow Of(GrantId id, PersonId person, Grant grant) =>
        new() { Id = id, Person = person, Role = grant.Role, Site = grant.Site, Organisation = grant.Organisation };

    internal sealed class Table : IEntityTypeConfiguration<GrantRow>
    {
        public void Configure(EntityTypeBuilder<GrantRow> table)
        {
            table.ToTable("access_grants").HasKey(grant => grant.Id);
            table.HasIndex(grant => grant.Person);
            table.HasIndex(grant => grant.Site);
        }
    }
}

public readonly record struct GrantId(Guid Value) : IId<GrantId>
{
    public static GrantId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out GrantId id) => Common.Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}
