using System.CommandLine;
using Mainstay.Bench;
using Mainstay.Bench.Fuzzing;

namespace Mainstay.Cli.Commands;

/// <summary>Sends what nobody should send, and says what was answered wrongly.</summary>
internal sealed class BenchFuzzCommand : Command
{
    private readonly DataPlace _place = new();
    private readonly Option<long> _requests = new("--requests") { HelpName = "N", Description = "How many.", DefaultValueFactory = _ => 10_000 };
    private readonly Option<int> _seed = new("--seed") { HelpName = "S", Description = "The same seed sends the same requests.", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object for programs." };

    public BenchFuzzCommand() : base("fuzz", "Try every operation of the served OpenAPI document with wrong, huge, hostile and foreign values.")
    {
        _place.AddTo(this);
        Add(_requests);
        Add(_seed);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var (folder, connection) = _place.Chosen(parsed);
        await using var place = await BenchPlace.MakeAsync(folder is null || folder == DataPlace.DefaultFolder ? Path.GetTempPath() : folder, connection, ct);
        var report = await FuzzBench.RunAsync(place, parsed.GetValue(_requests), parsed.GetValue(_seed), ct);
        new Output(parsed.GetValue(_json)).Result(report, report.ToText());
        return ExitCodes.Done;
    }
}
