using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Devices;

/// <summary>A line of versions of one kind of rule.</summary>
public sealed class Policy
{
    public const string Warranty = "warranty";
    public const string TermsOfService = "terms";

    public required PolicyId Id { get; init; }

    public required string Kind { get; init; }

    public int LatestNumber { get; private set; }

    public DateOnly LatestValidFrom { get; private set; }

    public int Version { get; private set; }

    /// <summary>The next version. Versions come into force in the order of their numbers; none is ever changed.</summary>
    public PolicyVersion Publish(PolicyVersionId id, string body, string? note, DateOnly validFrom, PersonId by, DateTimeOffset now)
    {
        if (LatestNumber > 0 && validFrom < LatestValidFrom)
        {
            throw new RefusedException(
                "policy-order", $"Version {LatestNumber} comes into force on {LatestValidFrom:yyyy-MM-dd}; the next one cannot do so before it.");
        }

        LatestNumber++;
        LatestValidFrom = validFrom;
        Version++;
        return new PolicyVersion
        {
            Id = id,
            Policy = Id,
            Number = LatestNumber,
            ValidFrom = validFrom,
            PublishedAt = now,
            PublishedBy = by,
            Note = note,
            Body = body,
        };
    }

    internal sealed class Table : IEntityTypeConfiguration<Policy>
    {
        public void Configure(EntityTypeBuilder<Policy> table)
        {
            table.ToTable("devices_policies").HasKey(policy => policy.Id);
            table.HasIndex(policy => policy.Kind).IsUnique();
            table.Property(policy => policy.Version).IsConcurrencyToken();
            table.HasData(
                Founded(DefaultPolicies.WarrantyPolicy, Warranty),
                Founded(DefaultPolicies.TermsPolicy, TermsOfService));
        }

        private static Policy Founded(PolicyId id, string kind) => new()
        {
            Id = id,
            Kind = kind,
            LatestNumber = 1,
            LatestValidFrom = DefaultPolicies.ValidFrom,
        };
    }
}

/// <summary>Immutable: decisions refer to it for ever (law 6).</summary>
public sealed class PolicyVersion
{
    public required PolicyVersionId Id { get; init; }

    public required PolicyId Policy { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Number { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public required PersonId PublishedBy { get; init; }

    /// <summary>Why it was published, for those who read it later.</summary>
    public string? Note { get; init; }

    /// <summary>JSON in the shape of its kind.</summary>
    public required string Body { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<PolicyVersion>
    {
        public void Configure(EntityTypeBuilder<PolicyVersion> table)
        {
            table.ToTable("devices_policy_versions").AreLoose().HasKey(version => version.Id);
            table.HasOne<Policy>().WithMany().HasForeignKey(version => version.Policy);
            table.HasIndex(version => new { version.Policy, version.Number }).IsUnique();
            table.HasData(
                Founded(DefaultPolicies.WarrantyVersion, DefaultPolicies.WarrantyPolicy, PolicyText.Write(DefaultPolicies.Warranty)),
                Founded(DefaultPolicies.TermsVersion, DefaultPolicies.TermsPolicy, PolicyText.WriteFirst(Terms.Default)));
        }

        private static PolicyVersion Founded(PolicyVersionId id, PolicyId policy, string body) => new()
        {
            Id = id,
            Policy = policy,
            Number = 1,
            ValidFrom = DefaultPolicies.ValidFrom,
            PublishedAt = new DateTimeOffset(DefaultPolicies.ValidFrom, TimeOnly.MinValue, TimeSpan.Zero),
            PublishedBy = Actor.System.Person,
            Note = "In force until the maker publishes his own.",
            Body = body,
        };
    }
}
