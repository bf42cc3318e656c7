using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Devices;

/// <summary>What a site, or an operator for all his sites without their own, may give away in a month.</summary>
public sealed class GoodwillBudget
{
    public required GoodwillBudgetId Id { get; init; }

    public SiteId? Site { get; init; }

    public OrganisationId? Organisation { get; init; }

    /// <summary>Its first day.</summary>
    public required DateOnly Month { get; init; }

    public required long AmountMinor { get; set; }

    public required string Currency { get; init; }

    public long CommittedMinor { get; private set; }

    public int Version { get; private set; }

    public bool TryCommit(Money amount)
    {
        if (amount.Minor < 0 || amount.Currency != Currency || amount.Minor > AmountMinor - CommittedMinor)
        {
            return false;
        }

        CommittedMinor += amount.Minor;
        Version++;
        return true;
    }

    public void Release(Money amount)
    {
        if (amount.Minor < 0 || amount.Currency != Currency || amount.Minor > CommittedMinor)
        {
            throw new RefusedException("goodwill-not-committed", "So much was not set aside in this budget.");
        }

        CommittedMinor -= amount.Minor;
        Version++;
    }

    public void Change(Money amount)
    {
        if (amount.Currency != Currency)
        {
            throw new RefusedException("goodwill-committed", $"This budget is kept in {Currency}.");
        }

        if (amount.Minor < CommittedMinor)
        {
            throw new RefusedException("goodwill-committed", $"{CommittedMinor / 100m:0.00} {Currency} of this budget are committed already.");
        }

        AmountMinor = amount.Minor;
        Version++;
    }

    public GoodwillBudgetInfo ToInfo() => new(
        Site, Organisation, Month, new Money(AmountMinor, Currency), new Money(CommittedMinor, Currency));

    internal sealed class Table : IEntityTypeConfiguration<GoodwillBudget>
    {
        public void Configure(EntityTypeBuilder<GoodwillBudget> table)
        {
            table.ToTable("devices_goodwill_budgets").HasKey(budget => budget.Id);
            table.HasIndex(budget => new { budget.Site, budget.Month }).IsUnique().HasFilter("site IS NOT NULL");
            table.HasIndex(budget => new { budget.Organisation, budget.Month }).IsUnique().HasFilter("organisation IS NOT NULL");
            table.Property(budget => budget.Version).IsConcurrencyToken();
        }
    }
}
