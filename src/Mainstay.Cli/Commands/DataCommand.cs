using System.CommandLine;
using Mainstay.Storage;

namespace Mainstay.Cli.Commands;

/// <summary>A command on a database: <c>--data</c>, <c>--database</c>, <c>--json</c>, and failures as one sentence.</summary>
internal abstract class DataCommand : Command
{
    private readonly DataPlace _place = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object for programs." };

    protected DataCommand(string name, string description) : base(name, description)
    {
        _place.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    /// <summary>Whether an empty place becomes a new database.</summary>
    protected virtual bool MayCreate => false;

    /// <summary>What can be refused before the database is opened, or made.</summary>
    protected virtual void Check(ParseResult parsed)
    {
    }

    protected abstract Task<int> RunAsync(Session session, ParseResult parsed, Output output, CancellationToken ct);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        Check(parsed);
        await using var database = _place.Open(parsed);
        try
        {
            await using var session = await Session.OpenAsync(database, MayCreate, ct);
            return await RunAsync(session, parsed, new Output(parsed.GetValue(_json)), ct);
        }
        catch (Exception e) when (StorageProblem.Translate(e, database) is { } refused && refused != e)
        {
            throw refused;
        }
    }
}
