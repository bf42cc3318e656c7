using System.Globalization;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Needs;
using Mainstay.Parts.Supply;

namespace Mainstay.Parts.Planning;

/// <summary>
/// What to move and order of one part, from what is known of it; nothing else is looked at. Jobs that wait come first, then levels; a
/// warehouse that cannot fill all levels fills the emptiest first; nobody is asked for more than lies there.
/// </summary>
public static class SupplyRule
{
    /// <summary>So many days before the last order day the last buy is proposed, so that somebody has time to think.</summary>
    public const int LastBuyNotice = 60;

    /// <summary>How sure the last buy is to last, in standard deviations.</summary>
    private const double LastBuySafety = 1.65;

    /// <summary>Devices are repaired so long after the last order when nobody said otherwise (ecodesign rules: seven years).</summary>
    private const int YearsSupported = 7;

    /// <summary>A centre gives away what lies above its level when that is at least so many pieces.</summary>
    private const int MuchMore = 2;

    public static Supplies Decide(PartStand part)
    {
        List<Suggestion> suggestions = [];
        var free = Math.Max(0, part.Warehouse.Free);
        var sites = part.Sites.ToDictionary(site => site.Site.Id, site => new Account(site));
        var claims = Uncovered(part, sites);
        foreach (var allotment in Allocation.Decide(claims, free, part.Now).Where(allotment => allotment.Given))
        {
            var (claim, site) = (allotment.Claim, sites[allotment.Claim.Site]);
            free -= claim.Quantity;
            site.Take(claim.Quantity);
            suggestions.Add(Move(part, ProposalKind.Job, part.Warehouse, site.Stand, claim.Quantity, Why.Because(
                "supply_job", ("rank", N(allotment.Rank)), ("of", N(claims.Count)), ("points", N(allotment.Points)), ("left", N(free))), claim.Need));
        }

        var wanted = sites.Values.Sum(site => site.Wanted);
        Replenish(part, suggestions, sites.Values, free, wanted);
        Rebalance(part, suggestions, sites);
        var owed = sites.Values.Sum(site => site.Wanted);
        var passedOn = Order(part, suggestions, Math.Max(0, part.Warehouse.Free) - suggestions.Where(s => s.From == part.Warehouse.Site.Id).Sum(s => s.Quantity) - owed);
        return new Supplies(suggestions, passedOn);
    }

    /// <summary>Jobs for whom nothing lies or comes: what does goes to the most urgent of their site.</summary>
    private static List<Claim> Uncovered(PartStand part, Dictionary<SiteId, Account> sites) =>
    [
        .. part.Waiting.Where(claim => sites.ContainsKey(claim.Site)).GroupBy(claim => claim.Site)
            .SelectMany(site => Allocation.Decide(site, sites[site.Key].Stand.Free + sites[site.Key].Stand.Coming, part.Now).Where(allotment => !allotment.Given).Select(allotment => allotment.Claim)),
    ];

    private static void Replenish(PartStand part, List<Suggestion> suggestions, IEnumerable<Account> sites, int free, int wanted)
    {
        List<Account> asking = [.. sites.Where(site => site.Wanted > 0)];
        Dictionary<SiteId, int> given = [];
        if (wanted <= free)
        {
            given = asking.ToDictionary(site => site.Stand.Site.Id, site => site.Wanted);
        }
        else
        {
            // One piece at a time to whoever has the smallest share of his level; of equal ones to the one who lacks most.
            PriorityQueue<Account, (double, int, string)> next = new();
            void Enqueue(Account site, int got) => next.Enqueue(site, ((double)(site.Position + got) / Math.Max(1, site.Stand.Level), -(site.Wanted - got), site.Stand.Site.Ref.Code));
            asking.ForEach(site => Enqueue(site, 0));
            for (var left = free; left > 0 && next.TryDequeue(out var site, out _); left--)
            {
                var got = given[site.Stand.Site.Id] = given.GetValueOrDefault(site.Stand.Site.Id) + 1;
                if (got < site.Wanted)
                {
                    Enqueue(site, got);
                }
            }
        }

        foreach (var site in asking)
        {
            if (given.GetValueOrDefault(site.Stand.Site.Id) is var pieces and > 0)
            {
                var why = pieces < site.Wanted
                    ? Why.Because("supply_replenish_short", ("level", N(site.Stand.Level)), ("position", N(site.Position)), ("wanted", N(site.Wanted)), ("free", N(free)), ("all", N(wanted)))
                    : Why.Because("supply_replenish", ("level", N(site.Stand.Level)), ("position", N(site.Position)));
                suggestions.Add(Move(part, ProposalKind.Replenish, part.Warehouse, site.Stand, pieces, why));
                site.Take(pieces);
            }
        }
    }

    /// <summary>Only towards jobs that still wait: a level alone is no reason to send parts across the country.</summary>
    private static void Rebalance(PartStand part, List<Suggestion> suggestions, Dictionary<SiteId, Account> sites)
    {
        Dictionary<SiteId, int> spare = sites.Values
            .Select(site => (site.Stand.Site.Id, Spare: Math.Min(site.Stand.Free, site.Position) - site.Stand.Level))
            .Where(site => site.Spare >= MuchMore)
            .ToDictionary(site => site.Id, site => site.Spare);
        foreach (var site in sites.Values.Where(site => site.Uncovered > 0).OrderByDescending(site => site.Uncovered).ThenBy(site => site.Stand.Site.Ref.Code, StringComparer.Ordinal))
        {
            foreach (var giver in spare.Keys.OrderBy(id => SupplyTime.Days(sites[id].Stand.Site, site.Stand.Site)).ThenByDescending(id => spare[id]).ThenBy(id => id.Value).ToList())
            {
                var pieces = Math.Min(spare[giver], site.Uncovered);
                if (pieces > 0)
                {
                    suggestions.Add(Move(part, ProposalKind.Rebalance, sites[giver].Stand, site.Stand, pieces, Why.Because(
                        "supply_rebalance", ("waiting", N(site.Uncovered)), ("spare", N(spare[giver])), ("level", N(sites[giver].Stand.Level)))));
                    spare[giver] -= pieces;
                    site.Take(pieces);
                }
            }
        }
    }

    /// <returns>What is passed on to the successor.</returns>
    private static int Order(PartStand part, List<Suggestion> suggestions, int freeAfter)
    {
        var stand = part.Warehouse;
        var position = freeAfter + stand.Coming - stand.Waiting;
        var wished = (position <= part.Reorder ? Math.Max(0, stand.Level - position) : 0) + part.Inherited;
        var isOver = part.Facts?.LastOrderOn < part.Today;
        if (part.Facts?.Successor is not null)
        {
            return wished;
        }

        if (part.Term is not { } term || isOver)
        {
            return 0;
        }

        if (part.Facts?.LastOrderOn is { } last && last.DayNumber - part.Today.DayNumber <= LastBuyNotice)
        {
            var until = part.Facts.SupportedUntil ?? last.AddYears(YearsSupported);
            var mean = part.DayRate * Math.Max(0, until.DayNumber - part.Today.DayNumber);
            var network = position + part.Sites.Sum(site => site.Position) + suggestions.Where(s => s.From == stand.Site.Id).Sum(s => s.Quantity);
            var needed = (int)Math.Min(Stock.StockRules.MostPieces, Math.Ceiling(mean + (LastBuySafety * Math.Sqrt(mean)))) - network;
            if (needed > 0)
            {
                suggestions.Add(Buy(part, term, ProposalKind.LastBuy, term.Rounded(needed), Why.Because(
                    "supply_last_buy", ("last", Day(last)), ("until", Day(until)), ("needed", N((int)mean)), ("have", N(network)))));
            }

            return 0;
        }

        if (wished > 0)
        {
            var quantity = term.Rounded(wished);
            suggestions.Add(part.Inherited > 0
                ? Buy(part, term, ProposalKind.Supersede, quantity, Why.Because("supply_supersede", ("inherited", N(part.Inherited)), ("wished", N(wished)), ("pack", N(term.PackSize)), ("days", N(term.LeadDays))))
                : Buy(part, term, ProposalKind.Order, quantity, Why.Because(
                    "supply_order", ("position", N(position)), ("reorder", N(part.Reorder)), ("level", N(stand.Level)), ("least", N(term.MinQuantity)), ("pack", N(term.PackSize)), ("lead", N(term.LeadDays)))));
        }

        return 0;
    }

    private static Suggestion Move(PartStand part, ProposalKind kind, SiteStand from, SiteStand to, int pieces, Why why, NeedId? need = null) =>
        new(kind, from.Site.Id, null, to.Site.Id, pieces, new Money(checked(part.Part.Cost.Minor * pieces), part.Part.Cost.Currency), why, from.CountedAt, need);

    private static Suggestion Buy(PartStand part, SupplyTerm term, ProposalKind kind, int pieces, Why why) =>
        new(kind, null, term.Supplier, part.Warehouse.Site.Id, pieces, new Money(checked(term.PriceMinor * pieces), term.Currency), why, part.Warehouse.CountedAt);

    private static string N(int pieces) => pieces.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A site while its wishes are met.</summary>
    private sealed class Account(SiteStand stand)
    {
        private int _got;

        public SiteStand Stand => stand;

        public int Position => stand.Position + _got;

        public int Uncovered => Math.Max(0, stand.Uncovered - _got);

        /// <summary>Up to the level, and never less than what jobs wait for.</summary>
        public int Wanted => Math.Max(0, stand.Level - Position);

        public void Take(int pieces) => _got += pieces;
    }
}
