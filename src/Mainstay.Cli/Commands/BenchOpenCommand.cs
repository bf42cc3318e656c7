using System.CommandLine;
using Mainstay.Bench;
using Mainstay.Bench.Opening;

namespace Mainstay.Cli.Commands;

internal sealed class BenchOpenCommand : BenchKind
{
    private readonly Option<int> _seconds = new("--seconds") { HelpName = "S", Description = "How long to measure.", DefaultValueFactory = _ => 40 };

    public BenchOpenCommand() : base("open", "Opening a case against the same rows written by hand; round trips of every verb.") => Add(_seconds);

    protected override Task<BenchReport> MeasureAsync(BenchPlace place, string scratch, ParseResult parsed, CancellationToken ct) =>
        new OpenBench().RunAsync(place, scratch, TimeSpan.FromSeconds(parsed.GetValue(_seconds)), ct);
}
