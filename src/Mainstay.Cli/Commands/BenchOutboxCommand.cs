using System.CommandLine;
using Mainstay.Bench;
using Mainstay.Bench.Telling;

namespace Mainstay.Cli.Commands;

internal sealed class BenchOutboxCommand : BenchKind
{
    private readonly Option<int> _events = new("--events") { HelpName = "N", Description = "How many events are sent.", DefaultValueFactory = _ => 100_000 };
    private readonly Option<int> _turns = new("--turns") { HelpName = "N", Description = "How often opening cases is measured with and without a subscription.", DefaultValueFactory = _ => 10 };

    public BenchOutboxCommand() : base("outbox", "Events to a slow and failing receiver: none lost, in order; and what a subscription costs whoever opens cases.")
    {
        Add(_events);
        Add(_turns);
    }

    protected override Task<BenchReport> MeasureAsync(BenchPlace place, string scratch, ParseResult parsed, CancellationToken ct) =>
        new OutboxBench().RunAsync(place, scratch, parsed.GetValue(_events), parsed.GetValue(_turns), ct);
}
