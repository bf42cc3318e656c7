using Mainstay.Kernel.Probability;

namespace Mainstay.Kernel.Inventory;

/// <summary>A place where devices are repaired with this part.</summary>
/// <param name="Rate">Parts needed a day, at least 0.</param>
/// <param name="LeadTime">From the warehouse, in days, at least 0, when the warehouse has one.</param>
public sealed record SparesSite(string Name, double Rate, double LeadTime);

/// <summary>Three answers to one question, from the oldest to the true one.</summary>
/// <param name="Metric">The pipeline of a site taken as Poisson.</param>
/// <param name="VariMetric">The pipeline of a site taken as negative binomial with its true mean and variance.</param>
/// <param name="Exact">By the pipeline's distribution itself.</param>
public readonly record struct Backorders(double Metric, double VariMetric, double Exact)
{
    public static Backorders operator +(Backorders one, Backorders other) =>
        new(one.Metric + other.Metric, one.VariMetric + other.VariMetric, one.Exact + other.Exact);
}

/// <param name="Backorders">Expected, at any time.</param>
/// <param name="FillRate">The share of needs that find a part at the site, exact.</param>
public readonly record struct SiteOutlook(Backorders Backorders, double FillRate);

/// <param name="Warehouse">Expected backorders of the warehouse, the same by all three methods.</param>
/// <param name="Sites">In the order given.</param>
/// <param name="Total">Of the sites: what customers wait for.</param>
public sealed record NetworkOutlook(double Warehouse, IReadOnlyList<SiteOutlook> Sites, Backorders Total);

/// <param name="Warehouse">Units.</param>
/// <param name="Sites">Units, in the order given.</param>
/// <param name="Backorders">Expected at all sites together, exact.</param>
public sealed record BestStocks(int Warehouse, IReadOnlyList<int> Sites, double Backorders);

/// <summary>
/// One warehouse that supplies sites with one part, one for one: a part used at a site is ordered from the warehouse at once, and the
/// warehouse gets one back from repair or its supplier for each it sends.
/// </summary>
/// <remarks>
/// With Poisson needs X₀ units are on their way to the warehouse, which owes B₀ = (X₀ - s₀)⁺; each owed unit belongs to site j with
/// probability fⱼ = λⱼ/λ₀, and what is missing at site j is Nⱼ = Binomial(B₀, fⱼ) + Poisson(λⱼTⱼ).
/// Sources: C. C. Sherbrooke, "METRIC: a multi-echelon technique for recoverable item control", Operations Research 16 (1968) 122-141;
/// S. C. Graves, "A multi-echelon inventory model for a repairable item with one-for-one replenishment", Management Science 31 (1985) 1247-1256
/// (exact distribution and the two moments); C. C. Sherbrooke, "VARI-METRIC", Operations Research 34 (1986) 311-319.
/// </remarks>
public sealed class TwoEchelon
{
    private readonly IReadOnlyList<SparesSite> _sites;
    private readonly CountDistribution _coming;
    private readonly double _rate;

    /// <param name="sites">Who is supplied.</param>
    /// <param name="leadTime">Of the warehouse, in days: mean time of repair or supply, at least 0.</param>
    /// <param name="repairServers">null: as many repairs at once as needed; else so many benches, repair times exponential.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate or time is negative or not finite, or the benches cannot keep up.</exception>
    public TwoEchelon(IReadOnlyList<SparesSite> sites, double leadTime, int? repairServers = null)
    {
        foreach (var site in sites)
        {
            if (!(site.Rate >= 0 && site.LeadTime >= 0 && double.IsFinite(site.Rate) && double.IsFinite(site.LeadTime)))
            {
                throw new ArgumentOutOfRangeException(nameof(sites), $"{site.Name}: rate and lead time are finite and not negative.");
            }
        }

        _sites = sites;
        _rate = sites.Sum(site => site.Rate);
        _coming = repairServers is { } servers ? CountDistribution.Queue(_rate, leadTime, servers) : CountDistribution.Poisson(_rate * leadTime);
    }

    /// <summary>What these stocks give.</summary>
    /// <param name="warehouse">Units, at least 0.</param>
    /// <param name="stocks">Units at each site, at least 0, in the order of the sites.</param>
    public NetworkOutlook Evaluate(int warehouse, IReadOnlyList<int> stocks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(warehouse);
        ArgumentOutOfRangeException.ThrowIfNotEqual(stocks.Count, _sites.Count);
        var owed = _coming.Above(warehouse);
        Dictionary<(double, double), CountDistribution> known = [];
        List<SiteOutlook> outlooks = [];
        Backorders total = default;
        for (var j = 0; j < _sites.Count; j++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(stocks[j]);
            var (mean, variance) = Moments(owed, _sites[j]);
            var missing = Missing(owed, _sites[j], known);
            SiteOutlook site = new(
                new(CountDistribution.Poisson(mean).Shortage(stocks[j]), CountDistribution.Fitted(mean, variance).Shortage(stocks[j]), missing.Shortage(stocks[j])),
                missing.AtMost(stocks[j] - 1));
            outlooks.Add(site);
            total += site.Backorders;
        }

        return new(owed.Mean, outlooks, total);
    }

    /// <summary>Where so many units in the whole system are best kept: the fewest expected backorders at the sites, exact.</summary>
    /// <param name="units">In all places together, at least 0.</param>
    /// <remarks>
    /// For each stock of the warehouse the sites are filled by marginal analysis, which is optimal because each site's backorders are
    /// convex in its stock; more than the warehouse can ever owe is never kept there.
    /// </remarks>
    public BestStocks Best(int units)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        var most = 0;
        while (most < units && _coming.Shortage(most) > 1e-12)
        {
            most++;
        }

        // Sites with the same rate and lead time miss the same.
        var groups = _sites.Select(site => (site.Rate, site.LeadTime)).Distinct().ToArray();
        var group = _sites.Select(site => Array.IndexOf(groups, (site.Rate, site.LeadTime))).ToArray();
        var inTransit = groups.Select(site => CountDistribution.Poisson(site.Rate * site.LeadTime)).ToArray();
        var owed = groups.Select(site => _coming.ThinnedFrom(_rate == 0 ? 0 : site.Rate / _rate, most)).ToArray();
        var found = new BestStocks[most + 1];
        for (var warehouse = most; warehouse >= 0; warehouse--)
        {
            var missing = new CountDistribution[groups.Length];
            for (var g = 0; g < groups.Length; g++)
            {
                missing[g] = owed[g].Next().Plus(inTransit[g]);
            }

            found[warehouse] = Fill(warehouse, units - warehouse, missing, group);
        }

        var least = found.Min(stocks => stocks.Backorders);
        return found.First(stocks => stocks.Backorders <= least + 1e-12);
    }

    /// <summary>Units that would save nothing anywhere stay in the warehouse.</summary>
    private static BestStocks Fill(int warehouse, int units, CountDistribution[] missing, int[] group)
    {
        var stocks = new int[group.Length];
        PriorityQueue<int, double> next = new(); // The unit that saves most comes first.
        for (var j = 0; j < group.Length; j++)
        {
            next.Enqueue(j, -missing[group[j]].MoreThan(0));
        }

        for (; units > 0 && next.TryDequeue(out var j, out var saved) && saved < 0; units--)
        {
            stocks[j]++;
            next.Enqueue(j, -missing[group[j]].MoreThan(stocks[j]));
        }

        return new(warehouse + units, stocks, stocks.Select((stock, j) => missing[group[j]].Shortage(stock)).Sum());
    }

    private CountDistribution Missing(CountDistribution owed, SparesSite site, Dictionary<(double, double), CountDistribution> known)
    {
        if (!known.TryGetValue((site.Rate, site.LeadTime), out var missing))
        {
            missing = owed.Thinned(Share(site)).Plus(CountDistribution.Poisson(site.Rate * site.LeadTime));
            known[(site.Rate, site.LeadTime)] = missing;
        }

        return missing;
    }

    private (double Mean, double Variance) Moments(CountDistribution owed, SparesSite site)
    {
        double transit = site.Rate * site.LeadTime, share = Share(site);
        return (transit + (share * owed.Mean), transit + (share * share * owed.Variance) + (share * (1 - share) * owed.Mean));
    }

    private double Share(SparesSite site) => _rate == 0 ? 0 : site.Rate / _rate;
}
