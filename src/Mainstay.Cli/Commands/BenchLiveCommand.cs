using System.CommandLine;
using Mainstay.Bench;
using Mainstay.Bench.Serving;

namespace Mainstay.Cli.Commands;

internal sealed class BenchLiveCommand : BenchKind
{
    private readonly Option<int> _boards = new("--boards") { HelpName = "N", Description = "Pages open at once, four at a centre.", DefaultValueFactory = _ => 2_000 };
    private readonly Option<int> _verbs = new("--verbs") { HelpName = "N", Description = "Verbs a second.", DefaultValueFactory = _ => 50 };
    private readonly Option<int> _seconds = new("--seconds") { HelpName = "S", Description = "How long to measure.", DefaultValueFactory = _ => 60 };
    private readonly Option<bool> _fetch = new("--fetch") { Description = "Boards fetch their page again when they hear of a change." };

    public BenchLiveCommand() : base("live", "From a verb's answer to the open boards of its centre; the server's memory.")
    {
        Add(_boards);
        Add(_verbs);
        Add(_seconds);
        Add(_fetch);
    }

    protected override Task<BenchReport> MeasureAsync(BenchPlace place, string scratch, ParseResult parsed, CancellationToken ct) =>
        new LiveBench(new LiveLoad(
            Math.Clamp(parsed.GetValue(_boards), 4, 2_000), Math.Max(1, parsed.GetValue(_verbs)), TimeSpan.FromSeconds(Math.Max(1, parsed.GetValue(_seconds))), parsed.GetValue(_fetch)))
            .RunAsync(place, scratch, ct);
}
