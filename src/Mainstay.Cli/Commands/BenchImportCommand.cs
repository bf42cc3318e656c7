using System.CommandLine;
using Mainstay.Bench;
using Mainstay.Bench.Importing;

namespace Mainstay.Cli.Commands;

internal sealed class BenchImportCommand : BenchKind
{
    private readonly Option<int> _devices = new("--devices") { HelpName = "N", Description = "Devices to store.", DefaultValueFactory = _ => 1_000_000 };

    public BenchImportCommand() : base("import", "Open Repair Data in rows a second; devices against the same rows copied raw.") => Add(_devices);

    protected override Task<BenchReport> MeasureAsync(BenchPlace place, string scratch, ParseResult parsed, CancellationToken ct) =>
        ImportBench.RunAsync(place, scratch, parsed.GetValue(_devices), ct);
}
