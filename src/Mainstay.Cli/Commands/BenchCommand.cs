using System.CommandLine;
using Mainstay.Bench;

namespace Mainstay.Cli.Commands;

/// <summary><c>bench KIND</c>: one class per kind, listed here.</summary>
internal sealed class BenchCommand : Command
{
    public BenchCommand() : base("bench", "Measure the whole system, as ratios to something else in the same run.")
    {
        Add(new BenchOpenCommand());
        Add(new BenchHttpCommand());
        Add(new BenchLiveCommand());
        Add(new BenchReadCommand());
        Add(new BenchImportCommand());
        Add(new BenchStartCommand());
        Add(new BenchLinkCommand());
        Add(new BenchOutboxCommand());
        Add(new BenchTortureCommand());
        Add(new BenchFuzzCommand());
        Add(new BenchLedgerCommand());
        Add(new BenchAvailabilityCommand());
        Add(new BenchLevelsCommand());
        Add(new BenchSparesCommand());
    }
}

/// <summary>
/// One bench. It works in a database of its own, made beside the place that is named and removed afterwards: a new folder within
/// <c>--data</c> (default: the temporary folder), or a new database on the server of <c>--database</c>. A figure that misses its
/// target makes the exit code.
/// </summary>
internal abstract class BenchKind : Command
{
    private readonly DataPlace _place = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object for programs." };

    protected BenchKind(string kind, string description) : base(kind, description)
    {
        _place.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    protected abstract Task<BenchReport> MeasureAsync(BenchPlace place, string scratch, ParseResult parsed, CancellationToken ct);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var (folder, connection) = _place.Chosen(parsed);
        var scratch = folder is null || folder == DataPlace.DefaultFolder ? Path.GetTempPath() : folder;
        await using var place = await BenchPlace.MakeAsync(scratch, connection, ct);
        var report = await MeasureAsync(place, scratch, parsed, ct);
        new Output(parsed.GetValue(_json)).Result(report, report.ToText());
        return report.Figures.Any(figure => figure.Met == false) ? ExitCodes.Missed : ExitCodes.Done;
    }
}
