using System.CommandLine;
using Mainstay.Bench;
using Mainstay.Bench.Reading;
using Mainstay.Storage;

namespace Mainstay.Cli.Commands;

internal sealed class BenchReadCommand : BenchKind
{
    private readonly Option<int?> _devices = new("--devices") { HelpName = "N", Description = "Devices in the books (default: ten million on PostgreSQL, one million embedded)." };
    private readonly Option<int?> _cases = new("--cases") { HelpName = "N", Description = "Cases of a year (default: a tenth of the devices)." };

    public BenchReadCommand() : base("read", "Searches and pages at the size of a whole network.")
    {
        Add(_devices);
        Add(_cases);
    }

    protected override Task<BenchReport> MeasureAsync(BenchPlace place, string scratch, ParseResult parsed, CancellationToken ct)
    {
        var devices = parsed.GetValue(_devices) ?? (place.Database.Provider == Provider.Postgres ? 10_000_000 : 1_000_000);
        return ReadBench.RunAsync(place, scratch, devices, parsed.GetValue(_cases) ?? Math.Max(1, devices / 10), ct);
    }
}
