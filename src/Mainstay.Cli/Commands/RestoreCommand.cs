using System.CommandLine;
using System.Globalization;
using Mainstay.Common;
using Mainstay.Storage;
using Mainstay.Storage.Backups;

namespace Mainstay.Cli.Commands;

/// <summary>Brings a backup back into an empty place, on the same kind of database or the other.</summary>
internal sealed class RestoreCommand : Command
{
    private readonly DataPlace _place = new();
    private readonly Argument<string> _file = new("FILE");
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object for programs." };

    public RestoreCommand() : base("restore", "Bring a backup back into an empty folder or database.")
    {
        Add(_file);
        _place.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        await using var database = _place.Open(parsed);
        try
        {
            await using var file = TextFile.Open(parsed.GetRequiredValue(_file));
            var done = await Output.WithProgressAsync("Restoring", progress => Restore.ReadAsync(database, file, TimeProvider.System, progress, ct));
            new Output(parsed.GetValue(_json)).Result(
                new { done.Tables, done.Rows },
                string.Create(CultureInfo.InvariantCulture, $"Restored {done.Rows:N0} rows of {done.Tables} tables to {database.Description}."));
            return ExitCodes.Done;
        }
        catch (Exception e) when (StorageProblem.Translate(e, database) is { } refused && refused != e)
        {
            throw refused;
        }
    }
}
