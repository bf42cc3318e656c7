using System.CommandLine;
using Mainstay.Common;
using Mainstay.Storage;

namespace Mainstay.Cli;

/// <summary>Where the data is, as every command that touches data lets its caller say.</summary>
internal sealed class DataPlace
{
    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "DIR",
        Description = $"Data folder of an embedded database (default: {DefaultFolder}).",
    };

    private readonly Option<string?> _database = new("--database")
    {
        HelpName = "CONNECTION",
        Description = "A PostgreSQL database: \"Host=...;Database=...;Username=...\" (default: the environment's MAINSTAY_DATABASE).",
    };

    public static string DefaultFolder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } home
            ? home
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"),
        "mainstay");

    public void AddTo(Command command)
    {
        _data.MustSay("a folder");
        _database.MustSay("a connection");
        command.Add(_data);
        command.Add(_database);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_data) is not null && result.GetResult(_database) is not null)
            {
                result.AddError("--data and --database exclude each other.");
            }
        });
    }

    /// <returns>Exactly one of the two.</returns>
    public (string? Folder, string? Connection) Chosen(ParseResult parsed)
    {
        var folder = parsed.GetValue(_data);
        var connection = parsed.GetValue(_database) ?? (folder is null ? Environment.GetEnvironmentVariable("MAINSTAY_DATABASE") : null);
        return string.IsNullOrWhiteSpace(connection) ? (Path.GetFullPath(folder ?? DefaultFolder), null) : (null, connection);
    }

    public Database Open(ParseResult parsed)
    {
        var (folder, connection) = Chosen(parsed);
        try
        {
            return folder is not null ? Database.Sqlite(folder) : Database.Postgres(connection!);
        }
        catch (ArgumentException e)
        {
            throw new RefusedException("connection-malformed", $"The connection to the database is not understood: {e.Message}");
        }
    }
}
