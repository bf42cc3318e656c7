using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Needs;
using Mainstay.Parts.Supply;

namespace Mainstay.Parts.Planning;

/// <summary>One part at one site at the moment of planning.</summary>
/// <param name="Level">How many should be there and on the way.</param>
/// <param name="Free">Good pieces in bins, less what was asked for by other sites already.</param>
/// <param name="Coming">On the way here, asked for from elsewhere, and on order here.</param>
/// <param name="Waiting">Pieces that jobs here wait for.</param>
/// <param name="CountedAt">The oldest count of what lies here; null: some of it never.</param>
public sealed record SiteStand(SiteInfo Site, int Level, int Free, int Coming, int Waiting, DateTimeOffset? CountedAt)
{
    public int Position => Free + Coming - Waiting;

    /// <summary>Pieces jobs wait for that neither lie here nor come.</summary>
    public int Uncovered => Math.Max(0, Waiting - Free - Coming);
}

/// <summary>One part, one warehouse and the sites it supplies.</summary>
/// <param name="Reorder">At so many or fewer, there and on order, the warehouse orders.</param>
/// <param name="DayRate">Needs a day at all these sites.</param>
/// <param name="Waiting">Jobs at these sites that wait for it.</param>
/// <param name="Term">Of the supplier to order from; null: there is none.</param>
/// <param name="Facts">null: nothing special is known.</param>
/// <param name="Inherited">Pieces the numbers it succeeds would order and cannot.</param>
public sealed record PartStand(
    PartInfo Part,
    SiteStand Warehouse,
    int Reorder,
    double DayRate,
    IReadOnlyList<SiteStand> Sites,
    IReadOnlyList<Claim> Waiting,
    SupplyTerm? Term,
    PartSupply? Facts,
    int Inherited,
    DateTimeOffset Now)
{
    public DateOnly Today => Warehouse.Site.Today(Now);
}

/// <summary>A proposal before it is written down.</summary>
public sealed record Suggestion(
    ProposalKind Kind, SiteId? From, OrganisationId? Supplier, SiteId To, int Quantity, Money Value, Why Why, DateTimeOffset? CountedAt, NeedId? For = null);

/// <param name="PassedOn">Pieces its successor should be ordered for instead.</param>
public sealed record Supplies(IReadOnlyList<Suggestion> Suggestions, int PassedOn);
