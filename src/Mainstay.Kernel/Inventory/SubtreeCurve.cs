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
/// Fewest backorders against units, for one part under one warehouse, by VARI-METRIC: the corners of the convex hull at a ladder of
/// prices a unit.
/// </summary>
/// <remarks>
/// At a price p each site's best stock is the number of units n with P(N > n) ≥ p, because a site's backorders are convex in its stock;
/// the best warehouse stock is found by trying all. So each point is the minimum of backorders + p × units, and nobody does better
/// with as many units: H. Everett, "Generalized Lagrange multiplier method", Operations Research 11 (1963) 399-417. Prices are the numbers
/// 2⁻ᵉ(1 + i/2ᵇ): the gains of units fall into buckets between them, so no sorting is needed, and P(N > n) of a negative
/// binomial comes from one exponential and ratios of neighbours.
/// </remarks>
internal sealed class SubtreeCurve
{
    /// <summary>Below a saving of 2⁻²⁴ backorders (two device-seconds of waiting in a year of days) no unit is looked at.</summary>
    private const int Octaves = 24;
    private const double LeastSaving = 1.0 / (1 << Octaves);

    /// <summary>P(0) below it is reckoned from the middle outwards instead.</summary>
    private const double LeastNone = 1e-280;

    private readonly CurvePoint[] _points;
    private readonly int _shift;

    private SubtreeCurve(CurvePoint[] points, int shift) => (_points, _shift) = (points, shift);

    /// <summary>From nothing stocked to all that is worth looking at; units and money rise, savings a unit fall.</summary>
    public ReadOnlySpan<CurvePoint> Points => _points;

    /// <param name="coming">Units on their way to the warehouse.</param>
    /// <param name="bits">Prices between a power of two and the next: 2 to this power.</param>
    public static SubtreeCurve Of(SpareWarehouse warehouse, CountDistribution coming, int bits)
    {
        var groups = Groups(warehouse);
        var shortages = Shortages.Of(coming, LeastSaving);
        Buckets buckets = new(bits);
        var rate = groups.Sum(group => group.Count * group.Rate);
        for (var stock = 0; stock < shortages.Length; stock++)
        {
            buckets.Clear();
            double total = 0;
            foreach (var group in groups)
            {
                var pipeline = SitePipeline.Of(group.Rate, group.LeadTime, group.Rate / rate, shortages[stock]);
                total += group.Count * pipeline.Mean;
                Savings(pipeline, group.Count, group.Count * group.Rate, buckets);
            }

            buckets.Take(stock, total);
        }

        return new(buckets.Corners(), 52 - bits);
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

    /// <summary>How many units a site holds at a price.</summary>
    public static int StockAt(double price, SitePipeline pipeline)
    {
        var none = pipeline.None;
        if (none < LeastNone)
        {
            var counts = pipeline.Counts;
            var most = 0;
            for (var left = 1 - counts[0]; left >= price; left -= counts[most])
            {
                most++;
            }

            return most;
        }

        var (n, p, more) = (0, none, 1 - none);
        while (more >= price)
        {
            p = pipeline.After(n++, p);
            more -= p;
        }

        return n;
    }

    private static void Savings(in SitePipeline pipeline, int count, double rate, Buckets buckets)
    {
        var p = pipeline.None;
        if (p < LeastNone)
        {
            var counts = pipeline.Counts;
            var left = 1 - counts[0];
            for (var n = 0; left >= LeastSaving; n++, left -= counts[n])
            {
                buckets.Add(left, count, rate * counts[n]);
            }

            return;
        }

        var more = 1 - p;
        for (var n = 0; more >= LeastSaving; n++)
        {
            buckets.Add(more, count, rate * p);
            p = pipeline.After(n, p);
            more -= p;
        }
    }

    /// <summary>Sites that are alike are reckoned with once; those that need nothing not at all.</summary>
    private static (double Rate, double LeadTime, int Count)[] Groups(SpareWarehouse warehouse)
    {
        Dictionary<SpareSite, int> counts = new(warehouse.Sites.Count);
        foreach (var site in warehouse.Sites)
        {
            if (site.Rate > 0)
            {
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, site, out _)++;
            }
        }

        return [.. counts.Select(group => (group.Key.Rate, group.Key.LeadTime, group.Value))];
    }

    /// <summary>Sums of savings between prices, for one stock of the warehouse; and the best of all stocks so far at each price.</summary>
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

        /// <param name="stock">Of the warehouse.</param>
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
                if (cost < _least[b])
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
