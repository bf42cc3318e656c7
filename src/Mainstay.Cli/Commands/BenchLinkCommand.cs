using System.CommandLine;
using Mainstay.Bench;
using Mainstay.Bench.Linking;

namespace Mainstay.Cli.Commands;

internal sealed class BenchLinkCommand : BenchKind
{
    private readonly Option<int> _cases = new("--cases") { HelpName = "N", Description = "Cases in the books.", DefaultValueFactory = _ => 1_000_000 };

    public BenchLinkCommand() : base("link", "The customer's page at the size of a whole network.") => Add(_cases);

    protected override Task<BenchReport> MeasureAsync(BenchPlace place, string scratch, ParseResult parsed, CancellationToken ct) =>
        LinkBench.RunAsync(place, scratch, Math.Max(1_000, parsed.GetValue(_cases)), ct);
}
