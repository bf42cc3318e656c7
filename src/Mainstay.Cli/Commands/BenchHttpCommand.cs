using System.CommandLine;
using Mainstay.Bench;
using Mainstay.Bench.Serving;

namespace Mainstay.Cli.Commands;

internal sealed class BenchHttpCommand : BenchKind
{
    private readonly Option<int> _clients = new("--clients") { HelpName = "N", Description = "How many open cases at once.", DefaultValueFactory = _ => 8 };
    private readonly Option<int> _seconds = new("--seconds") { HelpName = "S", Description = "How long to measure.", DefaultValueFactory = _ => 40 };

    public BenchHttpCommand() : base("http", "Opening a case over HTTP against the same rows written by hand.")
    {
        Add(_clients);
        Add(_seconds);
    }

    protected override Task<BenchReport> MeasureAsync(BenchPlace place, string scratch, ParseResult parsed, CancellationToken ct) =>
        new HttpBench().RunAsync(place, scratch, Math.Max(1, parsed.GetValue(_clients)), TimeSpan.FromSeconds(Math.Max(1, parsed.GetValue(_seconds))), ct);
}
