using System.CommandLine;
using Mainstay.Bench;

namespace Mainstay.Cli.Commands;

/// <summary>A bench of mathematics alone: no database is made. A figure that misses its target makes the exit code.</summary>
internal abstract class BenchReckoning : Command
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object for programs." };

    protected BenchReckoning(string kind, string description) : base(kind, description)
    {
        Add(_json);
        SetAction((parsed, ct) =>
        {
            var report = Measure(parsed, Path.GetTempPath(), ct);
            new Output(parsed.GetValue(_json)).Result(report, report.ToText());
            return Task.FromResult(report.Figures.Any(figure => figure.Met == false) ? ExitCodes.Missed : ExitCodes.Done);
        });
    }

    protected abstract BenchReport Measure(ParseResult parsed, string scratch, CancellationToken ct);
}
