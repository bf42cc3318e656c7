using System.CommandLine;
using System.Globalization;

namespace Mainstay.Cli.Commands;

/// <summary><c>export KIND FILE</c>: one class per kind, listed here.</summary>
internal sealed class ExportCommand : Command
{
    public ExportCommand() : base("export", "Write records of the network to a file.")
    {
        Add(new ExportNetworkCommand());
        Add(new ExportPeopleCommand());
        Add(new ExportOrdsCommand());
        Add(new ExportErasuresCommand());
        Add(new ExportKeysCommand());
        Add(new ExportStockCommand());
    }
}

internal sealed record ExportResult(long Written, string File);

/// <summary>One kind of file that can be written. The file appears when it is whole, or not at all.</summary>
internal abstract class ExportKind : DataCommand
{
    private readonly Argument<string> _file = new("FILE");

    protected ExportKind(string kind, string description) : base(kind, description) => Add(_file);

    /// <param name="file">The path given, for kinds that go by its ending.</param>
    /// <param name="stream">Where to write.</param>
    /// <returns>How many records were written.</returns>
    protected abstract Task<long> ExportAsync(Session session, string file, Stream stream, CancellationToken ct);

    protected sealed override async Task<int> RunAsync(Session session, ParseResult parsed, Output output, CancellationToken ct)
    {
        var file = parsed.GetRequiredValue(_file);
        var written = await NewFile.WriteAsync(file, stream => ExportAsync(session, file, stream, ct));
        output.Result(new ExportResult(written, file), string.Create(CultureInfo.InvariantCulture, $"Wrote {written:N0} records to {file}."));
        return ExitCodes.Done;
    }
}
