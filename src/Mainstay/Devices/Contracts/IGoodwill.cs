using Mainstay.Common;
using Mainstay.Network.Contracts;

namespace Mainstay.Devices.Contracts;

/// <param name="Site">The site the budget belongs to; null when it is its operator's.</param>
public sealed record GoodwillBudgetInfo(
    SiteId? Site, OrganisationId? Organisation, DateOnly Month, Money Amount, Money Committed)
{
    public Money Left => new(Amount.Minor - Committed.Minor, Amount.Currency);
}

/// <summary>Goodwill comes out of a monthly budget: the site's own, or else its operator's.</summary>
public interface IGoodwill
{
    /// <summary>The budget a site draws on in the month of that day; null when nobody has set one.</summary>
    Task<GoodwillBudgetInfo?> BudgetAsync(SiteId site, DateOnly day, CancellationToken ct);

    /// <summary>Sets the amount aside if the budget still holds it. Joins the caller's unit of work, not yet saved.</summary>
    /// <returns>False when there is no budget or too little left in it.</returns>
    Task<bool> TryCommitAsync(SiteId site, DateOnly day, Money amount, CancellationToken ct);

    /// <summary>Gives a former commitment back (cancelled, repaired for less). Joins the caller's unit of work.</summary>
    Task ReleaseAsync(SiteId site, DateOnly day, Money amount, CancellationToken ct);
}
