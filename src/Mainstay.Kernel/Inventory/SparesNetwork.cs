using Mainstay.Kernel.Probability;

namespace Mainstay.Kernel.Inventory;

/// <summary>
/// Many parts in one network: warehouses that supply sites one for one, themselves fed by suppliers or by factories whose benches all
/// parts share. Answers what given stocks give, what one more unit would, and which stocks are best for money or for a fill rate.
/// </summary>
/// <remarks>
/// What sites miss is distributed as in <see cref="TwoEchelon"/>, exactly, but for sites that have a hundred units and more under way, which are
/// negative binomial (VARI-METRIC). A shop is one M/M/c queue of all parts sent to it; of what is in it each unit is of part i with the
/// part's share of arrivals, so a part has Binomial(N, share) there, exact for exponential repairs of one mean taken first come first served
/// (Poisson arrivals of parts are independent). On its way is that and, independent of it, Poisson(rate × lead time): what leaves such a queue is
/// Poisson again and tells nothing of who is still in it (P. J. Burke, "The output of a queuing system", Operations Research 4 (1956) 699-704).
/// Immutable and safe for many threads; results do not depend on their number.
/// </remarks>
public sealed class SparesNetwork
{
    private readonly IReadOnlyList<SpareItem> _items;
    private readonly CountDistribution[] _inShop;
    private readonly double[] _arrivals;

    /// <exception cref="ArgumentOutOfRangeException">A figure is negative or not finite, a shop is not in the list, or a shop cannot keep up.</exception>
    public SparesNetwork(IReadOnlyList<SpareItem> items, IReadOnlyList<RepairShop>? shops = null)
    {
        shops ??= [];
        _items = items;
        _arrivals = new double[shops.Count];
        foreach (var item in items)
        {
            Check(item, shops.Count);
            foreach (var warehouse in item.Warehouses)
            {
                if (warehouse.Shop is { } shop)
                {
                    _arrivals[shop] += Rate(warehouse);
                }
            }
        }

        _inShop = [.. shops.Select((shop, n) => CountDistribution.Queue(_arrivals[n], shop.RepairTime, shop.Servers))];
    }

    public IReadOnlyList<SpareItem> Items => _items;

    /// <summary>What these stocks of one part give, and where the next unit is of most use.</summary>
    /// <param name="item">Its place in <see cref="Items"/>.</param>
    /// <param name="stocks">For each warehouse of the part, in order.</param>
    public ItemOutlook Evaluate(int item, IReadOnlyList<WarehouseStocks> stocks)
    {
        var part = _items[item];
        ArgumentOutOfRangeException.ThrowIfNotEqual(stocks.Count, part.Warehouses.Count);
        return ItemOutlook.Of(part, stocks, [.. part.Warehouses.Select(Coming)]);
    }

    /// <summary>Units and money against backorders and fill rate of one part, each point the best that can be done with as many units.</summary>
    /// <param name="item">Its place in <see cref="Items"/>.</param>
    public IReadOnlyList<SparePoint> Curve(int item) => Only(item).Curve(int.MaxValue);

    /// <summary>The best stocks of all parts along the way from no money to all that is of use.</summary>
    public SparesPlan Plan() => new(_items, this, Bits(_items));

    /// <summary>The same of one part alone.</summary>
    /// <param name="item">Its place in <see cref="Items"/>.</param>
    public SparesPlan Only(int item) => new([_items[item]], this, Bits([_items[item]]));

    internal CountDistribution Coming(SpareWarehouse warehouse)
    {
        var rate = Rate(warehouse);
        var onTheWay = CountDistribution.Poisson(rate * warehouse.LeadTime);
        return warehouse.Shop is { } shop && rate > 0 ? onTheWay.Plus(_inShop[shop].Thinned(Math.Min(1, rate / _arrivals[shop]))) : onTheWay;
    }

    internal static double Rate(SpareWarehouse warehouse)
    {
        double rate = 0;
        foreach (var site in warehouse.Sites)
        {
            rate += site.Rate;
        }

        return rate;
    }

    /// <summary>Of few parts every step is wanted, of many only steps within some per cent of each other.</summary>
    private static int Bits(IReadOnlyList<SpareItem> items) =>
        items.Sum(item => item.Warehouses.Sum(warehouse => (long)warehouse.Sites.Count)) switch { <= 64 => 10, <= 2_000 => 7, <= 50_000 => 5, _ => 3 };

    private static void Check(SpareItem item, int shops)
    {
        static bool IsAmount(double value) => value >= 0 && double.IsFinite(value);
        if (item.UnitCost < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(item), $"{item.Key}: a unit's cost is not negative.");
        }

        foreach (var warehouse in item.Warehouses)
        {
            if (!IsAmount(warehouse.LeadTime) || (warehouse.Shop is { } shop && !(shop >= 0 && shop < shops)))
            {
                throw new ArgumentOutOfRangeException(nameof(item), $"{item.Key}: a warehouse's lead time is finite and not negative, and its shop one of the list.");
            }

            foreach (var site in warehouse.Sites)
            {
                if (!IsAmount(site.Rate) || !IsAmount(site.LeadTime))
                {
                    throw new ArgumentOutOfRangeException(nameof(item), $"{item.Key}: rates and lead times of sites are finite and not negative.");
                }
            }
        }
    }
}
