using System.Diagnostics;
using System.Globalization;
using Mainstay.Kernel.Inventory;
using Mainstay.Kernel.Random;

namespace Mainstay.Bench.Spares;

/// <summary>Levels of every part at every place of a whole network, and what-if of one part.</summary>
public static class LevelsBench
{
    private const double SecondsTarget = 40;
    private const double MegabytesTarget = 2_048;
    private const double WhatIfTarget = 50;
    private const double FillRate = 0.95;
    private const int Questions = 300;
    private const int Warehouses = 2;
    private const double BenchLoad = 0.88;

    public static BenchReport Run(int parts, int centres, string scratch, CancellationToken ct)
    {
        var before = Machine.Load();
        var clock = TimeProvider.System;
        var (items, shops) = Network(parts, centres);
        ct.ThrowIfCancellationRequested();

        var begun = clock.GetTimestamp();
        SparesNetwork network = new(items, shops);
        var plan = network.Plan();
        var found = plan.ForFillRate(FillRate);
        var seconds = clock.GetElapsedTime(begun).TotalSeconds;
        using var self = Process.GetCurrentProcess();
        var peak = self.PeakWorkingSet64 / 1_048_576.0;
        ct.ThrowIfCancellationRequested();

        begun = clock.GetTimestamp();
        var richer = plan.ForBudget(found.Totals.Money + (found.Totals.Money / 20));
        var again = clock.GetElapsedTime(begun).TotalSeconds;
        var whatIf = WhatIf(network, found, clock);
        return new BenchReport("levels", "no database", string.Create(CultureInfo.InvariantCulture, $"{parts:N0} parts, {centres:N0} centres, {Warehouses} warehouses, {shops.Count} factories"),
            new Machine(Environment.ProcessorCount, before, Machine.Load(), Machine.Fsyncs(scratch, clock)),
            [
                Figure.AtMost("levels for a fill rate of 95 %", seconds, "s", SecondsTarget, string.Create(CultureInfo.InvariantCulture, $"{found.Totals.Units:N0} units, {found.Totals.FillRate:0.0000} filled at once")),
                Figure.AtMost("peak memory of the process", peak, "MB", MegabytesTarget),
                Figure.Of("levels for another budget, curves known", again, "s", string.Create(CultureInfo.InvariantCulture, $"5 % more money: fill rate {richer.Totals.FillRate:0.0000}, backorders {found.Totals.Backorders:0.0} become {richer.Totals.Backorders:0.0}")),
                Figure.Of("backorders above the least possible", 100 * ((richer.Totals.Backorders / richer.LeastBackorders) - 1), "%", "of that budget, by the Lagrangian bound"),
                Figure.Of("what-if of one part p50", Percentile.Of(whatIf, 0.5), "ms"),
                Figure.AtMost("what-if of one part p95", Percentile.Of(whatIf, 0.95), "ms", WhatIfTarget, "a stock changed: backorders, waits, fill rate, next unit, and the part's whole curve"),
                Figure.Of("what-if of one part, slowest", Percentile.Of(whatIf, 1), "ms"),
            ]);
    }

    private static List<TimeSpan> WhatIf(SparesNetwork network, PlannedStocks found, TimeProvider clock)
    {
        RandomStream stream = new(2, "questions");
        List<TimeSpan> times = [];
        for (var n = 0; n < Questions; n++)
        {
            var item = stream.Below(network.Items.Count);
            WarehouseStocks[] stocks = [.. found.Items[item].Warehouses];
            stocks[0] = stocks[0] with { Stock = stocks[0].Stock + 1 };
            var begun = clock.GetTimestamp();
            _ = network.Evaluate(item, stocks);
            _ = network.Curve(item);
            times.Add(clock.GetElapsedTime(begun));
        }

        return times;
    }

    /// <summary>
    /// Needs of a part spread log-normally (median 0.2 a day in the whole network, σ 1.5), over centres by their size (σ 0.8) and by chance, so
    /// that no two rates are alike. Six parts of ten are bought (7 to 60 days), four come back from one of three factories whose
    /// benches work 88 % of their time. Centres lie 1 to 4 days from their warehouse. Costs: median 6.00, σ 1.3.
    /// </summary>
    private static (IReadOnlyList<SpareItem> Items, IReadOnlyList<RepairShop> Shops) Network(int parts, int centres)
    {
        RandomStream stream = new(1, "levels");
        var size = new double[centres];
        var away = new double[centres];
        for (var j = 0; j < centres; j++)
        {
            (size[j], away[j]) = (Math.Exp(0.8 * Normal(stream)), stream.Between(1, 4));
        }

        var sizes = size.Sum();
        var sent = new double[3];
        var items = new SpareItem[parts];
        for (var i = 0; i < parts; i++)
        {
            var rate = 0.2 * Math.Exp(1.5 * Normal(stream));
            int? shop = stream.Chance(0.4) ? stream.Below(sent.Length) : null;
            var leadTime = shop is null ? stream.Between(7, 60) : stream.Between(3, 8);
            var warehouses = new SpareWarehouse[Warehouses];
            for (var w = 0; w < Warehouses; w++)
            {
                var sites = new SpareSite[(centres - w + Warehouses - 1) / Warehouses];
                for (var j = 0; j < sites.Length; j++)
                {
                    var centre = (j * Warehouses) + w;
                    sites[j] = new(rate * size[centre] / sizes * stream.Between(0.5, 1.5), away[centre]);
                    if (shop is { } to)
                    {
                        sent[to] += sites[j].Rate;
                    }
                }

                warehouses[w] = new(leadTime, shop, sites);
            }

            items[i] = new(string.Create(CultureInfo.InvariantCulture, $"P{i:00000}"), (long)(600 * Math.Exp(1.3 * Normal(stream))) + 1, warehouses);
        }

        return (items, [.. sent.Select(rate => new RepairShop(Math.Max(1, (int)Math.Ceiling(rate / BenchLoad)), 1))]);
    }

    /// <summary>Standard normal by the polar form of Box and Muller.</summary>
    private static double Normal(RandomStream stream) =>
        Math.Sqrt(-2 * Math.Log(1 - stream.NextUnit())) * Math.Cos(2 * Math.PI * stream.NextUnit());
}
