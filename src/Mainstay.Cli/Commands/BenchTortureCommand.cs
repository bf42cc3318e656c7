using System.CommandLine;
using Mainstay.Bench;
using Mainstay.Bench.Torture;
using Mainstay.Server;

namespace Mainstay.Cli.Commands;

/// <summary>Kills servers under writing clients and looks afterwards for what was acknowledged.</summary>
internal sealed class BenchTortureCommand : Command
{
    private const string Own = "own";
    private readonly DataPlace _place = new();
    private readonly Option<int> _kills = new("--kills") { HelpName = "N", Description = "How often a server is killed.", DefaultValueFactory = _ => 10 };
    private readonly Option<int> _clients = new("--clients") { HelpName = "N", Description = "How many write at once.", DefaultValueFactory = _ => 8 };
    private readonly Option<int> _seconds = new("--seconds") { HelpName = "S", Description = "How long, at least.", DefaultValueFactory = _ => 60 };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object for programs." };

    public BenchTortureCommand() : base(
        "torture",
        "Kill servers under writing clients; then look for every acknowledged write. '--database own' starts a PostgreSQL of its own, which it crashes and freezes too.")
    {
        _place.AddTo(this);
        Add(_kills);
        Add(_clients);
        Add(_seconds);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var (folder, connection) = _place.Chosen(parsed);
        var scratch = Directory.CreateDirectory(Path.Combine(
            folder is null || folder == DataPlace.DefaultFolder ? Path.GetTempPath() : folder, $"torture-{Environment.ProcessId}")).FullName;
        try
        {
            await using var cluster = connection == Own ? await LocalPostgres.StartAsync(Path.Combine(scratch, "postgres"), ServerProcess.FreePort(), ct) : null;
            await using var place = await BenchPlace.MakeAsync(scratch, cluster?.Connection ?? connection, ct);
            await using var bench = new TortureBench(place, cluster);
            var report = await bench.RunAsync(
                parsed.GetValue(_kills), Math.Max(1, parsed.GetValue(_clients)), TimeSpan.FromSeconds(parsed.GetValue(_seconds)), ct);
            new Output(parsed.GetValue(_json)).Result(report, report.ToText());
            return ExitCodes.Done;
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
