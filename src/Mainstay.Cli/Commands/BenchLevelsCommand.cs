using System.CommandLine;
using Mainstay.Bench;
using Mainstay.Bench.Spares;

namespace Mainstay.Cli.Commands;

internal sealed class BenchLevelsCommand : BenchReckoning
{
    private readonly Option<int> _parts = new("--parts") { HelpName = "N", Description = "Parts.", DefaultValueFactory = _ => 10_000 };
    private readonly Option<int> _centres = new("--centres") { HelpName = "N", Description = "Centres, half of them under each of two warehouses.", DefaultValueFactory = _ => 500 };

    public BenchLevelsCommand() : base("levels", "Levels of every spare part at every place of a network; what-if of one part.")
    {
        Add(_parts);
        Add(_centres);
    }

    protected override BenchReport Measure(ParseResult parsed, string scratch, CancellationToken ct) =>
        LevelsBench.Run(Math.Clamp(parsed.GetValue(_parts), 1, 1_000_000), Math.Clamp(parsed.GetValue(_centres), 2, 100_000), scratch, ct);
}
