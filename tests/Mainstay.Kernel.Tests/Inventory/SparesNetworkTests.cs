using Mainstay.Kernel.Inventory;
using Mainstay.Kernel.Probability;
using Mainstay.Kernel.Random;

namespace Mainstay.Kernel.Tests.Inventory;

public sealed class SparesNetworkTests
{
    private static readonly SpareItem _board = new("board", 300, [new(14, null, [new(0.1, 2), new(0.1, 2)])]);
    private static readonly SpareItem _screen = new("screen", 100, [new(20, null, [new(0.02, 3), new(0.05, 5), new(0.08, 2)])]);

    [Fact]
    public void One_part_is_what_the_exact_answer_says()
    {
        RandomStream stream = new(3, "one part");
        for (var turn = 0; turn < 200; turn++)
        {
            var item = Random(stream, 1, 1 + stream.Below(5));
            WarehouseStocks stocks = new(stream.Below(6), [.. item.Warehouses[0].Sites.Select(_ => stream.Below(4))]);
            var outlook = new SparesNetwork([item]).Evaluate(0, [stocks]);
            var expected = Alone(item).Evaluate(stocks.Stock, stocks.Sites);
            Assert.Equal(expected.Total.Exact, outlook.Totals.Backorders, 9);
            Assert.Equal(expected.Warehouse, outlook.Warehouses[0].Backorders, 9);
            Assert.Equal(outlook.Totals.Backorders / item.Warehouses[0].Sites.Sum(site => site.Rate), outlook.Wait, 9);
        }
    }

    [Fact]
    public void The_next_unit_goes_where_it_saves_most()
    {
        var network = new SparesNetwork([_screen]);
        WarehouseStocks now = new(2, [1, 0, 1]);
        var outlook = network.Evaluate(0, [now]);
        List<(int? Site, double Saves)> tried = [(null, Saved(now with { Stock = 3 }))];
        tried.AddRange(Enumerable.Range(0, 3).Select(j => ((int?)j, Saved(now with { Sites = [.. now.Sites.Select((stock, i) => i == j ? stock + 1 : stock)] }))));
        var best = tried.MaxBy(place => place.Saves);
        Assert.Equal((0, best.Site), (outlook.Next!.Value.Warehouse, outlook.Next.Value.Site));
        Assert.Equal(best.Saves, outlook.Next.Value.Saves, 9);

        double Saved(WarehouseStocks stocks) => outlook.Totals.Backorders - network.Evaluate(0, [stocks]).Totals.Backorders;
    }

    [Fact]
    public void Every_point_of_a_curve_is_the_best_of_all_divisions_of_its_units()
    {
        RandomStream stream = new(5, "curve");
        for (var turn = 0; turn < 12; turn++)
        {
            var item = Random(stream, 1, 2);
            var points = new SparesNetwork([item]).Curve(0).Where(point => point.Units <= 12).ToArray();
            Assert.True(points.Length > 2);
            foreach (var point in points)
            {
                Assert.Equal(Divisions(item, (int)point.Units).Min(), point.Backorders, 8);
            }
        }
    }

    [Fact]
    public void Nothing_better_can_be_had_for_the_money_of_a_plan()
    {
        SpareItem[] items = [_board with { Warehouses = [new(14, null, [new(0.1, 2), new(0.05, 3)])] }, _screen with { Warehouses = [new(20, null, [new(0.06, 3)]), new(9, null, [new(0.05, 5)])] }];
        var plan = new SparesNetwork(items).Plan();
        var board = Enumerable.Range(0, 9).Select(units => Divisions(items[0], units).Min()).ToArray();
        var screens = items[1].Warehouses.Select(warehouse => Enumerable.Range(0, 25).Select(units => Divisions(items[1] with { Warehouses = [warehouse] }, units).Min()).ToArray()).ToArray();
        var whole = 0;
        for (long budget = 0; budget <= 2_400; budget += 100)
        {
            var found = plan.ForBudget(budget);
            Assert.True(found.Totals.Money <= budget);
            Assert.InRange(found.Totals.Backorders, Best(budget) - 1e-8, double.MaxValue);
            Assert.InRange(found.LeastBackorders, 0, Best(budget) + 1e-8);
            if (Math.Abs(found.LeastBackorders - found.Totals.Backorders) < 1e-4)
            {
                whole++;
                Assert.Equal(Best(budget), found.Totals.Backorders, 3);
            }
        }

        Assert.True(whole >= 8, $"{whole}");

        double Best(long budget) => (
            from b in Enumerable.Range(0, board.Length)
            from s in Enumerable.Range(0, screens[0].Length)
            where (b * items[0].UnitCost) + (s * items[1].UnitCost) <= budget
            let left = (int)((budget - (b * items[0].UnitCost) - (s * items[1].UnitCost)) / items[1].UnitCost)
            select board[b] + screens[0][s] + screens[1][Math.Min(24, left)]).Min();
    }

    [Fact]
    public void The_stocks_of_a_plan_give_what_it_says()
    {
        RandomStream stream = new(9, "plan");
        SpareItem[] items = [.. Enumerable.Range(0, 8).Select(_ => Random(stream, 2, 3)), _board];
        SparesNetwork network = new(items);
        var found = network.Plan().ForFillRate(0.9);
        Assert.True(found.IsReached);
        Assert.InRange(found.Totals.FillRate, 0.9, 1);
        double backorders = 0, filled = 0, needed = 0;
        for (var i = 0; i < items.Length; i++)
        {
            var outlook = network.Evaluate(i, found.Items[i].Warehouses);
            Assert.Equal(found.Items[i].Totals.Units, outlook.Totals.Units);
            Assert.Equal(found.Items[i].Totals.Backorders, outlook.Totals.Backorders, 9);
            Assert.Equal(found.Items[i].Totals.FillRate, outlook.Totals.FillRate, 9);
            var rate = items[i].Warehouses.Sum(warehouse => warehouse.Sites.Sum(site => site.Rate));
            (backorders, filled, needed) = (backorders + outlook.Totals.Backorders, filled + (rate * outlook.Totals.FillRate), needed + rate);
        }

        Assert.Equal(found.Totals.Backorders, backorders, 8);
        Assert.Equal(found.Totals.FillRate, filled / needed, 8);
        Assert.Equal(found.Totals.Money, found.Items.Sum(item => item.Totals.Money));
    }

    [Fact]
    public void More_money_never_owes_more_and_a_higher_target_never_costs_less()
    {
        RandomStream stream = new(11, "more");
        var plan = new SparesNetwork([.. Enumerable.Range(0, 10).Select(_ => Random(stream, 2, 4))]).Plan();
        var owed = double.MaxValue;
        for (long budget = 0; budget < 60_000; budget += 377)
        {
            var found = plan.ForBudget(budget);
            Assert.True(found.Totals.Backorders <= owed + 1e-9);
            owed = found.Totals.Backorders;
        }

        long money = 0;
        for (var target = 0.0; target <= 0.995; target += 0.005)
        {
            var found = plan.ForFillRate(target);
            Assert.True(found.Totals.Money >= money && found.IsReached);
            money = found.Totals.Money;
        }

        Assert.False(plan.ForFillRate(1).IsReached);
        Assert.Null(plan.ForFillRate(1).Next);
        var curve = plan.Curve(50);
        Assert.True(curve.Count <= 51);
        Assert.Equal(curve.OrderBy(point => point.Money).Select(point => point.Backorders), curve.Select(point => point.Backorders).OrderDescending());
    }

    [Fact]
    public async Task One_thread_finds_what_many_find()
    {
        RandomStream stream = new(13, "threads");
        SpareItem[] items = [.. Enumerable.Range(0, 40).Select(_ => Random(stream, 2, 6))];
        Task<string> FoundBy(TaskScheduler scheduler) => Task.Factory.StartNew(
            () =>
            {
                var found = new SparesNetwork(items).Plan().ForBudget(90_000);
                return $"{found.Totals} {found.LeastBackorders:R} {string.Join(';', found.Items.Select(item => $"{item.Totals} {string.Join('|', item.Warehouses.Select(stocks => $"{stocks.Stock} {string.Join(',', stocks.Sites)}"))}"))}";
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.None, scheduler);
        Assert.Equal(await FoundBy(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ConcurrentScheduler), await FoundBy(TaskScheduler.Default));
    }

    [Fact]
    public void Parts_that_share_benches_wait_for_each_other()
    {
        var sent = _board with { Warehouses = [new(0, 0, [new(0.1, 2), new(0.1, 2)])] };
        WarehouseStocks stocks = new(2, [1, 1]);
        var alone = new SparesNetwork([sent], [new(4, 14)]).Evaluate(0, [stocks]).Totals.Backorders;
        Assert.Equal(new TwoEchelon([new("A", 0.1, 2), new("B", 0.1, 2)], 14, 4).Evaluate(2, [1, 1]).Total.Exact, alone, 9);

        // Two halves of the same work: together in the shop what one whole is.
        var half = _board with { Warehouses = [new(0, 0, [new(0.1, 2)])] };
        SparesNetwork both = new([half, half], [new(4, 14)]);
        var queue = CountDistribution.Queue(0.2, 14, 4);
        Assert.Equal(queue.Mean, 2 * both.Evaluate(0, [new(0, [0])]).Warehouses[0].Backorders, 9);
        Assert.Equal(queue.Thinned(0.5).Shortage(2), both.Evaluate(1, [new(2, [0])]).Warehouses[0].Backorders, 9);
        Assert.True(both.Evaluate(0, [stocks with { Sites = [1] }]).Totals.Backorders > new SparesNetwork([half], [new(4, 14)]).Evaluate(0, [stocks with { Sites = [1] }]).Totals.Backorders);
    }

    [Fact]
    public void Fast_movers_are_reckoned_with_as_slow_ones_are()
    {
        SpareItem fast = new("screw", 1, [new(3, null, [new(300, 4), new(0.3, 4)])]);
        SparesNetwork network = new([fast]);
        WarehouseStocks stocks = new(890, [1_220, 1]);
        var alone = Alone(fast).Evaluate(890, [1_220, 1]);
        Assert.Equal(alone.Sites[0].Backorders.VariMetric + alone.Sites[1].Backorders.Exact, network.Evaluate(0, [stocks]).Totals.Backorders, 7);
        var found = network.Plan().ForFillRate(0.95);
        Assert.InRange(network.Evaluate(0, found.Items[0].Warehouses).Totals.FillRate, 0.95, 1);
    }

    [Fact]
    public void No_lead_time_no_need_no_site_and_no_part_are_ordinary()
    {
        SpareItem[] items =
        [
            new("at once", 100, [new(0, null, [new(0.5, 0)])]),
            new("never", 100, [new(10, null, [new(0, 2), new(0, 0)])]),
            new("nowhere", 100, [new(10, null, []), new(10, 0, [])]),
            new("gone", 0, []),
        ];
        SparesNetwork network = new(items, [new(1, 5)]);
        var found = network.Plan().ForBudget(1_000);
        Assert.Equal((0, 0.0), (found.Totals.Money, found.Totals.Backorders));
        Assert.All(found.Items, item => Assert.Equal(0, item.Totals.Units));
        Assert.Equal(1, network.Evaluate(1, [new(0, [0, 0])]).Totals.FillRate);
        Assert.Null(network.Evaluate(1, [new(0, [0, 0])]).Next);
        Assert.Equal(1, new SparesNetwork([]).Plan().ForFillRate(1).Totals.FillRate);
        Assert.Equal(new SparePoint(0, 0, 0, 1), Assert.Single(network.Curve(2)));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparesNetwork([_board with { UnitCost = -1 }]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparesNetwork([_board with { Warehouses = [new(14, 0, [new(1, 1)])] }]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparesNetwork([_board with { Warehouses = [new(14, null, [new(double.NaN, 1)])] }]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparesNetwork([_board with { Warehouses = [new(14, 0, [new(1, 1)])] }], [new(2, 2)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparesNetwork([_board]).Evaluate(0, [new(-1, [0, 0])]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparesNetwork([_board]).Plan().ForBudget(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparesNetwork([_board]).Plan().ForFillRate(double.NaN));
    }

    private static SpareItem Random(RandomStream stream, int warehouses, int sites) => new(
        "part",
        50 + stream.Below(500),
        [.. Enumerable.Range(0, warehouses).Select(_ => new SpareWarehouse(stream.Between(2, 30), null, [.. Enumerable.Range(0, sites).Select(_ => new SpareSite(stream.Between(0.005, 0.2), stream.Between(0, 6)))]))]);

    private static TwoEchelon Alone(SpareItem item) =>
        new([.. item.Warehouses[0].Sites.Select((site, j) => new SparesSite($"{j}", site.Rate, site.LeadTime))], item.Warehouses[0].LeadTime);

    /// <summary>Expected backorders, exact, of every way to keep so many units under the part's only warehouse of one or two sites.</summary>
    private static IEnumerable<double> Divisions(SpareItem item, int units)
    {
        var system = Alone(item);
        return item.Warehouses[0].Sites.Count == 1
            ? Enumerable.Range(0, units + 1).Select(site => system.Evaluate(units - site, [site]).Total.Exact)
            : from a in Enumerable.Range(0, units + 1)
              from b in Enumerable.Range(0, units + 1 - a)
              select system.Evaluate(units - a - b, [a, b]).Total.Exact;
    }
}
