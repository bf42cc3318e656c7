using Mainstay.Devices.Contracts;
using Mainstay.Kernel.Random;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;

namespace Mainstay.Bench.Stocking;

/// <summary>Whether the parts of a job are here, coming or nowhere, asked at the size of a whole network.</summary>
public static class AvailabilityBench
{
    private const double Target = 20;
    private const int Asked = 3_000;
    private const int MostParts = 3;

    public static async Task<BenchReport> RunAsync(BenchPlace place, string scratch, int parts, int movements, CancellationToken ct)
    {
        var before = Machine.Load();
        await using var world = await BenchWorld.MakeAsync(place.Database, ct);
        StockVolume volume = new(world, parts, movements);
        await volume.FillAsync(ct);
        await place.SettleAsync(ct);
        RandomStream chance = new(BenchWorld.Seed, "bench.availability");
        await AskAsync(world, volume, chance, Asked / 5, ct); // Compiled, and the hot pages of the indexes read.
        Dictionary<PartStanding, int> standings = [];
        var times = await AskAsync(world, volume, chance, Asked, ct, standings);
        List<Figure> figures =
        [
            Figure.Of("availability of a job's parts p50", Percentile.Of(times, 0.50), "ms"),
            Figure.Of("availability of a job's parts p95", Percentile.Of(times, 0.95), "ms"),
            Figure.AtMost("availability of a job's parts p99", Percentile.Of(times, 0.99), "ms", Target, string.Join(", ", standings.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}"))),
        ];
        return new BenchReport("availability", place.Database.Provider.ToString(), $"{parts:N0} parts x {volume.Sites.Count} sites in stock, {movements:N0} movements, one to {MostParts} parts a question",
            new Machine(Environment.ProcessorCount, before, Machine.Load(), Machine.Fsyncs(scratch, TimeProvider.System)), figures);
    }

    private static async Task<List<TimeSpan>> AskAsync(BenchWorld world, StockVolume volume, RandomStream chance, int times, CancellationToken ct, Dictionary<PartStanding, int>? standings = null)
    {
        List<TimeSpan> took = new(times);
        for (var n = 0; n < times; n++)
        {
            SiteId site = chance.Pick(world.Centres).Id;
            List<PartId> wanted = [.. Enumerable.Range(0, 1 + chance.Below(MostParts)).Select(_ => chance.Pick(volume.Parts)).Distinct()];
            var since = BenchWorld.Clock.GetTimestamp();
            var answers = await world.DoAsync<IPartAvailability, IReadOnlyList<PartAvailable>>(availability => availability.AtAsync(site, wanted, ct));
            took.Add(BenchWorld.Clock.GetElapsedTime(since));
            if (standings is not null)
            {
                foreach (var answer in answers)
                {
                    standings[answer.Standing] = standings.GetValueOrDefault(answer.Standing) + 1;
                }
            }
        }

        return took;
    }
}
