using System.CommandLine;
using Mainstay.Bench;
using Mainstay.Bench.Starting;

namespace Mainstay.Cli.Commands;

internal sealed class BenchStartCommand() : BenchKind("start", "From the command to the first answer; what pages weigh.")
{
    protected override Task<BenchReport> MeasureAsync(BenchPlace place, string scratch, ParseResult parsed, CancellationToken ct) =>
        StartBench.RunAsync(place, scratch, ct);
}
