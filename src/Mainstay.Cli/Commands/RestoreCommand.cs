using System.CommandLine;
using System.Globalization;
using Mainstay.Common;
using Mainstay.Contacts.Exchange;
using Mainstay.Storage;
using Mainstay.Storage.Backups;

namespace Mainstay.Cli.Commands;

/// <summary>Brings a backup back into an empty place, on the same kind of database or the other.</summary>
internal sealed class RestoreCommand : Command
{
    private readonly DataPlace _place = new();
    private readonly Argument<string> _file = new("FILE");
    private readonly Option<string?> _erasures = new("--erasures") { HelpName = "LIST", Description = "Erase again who is on this list (export erasures)." };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object for programs." };

    public RestoreCommand() : base("restore", "Bring a backup back into an empty folder or database.")
    {
        Add(_file);
        _place.AddTo(this);
        Add(_erasures);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        await using var database = _place.Open(parsed);
        try
        {
            if (parsed.GetValue(_erasures) is { } there)
            {
                TextFile.Open(there).Dispose();
            }

            await using var file = TextFile.Open(parsed.GetRequiredValue(_file));
            var done = await Output.WithProgressAsync("Restoring", progress => Restore.ReadAsync(database, file, TimeProvider.System, progress, ct));
            var erased = parsed.GetValue(_erasures) is { } list ? await EraseAgainAsync(database, list, ct) : 0;
            new Output(parsed.GetValue(_json)).Result(
                new { done.Tables, done.Rows, Erased = erased },
                string.Create(CultureInfo.InvariantCulture, $"Restored {done.Rows:N0} rows of {done.Tables} tables to {database.Description}; {erased:N0} customers erased again."));
            if (parsed.GetValue(_erasures) is null)
            {
                Output.Note("Customers erased after this backup was taken are in it still: './mainstay import erasures LIST' with the list kept apart forgets them again.");
            }

            return ExitCodes.Done;
        }
        catch (Exception e) when (StorageProblem.Translate(e, database) is { } refused && refused != e)
        {
            throw refused;
        }
    }

    /// <summary>Before anybody is served from the restored data.</summary>
    private static async Task<long> EraseAgainAsync(Database database, string list, CancellationToken ct)
    {
        await using var session = await Session.OpenAsync(database, mayCreate: false, ct);
        await using var content = TextFile.Open(list);
        return (await session.Get<ReplayErasuresHandler>().HandleAsync(new ReplayErasures(content, list), Session.Actor, ct)).Imported;
    }
}
