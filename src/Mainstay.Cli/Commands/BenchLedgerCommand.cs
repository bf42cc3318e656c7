using System.CommandLine;
using Mainstay.Bench;
using Mainstay.Bench.Stocking;

namespace Mainstay.Cli.Commands;

internal sealed class BenchLedgerCommand : BenchKind
{
    private readonly Option<int> _seconds = new("--seconds") { HelpName = "S", Description = "How long to measure.", DefaultValueFactory = _ => 40 };

    public BenchLedgerCommand() : base("ledger", "Durable movements of the stock ledger against the same statements written by hand.") => Add(_seconds);

    protected override Task<BenchReport> MeasureAsync(BenchPlace place, string scratch, ParseResult parsed, CancellationToken ct) =>
        new LedgerBench().RunAsync(place, scratch, TimeSpan.FromSeconds(parsed.GetValue(_seconds)), ct);
}
