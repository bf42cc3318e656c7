using System.CommandLine;
using System.Globalization;
using Mainstay.Storage.Backups;

namespace Mainstay.Cli.Commands;

/// <summary>Saves the database as it is at one instant, beside a running server or without one.</summary>
internal sealed class BackupCommand : DataCommand
{
    private readonly Argument<string> _file = new("FILE");

    public BackupCommand() : base("backup", "Save the whole database to one file, while others go on working.") => Add(_file);

    protected override async Task<int> RunAsync(Session session, ParseResult parsed, Output output, CancellationToken ct)
    {
        var file = parsed.GetRequiredValue(_file);
        var done = await Output.WithProgressAsync("Saving", progress => NewFile.WriteAsync(
            file, stream => Backup.WriteAsync(session.Database, stream, TimeProvider.System, progress, ct)));
        output.Result(
            new { done.Tables, done.Rows, File = file, Bytes = new FileInfo(file).Length },
            string.Create(CultureInfo.InvariantCulture, $"Saved {done.Rows:N0} rows of {done.Tables} tables to {file}."));
        return ExitCodes.Done;
    }
}
