using Mainstay.Kernel.Inventory;
using Mainstay.Kernel.Random;

namespace Mainstay.Kernel.Tests.Inventory;

public sealed class SharedBenchesTests
{
    private const double Way = 3, Repair = 2, Days = 300_000;
    private const int Benches = 2;
    private static readonly double[] _rates = [0.5, 0.3];

    /// <summary>Two parts are sent on a way of three days to two benches, which take them as they come.</summary>
    [Fact]
    public void A_simulated_factory_of_two_parts_owes_what_is_expected()
    {
        SparesNetwork network = new([.. _rates.Select((rate, i) => new SpareItem($"{i}", 1, [new(Way, 0, [new(rate, 0)])]))], [new(Benches, Repair)]);
        int[] stocks = [4, 2];
        var owed = Simulated(stocks);
        for (var i = 0; i < stocks.Length; i++)
        {
            var expected = network.Evaluate(i, [new(stocks[i], [0])]).Warehouses[0].Backorders;
            Assert.InRange(owed[i], expected * 0.96, expected * 1.04);
        }
    }

    /// <summary>Mean of (units away - stock)⁺ over all days.</summary>
    private static double[] Simulated(int[] stocks)
    {
        RandomStream stream = new(17, "benches");
        double Wait(double mean) => -mean * Math.Log(1 - stream.NextUnit());
        var (away, area, busy, now) = (new int[_rates.Length], new double[_rates.Length], 0, 0.0);
        Queue<int> waiting = new();
        PriorityQueue<(int Kind, int Part), double> ahead = new(); // 0 a need, 1 at the factory, 2 repaired.
        for (var i = 0; i < _rates.Length; i++)
        {
            ahead.Enqueue((0, i), Wait(1 / _rates[i]));
        }

        while (ahead.TryDequeue(out var what, out var at) && at < Days)
        {
            for (var i = 0; i < area.Length; i++)
            {
                area[i] += (at - now) * Math.Max(0, away[i] - stocks[i]);
            }

            now = at;
            if (what.Kind == 0)
            {
                away[what.Part]++;
                ahead.Enqueue((0, what.Part), now + Wait(1 / _rates[what.Part]));
                ahead.Enqueue((1, what.Part), now + Way);
                continue;
            }

            if (what.Kind == 1)
            {
                waiting.Enqueue(what.Part);
            }
            else
            {
                away[what.Part]--;
                busy--;
            }

            while (busy < Benches && waiting.TryDequeue(out var next))
            {
                busy++;
                ahead.Enqueue((2, next), now + Wait(Repair));
            }
        }

        return [.. area.Select(sum => sum / now)];
    }
}
