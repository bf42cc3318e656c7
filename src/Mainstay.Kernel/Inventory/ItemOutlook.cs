using Mainstay.Kernel.Probability;

namespace Mainstay.Kernel.Inventory;

/// <summary>What one site of a part can expect.</summary>
/// <param name="Backorders">Units owed at any time.</param>
/// <param name="Wait">Days a need waits on average: backorders by rate (Little's law); 0 where nothing is needed.</param>
/// <param name="FillRate">Share of needs that find a part at once; 1 where nothing is needed.</param>
/// <param name="NextSaves">Backorders that one more unit here would save.</param>
public readonly record struct SpareSiteOutlook(double Backorders, double Wait, double FillRate, double NextSaves);

/// <param name="Backorders">Units owed to sites at any time.</param>
/// <param name="Wait">Days a site's order waits on average.</param>
/// <param name="NextSaves">Backorders at the sites that one more unit here would save.</param>
public sealed record SpareWarehouseOutlook(double Backorders, double Wait, double NextSaves, IReadOnlyList<SpareSiteOutlook> Sites);

/// <summary>Where one more unit is of most use.</summary>
/// <param name="Warehouse">Which.</param>
/// <param name="Site">Which of its sites; null: in the warehouse itself.</param>
/// <param name="Saves">Backorders.</param>
public readonly record struct NextUnit(int Warehouse, int? Site, double Saves);

/// <summary>What given stocks of one part give.</summary>
/// <param name="Totals">Of the whole part.</param>
/// <param name="Wait">Days a need waits on average, over all sites.</param>
/// <param name="Next">null where no more is of any use.</param>
public sealed record ItemOutlook(SparePoint Totals, double Wait, IReadOnlyList<SpareWarehouseOutlook> Warehouses, NextUnit? Next)
{
    /// <param name="coming">Units on their way to each warehouse.</param>
    internal static ItemOutlook Of(SpareItem item, IReadOnlyList<WarehouseStocks> stocks, CountDistribution[] coming)
    {
        var warehouses = new SpareWarehouseOutlook[stocks.Count];
        NextUnit? next = null;
        double backorders = 0, needed = 0, filled = 0;
        for (var w = 0; w < warehouses.Length; w++)
        {
            var warehouse = item.Warehouses[w];
            ArgumentOutOfRangeException.ThrowIfNegative(stocks[w].Stock);
            ArgumentOutOfRangeException.ThrowIfNotEqual(stocks[w].Sites.Count, warehouse.Sites.Count);
            var rate = SparesNetwork.Rate(warehouse);
            var owes = Shortages.At(coming[w], stocks[w].Stock);
            var empty = Shortages.At(coming[w], 0);
            View now = new(coming[w], empty, owes, stocks[w].Stock), withOne = new(coming[w], empty, Shortages.At(coming[w], stocks[w].Stock + 1), stocks[w].Stock + 1);
            var sites = new SpareSiteOutlook[warehouse.Sites.Count];
            double owed = 0, withMore = 0;
            for (var j = 0; j < sites.Length; j++)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(stocks[w].Sites[j]);
                var site = warehouse.Sites[j];
                if (site.Rate == 0)
                {
                    sites[j] = new(0, 0, 1, 0);
                    continue;
                }

                var (short_, fill, saves) = now.Of(site, site.Rate / rate, stocks[w].Sites[j]);
                sites[j] = new(short_, short_ / site.Rate, fill, saves);
                withMore += withOne.Of(site, site.Rate / rate, stocks[w].Sites[j]).Backorders;
                owed += short_;
                filled += site.Rate * fill;
                next = Better(next, new(w, j, saves));
            }

            warehouses[w] = new(owes.Mean, rate > 0 ? owes.Mean / rate : 0, Math.Max(0, owed - withMore), sites);
            next = Better(next, new(w, null, warehouses[w].NextSaves));
            backorders += owed;
            needed += rate;
        }

        var units = stocks.Sum(stock => stock.Units);
        return new(new(units, units * item.UnitCost, backorders, needed > 0 ? filled / needed : 1), needed > 0 ? backorders / needed : 0, warehouses, next);
    }

    private static NextUnit? Better(NextUnit? one, NextUnit other) => other.Saves > 1e-12 && (one is null || other.Saves > one.Value.Saves) ? other : one;

    /// <param name="Coming">Units on their way to the warehouse.</param>
    /// <param name="Empty">What it owes when it keeps nothing.</param>
    /// <param name="Owes">What it owes with its stock.</param>
    private sealed record View(CountDistribution Coming, Shortages Empty, Shortages Owes, int Warehouse)
    {
        /// <summary>Less is not told apart from nothing.</summary>
        private const double Least = 1e-13;

        /// <returns>Expected units owed, P(N &lt; stock), and what one more unit would save.</returns>
        public (double Backorders, double FillRate, double NextSaves) Of(SpareSite site, double share, int stock)
        {
            SitePipeline pipeline = SitePipeline.Of(site, share, Owes), empty = SitePipeline.Of(site, share, Empty);
            var reach = SiteMissing.Reach(empty, Least);
            if (SiteMissing.Reach(empty, SubtreeCurve.LeastSaving) > SiteMissing.Most)
            {
                var counts = pipeline.Counts;
                return (counts.Shortage(stock), counts.AtMost(stock - 1), counts.MoreThan(stock));
            }

            Span<double> found = stackalloc double[Math.Min(Math.Min(reach, SiteMissing.Most), stock) + 1];
            SiteMissing.Find(found, site, share, Coming, Warehouse);
            double backorders = pipeline.Mean, filled = 0;
            for (var n = 0; n < stock; n++)
            {
                filled += n < found.Length ? found[n] : 0;
                if (n >= found.Length || 1 - filled < Least)
                {
                    return (Math.Max(0, backorders), Math.Min(1, filled), 0);
                }

                backorders -= 1 - filled;
            }

            return (Math.Max(0, backorders), Math.Min(1, filled), stock < found.Length ? Math.Max(0, 1 - filled - found[stock]) : 0);
        }
    }
}
