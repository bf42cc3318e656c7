using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Parts.Planning;

/// <summary>One look at demand and stock of the whole network, and what came of it.</summary>
public sealed class PlanningRun
{
    public required RunId Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required PersonId By { get; init; }

    /// <summary>The night it was done for, once each; null when somebody asked for it.</summary>
    public DateOnly? Night { get; init; }

    /// <summary>How far back demand was looked at.</summary>
    public required int Months { get; init; }

    /// <summary>Wished share of needs that find the part at once; null when a budget was given.</summary>
    public double? TargetFill { get; init; }

    public long? BudgetMinor { get; init; }

    /// <summary>Expected with these levels.</summary>
    public required double Fill { get; init; }

    /// <summary>Needs waiting at any time, expected with these levels.</summary>
    public required double Backorders { get; init; }

    /// <summary>Cost of all the levels together.</summary>
    public required long MoneyMinor { get; init; }

    public required string Currency { get; init; }

    public required int Proposals { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<PlanningRun>
    {
        public void Configure(EntityTypeBuilder<PlanningRun> table)
        {
            table.ToTable("parts_runs").HasKey(run => run.Id);
            table.Property(run => run.By).IsLoose();
            table.HasIndex(run => run.Night).IsUnique();
            table.HasIndex(run => run.At);
        }
    }
}

/// <summary>How many of a part a site should have, there and on the way, as the last run found.</summary>
public sealed class TargetLevel
{
    public required SiteId Site { get; init; }

    public required PartId Part { get; init; }

    public required int Level { get; init; }

    /// <summary>Needs a day that the level was made for.</summary>
    public required double Rate { get; init; }

    public required RunId Run { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<TargetLevel>
    {
        public void Configure(EntityTypeBuilder<TargetLevel> table)
        {
            table.ToTable("parts_levels").HasKey(level => new { level.Site, level.Part });
            table.HasIndex(level => level.Part);
        }
    }
}

/// <summary>What planning suggests. Accepted, it becomes a transfer or an order.</summary>
public sealed class Proposal
{
    public required ProposalId Id { get; init; }

    public required RunId Run { get; init; }

    public required ProposalKind Kind { get; init; }

    public required PartId Part { get; init; }

    /// <summary>The site that sends; null when a supplier does.</summary>
    public SiteId? From { get; init; }

    public OrganisationId? Supplier { get; init; }

    public required SiteId To { get; init; }

    public required int Quantity { get; init; }

    /// <summary>At cost when it moves, at the supplier's price when it is bought.</summary>
    public required long ValueMinor { get; init; }

    public required string Currency { get; init; }

    public required Why Why { get; init; }

    /// <summary>When the stock it rests on was last counted; null: never.</summary>
    public DateTimeOffset? CountedAt { get; init; }

    /// <summary>The job that waits for it.</summary>
    public NeedId? For { get; init; }

    public required ProposalState State { get; set; }

    public PersonId? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public TransferId? Transfer { get; set; }

    public OrderId? Order { get; set; }

    public int Version { get; set; }

    public bool IsMove => From is not null;

    public void Decide(ProposalState state, PersonId by, DateTimeOffset at)
    {
        (State, DecidedBy, DecidedAt) = (state, by, at);
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<Proposal>
    {
        public void Configure(EntityTypeBuilder<Proposal> table)
        {
            table.ToTable("parts_proposals", t => t.HasCheckConstraint("ck_parts_proposals_quantity", "quantity > 0")).HasKey(proposal => proposal.Id);
            table.Ignore(proposal => proposal.IsMove);
            table.Property(proposal => proposal.For).IsLoose();
            table.Property(proposal => proposal.DecidedBy).IsLoose();
            table.Property(proposal => proposal.Version).IsConcurrencyToken();
            table.HasIndex(proposal => new { proposal.State, proposal.Kind });
            table.HasIndex(proposal => new { proposal.Part, proposal.State });
            table.HasIndex(proposal => proposal.Run);
        }
    }
}

/// <summary>Within which limits proposals are accepted without anybody looking. Versions are never changed; the newest holds. None: nothing is.</summary>
public sealed class AutoAccept
{
    public required AutoAcceptId Id { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required PersonId By { get; init; }

    public required bool IsOn { get; init; }

    /// <summary>No proposal worth more.</summary>
    public required long ProposalMinor { get; init; }

    /// <summary>All of one run together are not worth more.</summary>
    public required long RunMinor { get; init; }

    /// <summary>Words of <see cref="ProposalKind"/>, separated by spaces.</summary>
    public required string Kinds { get; init; }

    public bool Takes(ProposalKind kind) => Kinds.Split(' ').Contains(EnumText<ProposalKind>.Of(kind));

    /// <summary>The proposals to accept: urgent ones first as they come, each within its limit, together within the run's.</summary>
    public IReadOnlyList<Proposal> Choose(IEnumerable<Proposal> proposals)
    {
        List<Proposal> chosen = [];
        var left = RunMinor;
        foreach (var proposal in proposals)
        {
            if (IsOn && Takes(proposal.Kind) && proposal.ValueMinor <= ProposalMinor && proposal.ValueMinor <= left)
            {
                left -= proposal.ValueMinor;
                chosen.Add(proposal);
            }
        }

        return chosen;
    }

    internal sealed class Table : IEntityTypeConfiguration<AutoAccept>
    {
        public void Configure(EntityTypeBuilder<AutoAccept> table)
        {
            table.ToTable("parts_auto_accept").HasKey(policy => policy.Id);
            table.Property(policy => policy.By).IsLoose();
            table.HasIndex(policy => policy.Since).IsUnique();
        }
    }
}
