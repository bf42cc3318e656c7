using System.CommandLine;
using Mainstay.Bench;
using Mainstay.Bench.Spares;

namespace Mainstay.Cli.Commands;

internal sealed class BenchSparesCommand : BenchReckoning
{
    private readonly Option<int> _systems = new("--systems") { HelpName = "N", Description = "Random networks.", DefaultValueFactory = _ => 1_000 };

    public BenchSparesCommand() : base("spares", "How far METRIC and VARI-METRIC are from the exact backorders, and on which networks.") => Add(_systems);

    protected override BenchReport Measure(ParseResult parsed, string scratch, CancellationToken ct) =>
        SparesBench.Run(Math.Clamp(parsed.GetValue(_systems), 1, 1_000_000), scratch, ct);
}
