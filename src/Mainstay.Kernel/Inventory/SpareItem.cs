namespace Mainstay.Kernel.Inventory;

/// <summary>A place where this part is used.</summary>
/// <param name="Rate">Parts needed a day, at least 0.</param>
/// <param name="LeadTime">From its warehouse, in days, at least 0, when the warehouse has one.</param>
public readonly record struct SpareSite(double Rate, double LeadTime);

/// <summary>One part at one warehouse, with the sites this warehouse supplies.</summary>
/// <param name="LeadTime">
/// Days until the warehouse gets another for one it sent, without any queue: the supplier's lead time, or the way to the factory and back.
/// </param>
/// <param name="Shop">The repair shop whose benches it passes on the way, by its place in the network's list; null: none, or always one free.</param>
public sealed record SpareWarehouse(double LeadTime, int? Shop, IReadOnlyList<SpareSite> Sites);

/// <summary>One part in the whole network. A site belongs to one warehouse only, so warehouses are independent of each other.</summary>
/// <param name="Key">What it is called.</param>
/// <param name="UnitCost">In minor units of money, at least 0.</param>
public sealed record SpareItem(string Key, long UnitCost, IReadOnlyList<SpareWarehouse> Warehouses);

/// <summary>Benches that all parts sent there share, first come first served, exponential repair times of one mean.</summary>
/// <param name="Servers">Benches, at least 1.</param>
/// <param name="RepairTime">Mean on the bench, in days, at least 0.</param>
public sealed record RepairShop(int Servers, double RepairTime);

/// <summary>Units of one part under one warehouse.</summary>
/// <param name="Stock">Of the warehouse.</param>
/// <param name="Sites">Of its sites, in their order.</param>
public sealed record WarehouseStocks(int Stock, IReadOnlyList<int> Sites)
{
    public long Units => Stock + Sites.Sum(stock => (long)stock);
}

/// <summary>What a number of units of one part gives.</summary>
/// <param name="Units">In all places together.</param>
/// <param name="Money">What they cost, in minor units.</param>
/// <param name="Backorders">Expected units owed to customers at any time.</param>
/// <param name="FillRate">Share of needs that find a part at their site at once; 1 where nothing is needed.</param>
public readonly record struct SparePoint(long Units, long Money, double Backorders, double FillRate);
