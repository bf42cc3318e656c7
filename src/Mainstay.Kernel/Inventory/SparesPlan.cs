namespace Mainstay.Kernel.Inventory;

/// <summary>One step of a plan: more units of one part under one warehouse, and what they save.</summary>
/// <param name="Item">Which part.</param>
/// <param name="Warehouse">Which of its warehouses.</param>
/// <param name="Money">In minor units.</param>
/// <param name="Saves">Backorders.</param>
public readonly record struct PlanStep(int Item, int Warehouse, int Units, long Money, double Saves);

/// <summary>Stocks of one part in a plan.</summary>
/// <param name="Totals">What they give.</param>
public sealed record ItemLevels(SparePoint Totals, IReadOnlyList<WarehouseStocks> Warehouses);

/// <summary>Stocks of all parts.</summary>
/// <param name="Totals">Fill rate over all needs of all parts.</param>
/// <param name="LeastBackorders">Nobody can have fewer with as much money as was given, by the same mathematics (the Lagrangian dual).</param>
/// <param name="IsReached">Whether the target was; a budget always is.</param>
/// <param name="Next">What more money would buy first; null where no more is of any use.</param>
/// <param name="Items">In the order of the parts.</param>
public sealed record PlannedStocks(SparePoint Totals, double LeastBackorders, bool IsReached, PlanStep? Next, IReadOnlyList<ItemLevels> Items);

/// <summary>The way from no stock at all to all that is of use, dearest backorders first: marginal analysis over all parts.</summary>
/// <remarks>
/// Steps between corners of the parts' hulls in falling order of backorders saved for money (C. C. Sherbrooke, "METRIC", Operations
/// Research 16 (1968) 122-141; B. Fox, "Discrete optimization via marginal analysis", Management Science 13 (1966) 210-216). Where the
/// way is taken without leaving a step out, nothing better can be had for the same money. More money never gives more backorders, a higher
/// target never costs less.
/// </remarks>
public sealed class SparesPlan
{
    private readonly IReadOnlyList<SpareItem> _items;
    private readonly SparesNetwork _network;
    private readonly (int Item, int Warehouse)[] _places;
    private readonly SubtreeCurve[] _curves;

    /// <summary>Steps along the way: whose, and to which of its corners.</summary>
    private readonly (int Place, int Corner)[] _steps;
    private readonly double _needed;

    internal SparesPlan(IReadOnlyList<SpareItem> items, SparesNetwork network, int bits)
    {
        (_items, _network) = (items, network);
        _places = [.. items.SelectMany((item, i) => item.Warehouses.Select((_, w) => (i, w)))];
        _curves = new SubtreeCurve[_places.Length];
        Parallel.For(0, _places.Length, place => _curves[place] = SubtreeCurve.Of(Warehouse(place), network.Coming(Warehouse(place)), bits));
        _needed = items.Sum(item => item.Warehouses.Sum(SparesNetwork.Rate));
        _steps = Steps();
    }

    /// <summary>The best stocks for this much money.</summary>
    /// <param name="money">In minor units, at least 0. What is left when the next best step is too dear goes to the best that are not.</param>
    public PlannedStocks ForBudget(long money)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(money);
        return Walk(new Walker(this, money), money);
    }

    /// <summary>The least money along the way with which this share of all needs finds a part at once.</summary>
    /// <param name="fillRate">In [0, 1].</param>
    public PlannedStocks ForFillRate(double fillRate)
    {
        if (fillRate is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fillRate), fillRate, "A share lies between 0 and 1.");
        }

        return Walk(new Walker(this, long.MaxValue) { Target = fillRate }, null);
    }

    /// <summary>Money against backorders and fill rate of all parts together, at so many points of the way at most.</summary>
    public IReadOnlyList<SparePoint> Curve(int points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        Walker walker = new(this, long.MaxValue);
        List<SparePoint> curve = [walker.Totals];
        for (var step = 0; step < _steps.Length; step++)
        {
            walker.Take(_steps[step]);
            if (_steps.Length < points || (long)(step + 1) * (points - 1) / _steps.Length > (long)step * (points - 1) / _steps.Length)
            {
                curve.Add(walker.Totals);
            }
        }

        return curve;
    }

    private PlannedStocks Walk(Walker walker, long? budget)
    {
        var at = 0;
        (int Place, int Corner)? next = null;
        for (; at < _steps.Length && !walker.IsReached; at++)
        {
            if (!walker.Take(_steps[at]))
            {
                next ??= _steps[at];
            }
        }

        next ??= at < _steps.Length ? _steps[at] : null;
        var least = next is { } first ? LeastAt(first, budget ?? walker.Totals.Money) : walker.Totals.Backorders;
        return new(walker.Totals, Math.Min(least, walker.Totals.Backorders), walker.Target is null || walker.IsReached, next is { } step ? Told(step) : null, Levels(walker.Corners));
    }

    private ItemLevels[] Levels(int[] corners)
    {
        var first = new int[_items.Count];
        for (var place = _places.Length - 1; place >= 0; place--)
        {
            first[_places[place].Item] = place;
        }

        var levels = new ItemLevels[_items.Count];
        Parallel.For(0, levels.Length, i =>
        {
            var (item, stocks) = (_items[i], new WarehouseStocks[_items[i].Warehouses.Count]);
            double backorders = 0, filled = 0, needed = 0;
            for (var w = 0; w < stocks.Length; w++)
            {
                var point = _curves[first[i] + w].Points[corners[first[i] + w]];
                stocks[w] = new(point.Warehouse, Stocks(item.Warehouses[w], point));
                backorders += point.Backorders;
                filled += point.Filled;
                needed += SparesNetwork.Rate(item.Warehouses[w]);
            }

            var units = stocks.Sum(stock => stock.Units);
            levels[i] = new(new(units, units * item.UnitCost, backorders, needed > 0 ? filled / needed : 1), stocks);
        });
        return levels;
    }

    private int[] Stocks(SpareWarehouse warehouse, CurvePoint point)
    {
        var stocks = new int[warehouse.Sites.Count];
        if (point.Units == 0)
        {
            return stocks;
        }

        var rate = SparesNetwork.Rate(warehouse);
        var coming = _network.Coming(warehouse);
        var (empty, owed) = (Shortages.At(coming, 0), Shortages.At(coming, point.Warehouse));
        for (var j = 0; j < stocks.Length; j++)
        {
            var site = warehouse.Sites[j];
            stocks[j] = site.Rate > 0 ? SubtreeCurve.StockAt(point.Price, site, site.Rate / rate, coming, point.Warehouse, empty, owed) : 0;
        }

        return stocks;
    }

    /// <summary>The least of backorders + price × money over all stocks, less price × budget: below it nobody gets.</summary>
    /// <remarks>
    /// Of each part the least is known at its own ladder of prices and is concave in the price, so that between two of them it lies above the
    /// straight line.
    /// </remarks>
    private double LeastAt((int Place, int Corner) step, long budget)
    {
        var price = Saving(step.Place, step.Corner);
        var least = -price * budget;
        for (var place = 0; place < _places.Length; place++)
        {
            least += _curves[place].LeastAt(price * Cost(place));
        }

        return Math.Max(0, least);
    }

    private (int Place, int Corner)[] Steps()
    {
        var count = _curves.Sum(curve => curve.Points.Length - 1);
        var (keys, steps) = (new double[count], new (int, int)[count]);
        var n = 0;
        for (var place = 0; place < _curves.Length; place++)
        {
            for (var corner = 1; corner < _curves[place].Points.Length; corner++)
            {
                (keys[n], steps[n]) = (-Saving(place, corner), (place, corner));
                n++;
            }
        }

        // Introspective sorting: no stability, but the same order for the same figures. Within a part savings fall strictly.
        Array.Sort(keys, steps);
        return steps;
    }

    /// <summary>Backorders saved for a minor unit of money.</summary>
    private double Saving(int place, int corner)
    {
        var points = _curves[place].Points;
        return (points[corner - 1].Backorders - points[corner].Backorders) / ((points[corner].Units - points[corner - 1].Units) * Cost(place));
    }

    /// <summary>What costs nothing is ordered as if it cost least.</summary>
    private double Cost(int place) => Math.Max(1, _items[_places[place].Item].UnitCost);

    private SpareWarehouse Warehouse(int place) => _items[_places[place].Item].Warehouses[_places[place].Warehouse];

    private PlanStep Told((int Place, int Corner) step)
    {
        var (item, warehouse) = _places[step.Place];
        var (from, to) = (_curves[step.Place].Points[step.Corner - 1], _curves[step.Place].Points[step.Corner]);
        return new(item, warehouse, to.Units - from.Units, (to.Units - from.Units) * _items[item].UnitCost, from.Backorders - to.Backorders);
    }

    /// <summary>How far along the way each part is.</summary>
    private sealed class Walker(SparesPlan plan, long money)
    {
        private double _backorders = plan._curves.Sum(curve => curve.Points[0].Backorders);
        private double _filled;
        private long _units;
        private long _spent;

        public double? Target { get; init; }

        public int[] Corners { get; } = new int[plan._curves.Length];

        public SparePoint Totals => new(_units, _spent, Math.Max(0, _backorders), plan._needed > 0 ? Math.Min(1, _filled / plan._needed) : 1);

        public bool IsReached => Target is { } target && Totals.FillRate >= target;

        /// <returns>false where the money does not suffice, or did not for the step before this of the same part.</returns>
        public bool Take((int Place, int Corner) step)
        {
            if (Corners[step.Place] != step.Corner - 1)
            {
                return false;
            }

            var (from, to) = (plan._curves[step.Place].Points[step.Corner - 1], plan._curves[step.Place].Points[step.Corner]);
            var costs = (to.Units - from.Units) * plan._items[plan._places[step.Place].Item].UnitCost;
            if (costs > money - _spent)
            {
                return false;
            }

            Corners[step.Place]++;
            _spent += costs;
            _units += to.Units - from.Units;
            _backorders += to.Backorders - from.Backorders;
            _filled += to.Filled - from.Filled;
            return true;
        }
    }
}
