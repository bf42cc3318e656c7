using Mainstay.Kernel.Probability;

namespace Mainstay.Kernel.Inventory;

/// <summary>A best division of units between a warehouse and its sites.</summary>
/// <param name="Price">Backorders a unit must save to be worth stocking; sites hold all units that do.</param>
/// <param name="Warehouse">Units in the warehouse.</param>
/// <param name="Units">Warehouse and sites together.</param>
/// <param name="Backorders">Expected, of the sites.</param>
/// <param name="Filled">Needs a day that find a part at once.</param>
internal readonly record struct CurvePoint(double Price, int Warehouse, int Units, double Backorders, double Filled);

/// <summary>
/// Fewest backorders against units, for one part under one warehouse: the corners of the convex hull at a ladder of prices a unit.
/// </summary>
/// <remarks>
/// At a price p each site's best stock is the number of units n with P(N > n) ≥ p, because a site's backorders are convex in its stock;
/// the best warehouse stock is found by trying all. So each point is the minimum of backorders + p × units, and nobody does better
/// with as many units: H. Everett, "Generalized Lagrange multiplier method", Operations Research 11 (1963) 399-417. Prices are the numbers
/// 2⁻ᵉ(1 + i/2ᵇ): the gains of units fall into buckets between them, so no sorting is needed.
/// </remarks>
internal sealed class SubtreeCurve
{
    /// <summary>No unit is looked at that saves less than 2⁻²⁴ backorders: two seconds of waiting a year.</summary>
    private const int Octaves = 24;
    public const double LeastSaving = 1.0 / (1 << Octaves);

    private readonly CurvePoint[] _points;
    private readonly int _shift;

    private SubtreeCurve(CurvePoint[] points, int shift) => (_points, _shift) = (points, shift);

    /// <summary>From nothing stocked to all that is worth looking at; units and money rise, savings a unit fall.</summary>
    public ReadOnlySpan<CurvePoint> Points => _points;

    /// <param name="coming">Units on their way to the warehouse.</param>
    /// <param name="bits">Prices between a power of two and the next: 2 to this power.</param>
    public static SubtreeCurve Of(SpareWarehouse warehouse, CountDistribution coming, int bits)
    {
        var shortages = Shortages.Of(coming, LeastSaving);
        var groups = Groups(warehouse, shortages[0]);
        var exact = groups.Where(group => group.Reach <= SiteMissing.Most).ToArray();
        double[] owed = new double[exact.Sum(group => group.Reach + 1)], transit = new double[owed.Length], atMost = new double[coming.Largest + 1];
        double sum = 0;
        for (var n = 0; n < atMost.Length; n++)
        {
            sum += coming[n];
            atMost[n] = Math.Min(1, sum);
        }

        var at = 0;
        foreach (var group in exact)
        {
            SiteMissing.InTransit(transit.AsSpan(at, group.Reach + 1), group.Site.Rate * group.Site.LeadTime);
            at += group.Reach + 1;
        }

        Buckets buckets = new(bits);
        for (var stock = coming.Largest; stock >= 0; stock--)
        {
            buckets.Clear();
            var isTried = stock < shortages.Length;
            at = 0;
            foreach (var group in exact)
            {
                var here = owed.AsSpan(at, group.Reach + 1);
                if (stock < coming.Largest)
                {
                    SiteMissing.Step(here, group.Share, coming[stock + 1]);
                }

                if (isTried)
                {
                    Savings(group, here, atMost[stock], transit.AsSpan(at, here.Length), buckets);
                }

                at += here.Length;
            }

            if (isTried)
            {
                double total = 0;
                foreach (var group in groups)
                {
                    var pipeline = SitePipeline.Of(group.Site, group.Share, shortages[stock]);
                    total += group.Count * pipeline.Mean;
                    if (group.Reach > SiteMissing.Most)
                    {
                        Savings(group, pipeline.Counts, buckets);
                    }
                }

                buckets.Take(stock, total);
            }
        }

        return new(buckets.Corners(), 52 - bits);
    }

    /// <summary>How many units a site holds at a price.</summary>
    /// <param name="empty">What the warehouse owes when it keeps nothing.</param>
    /// <param name="owed">What it owes with its stock.</param>
    public static int StockAt(double price, SpareSite site, double share, CountDistribution coming, int stock, in Shortages empty, in Shortages owed)
    {
        var reach = SiteMissing.Reach(SitePipeline.Of(site, share, empty), LeastSaving);
        var n = 0;
        if (reach > SiteMissing.Most)
        {
            var counts = SitePipeline.Of(site, share, owed).Counts;
            for (var more = 1 - counts[0]; more >= price; more -= counts[n])
            {
                n++;
            }

            return n;
        }

        Span<double> found = stackalloc double[reach + 1];
        SiteMissing.Find(found, site, share, coming, stock);
        for (var more = 1 - found[0]; more >= price && n < reach; more -= found[n])
        {
            n++;
        }

        return n;
    }

    /// <summary>At most the least of backorders + price × units over all divisions, and exactly that at the ladder's prices.</summary>
    /// <remarks>The least is concave in the price, so between two prices it lies above the straight line; at price 0 it is not negative.</remarks>
    public double LeastAt(double price)
    {
        if (price >= 1)
        {
            return _points[0].Backorders;
        }

        if (price < LeastSaving)
        {
            return price / LeastSaving * Least(LeastSaving);
        }

        var step = BitConverter.DoubleToInt64Bits(price) >> _shift;
        double below = BitConverter.Int64BitsToDouble(step << _shift), above = BitConverter.Int64BitsToDouble((step + 1) << _shift);
        return Least(below) + ((price - below) / (above - below) * (Least(above) - Least(below)));
    }

    private double Least(double price)
    {
        int first = 0, last = _points.Length - 1; // Steps up to the last that saves the price are taken.
        while (first < last)
        {
            var middle = (first + last + 1) / 2;
            if (_points[middle - 1].Backorders - _points[middle].Backorders >= price * (_points[middle].Units - _points[middle - 1].Units))
            {
                first = middle;
            }
            else
            {
                last = middle - 1;
            }
        }

        return _points[first].Backorders + (price * _points[first].Units);
    }

    private static void Savings(in Group group, ReadOnlySpan<double> owed, double atMost, ReadOnlySpan<double> transit, Buckets buckets)
    {
        var rate = group.Count * group.Site.Rate;
        var p = SiteMissing.At(0, owed, atMost, transit);
        var more = 1 - p;
        for (var n = 0; more >= LeastSaving && n < group.Reach; n++)
        {
            buckets.Add(more, group.Count, rate * p);
            p = SiteMissing.At(n + 1, owed, atMost, transit);
            more -= p;
        }
    }

    private static void Savings(in Group group, CountDistribution counts, Buckets buckets)
    {
        var more = 1 - counts[0];
        for (var n = 0; more >= LeastSaving; n++)
        {
            buckets.Add(more, group.Count, group.Count * group.Site.Rate * counts[n]);
            more -= counts[n + 1];
        }
    }

    /// <summary>Sites that are alike are reckoned with once; those that need nothing not at all.</summary>
    private static Group[] Groups(SpareWarehouse warehouse, in Shortages empty)
    {
        Dictionary<SpareSite, int> counts = new(warehouse.Sites.Count);
        foreach (var site in warehouse.Sites)
        {
            if (site.Rate > 0)
            {
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, site, out _)++;
            }
        }

        var rate = SparesNetwork.Rate(warehouse);
        List<Group> groups = new(counts.Count);
        foreach (var (site, count) in counts)
        {
            groups.Add(new(site, count, site.Rate / rate, SiteMissing.Reach(SitePipeline.Of(site, site.Rate / rate, empty), LeastSaving)));
        }

        return [.. groups];
    }

    /// <param name="Count">Sites alike.</param>
    /// <param name="Share">Of each, of what the warehouse owes.</param>
    /// <param name="Reach">The last number missing that matters.</param>
    private readonly record struct Group(SpareSite Site, int Count, double Share, int Reach);

    /// <summary>Sums of savings between prices, for one stock of the warehouse; and the best of all stocks so far at each price, the smallest of equally good ones.</summary>
    private sealed class Buckets
    {
        private readonly int _shift;
        private readonly long _one;
        private readonly double[] _saved;
        private readonly double[] _filled;
        private readonly int[] _units;
        private readonly double[] _prices;
        private readonly double[] _least;
        private readonly CurvePoint[] _best;
        private CurvePoint _nothing;

        public Buckets(int bits)
        {
            var size = Octaves << bits;
            _shift = 52 - bits;
            _one = BitConverter.DoubleToInt64Bits(1.0) >> _shift;
            (_saved, _filled, _units, _prices, _least, _best) = (new double[size], new double[size], new int[size], new double[size], new double[size], new CurvePoint[size]);
            for (var b = 0; b < size; b++)
            {
                _prices[b] = BitConverter.Int64BitsToDouble((_one - 1 - b) << _shift);
            }

            Array.Fill(_least, double.PositiveInfinity);
        }

        public void Clear()
        {
            Array.Clear(_saved);
            Array.Clear(_filled);
            Array.Clear(_units);
        }

        /// <param name="saved">By each of so many units, below or about 1.</param>
        /// <param name="filled">Needs a day that all of them fill.</param>
        public void Add(double saved, int count, double filled)
        {
            var b = (int)Math.Max(0, _one - 1 - (BitConverter.DoubleToInt64Bits(saved) >> _shift));
            _saved[b] += count * saved;
            _filled[b] += filled;
            _units[b] += count;
        }

        /// <param name="stock">Of the warehouse; larger ones came before.</param>
        /// <param name="backorders">With nothing at the sites.</param>
        public void Take(int stock, double backorders)
        {
            if (stock == 0)
            {
                _nothing = new(1, 0, 0, backorders, 0);
            }

            var units = stock;
            double filled = 0;
            for (var b = 0; b < _prices.Length; b++)
            {
                units += _units[b];
                backorders -= _saved[b];
                filled += _filled[b];
                var cost = backorders + (_prices[b] * units);
                if (cost <= _least[b])
                {
                    _least[b] = cost;
                    _best[b] = new(_prices[b], stock, units, backorders, filled);
                }
            }
        }

        /// <summary>In strictly falling order of what a unit saves; points on a straight line between others are left out.</summary>
        public CurvePoint[] Corners()
        {
            List<CurvePoint> corners = [_nothing];
            foreach (var point in _best)
            {
                if (point.Units <= corners[^1].Units || !(point.Backorders < corners[^1].Backorders))
                {
                    continue;
                }

                while (corners.Count > 1 && Slope(corners[^1], point) >= Slope(corners[^2], corners[^1]) * (1 - 1e-12))
                {
                    corners.RemoveAt(corners.Count - 1);
                }

                corners.Add(point);
            }

            return [.. corners];
        }

        private static double Slope(in CurvePoint from, in CurvePoint to) => (from.Backorders - to.Backorders) / (to.Units - from.Units);
    }
}
