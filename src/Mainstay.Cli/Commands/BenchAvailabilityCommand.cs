using System.CommandLine;
using Mainstay.Bench;
using Mainstay.Bench.Stocking;
using Mainstay.Storage;

namespace Mainstay.Cli.Commands;

internal sealed class BenchAvailabilityCommand : BenchKind
{
    private readonly Option<int?> _parts = new("--parts") { HelpName = "N", Description = "Parts in stock at every site (default: ten thousand on PostgreSQL, one thousand embedded)." };
    private readonly Option<int?> _movements = new("--movements") { HelpName = "N", Description = "Movements in the ledger (default: a thousand for each part)." };

    public BenchAvailabilityCommand() : base("availability", "Whether a job's parts are here, coming or nowhere, at the size of a whole network.")
    {
        Add(_parts);
        Add(_movements);
    }

    protected override Task<BenchReport> MeasureAsync(BenchPlace place, string scratch, ParseResult parsed, CancellationToken ct)
    {
        var parts = parsed.GetValue(_parts) ?? (place.Database.Provider == Provider.Postgres ? 10_000 : 1_000);
        return AvailabilityBench.RunAsync(place, scratch, parts, parsed.GetValue(_movements) ?? parts * 1_000, ct);
    }
}
