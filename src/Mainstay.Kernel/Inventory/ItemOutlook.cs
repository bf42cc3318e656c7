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

/// <summary>What given stocks of one part give, by VARI-METRIC.</summary>
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
            var (here, more) = (Shortages.At(coming[w], stocks[w].Stock), Shortages.At(coming[w], stocks[w].Stock + 1));
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

                var (short_, fill, saves) = SitePipeline.Of(site.Rate, site.LeadTime, site.Rate / rate, here).With(stocks[w].Sites[j]);
                sites[j] = new(short_, short_ / site.Rate, fill, saves);
                withMore += SitePipeline.Of(site.Rate, site.LeadTime, site.Rate / rate, more).With(stocks[w].Sites[j]).Backorders;
                owed += short_;
                filled += site.Rate * fill;
                next = Better(next, new(w, j, saves));
            }

            warehouses[w] = new(here.Mean, rate > 0 ? here.Mean / rate : 0, Math.Max(0, owed - withMore), sites);
            next = Better(next, new(w, null, warehouses[w].NextSaves));
            backorders += owed;
            needed += rate;
        }

        var units = stocks.Sum(stock => stock.Units);
        return new(new(units, units * item.UnitCost, backorders, needed > 0 ? filled / needed : 1), needed > 0 ? backorders / needed : 0, warehouses, next);
    }

    private static NextUnit? Better(NextUnit? one, NextUnit other) => other.Saves > 1e-12 && (one is null || other.Saves > one.Value.Saves) ? other : one;
}
