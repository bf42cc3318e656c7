using System.CommandLine;
using System.Globalization;
using Mainstay.Common;

namespace Mainstay.Cli.Commands;

/// <summary><c>import KIND FILE</c>: one class per kind, listed here.</summary>
internal sealed class ImportCommand : Command
{
    public ImportCommand() : base("import", "Bring a file into the network.")
    {
        Add(new ImportNetworkCommand());
        Add(new ImportPeopleCommand());
        Add(new ImportOrdsCommand());
        Add(new ImportCasesCommand());
        Add(new ImportCodesCommand());
        Add(new ImportErasuresCommand());
        Add(new ImportKeysCommand());

        Add(new ImportDevicesCommand());
        Add(new ImportSalesCommand());
        Add(new ImportPartsCommand());
        Add(new ImportStockCommand());
        Add(new ImportSuppliersCommand());
    }
}

/// <summary>One kind of file that can be imported.</summary>
internal abstract class ImportKind : DataCommand
{
    private readonly Argument<string> _file = new("FILE");

    protected ImportKind(string kind, string description) : base(kind, description) => Add(_file);

    protected override bool MayCreate => true;

    protected abstract Task<ImportResult> ImportAsync(Session session, string file, IProgress<Progress> progress, CancellationToken ct);

    protected sealed override void Check(ParseResult parsed) => TextFile.Open(parsed.GetRequiredValue(_file)).Dispose();

    protected sealed override async Task<int> RunAsync(Session session, ParseResult parsed, Output output, CancellationToken ct)
    {
        var file = parsed.GetRequiredValue(_file);
        var result = await Output.WithProgressAsync(
            $"Importing {Path.GetFileName(file)}", progress => ImportAsync(session, file, progress, ct));
        output.Result(result, string.Create(
            CultureInfo.InvariantCulture,
            $"Read {result.Read:N0}: imported {result.Imported:N0}, unchanged {result.Unchanged:N0}, skipped {result.Skipped:N0}."));
        foreach (var problem in result.Problems.Take(20))
        {
            Output.Note(problem.Refusal(Path.GetFileName(file)).Message);
        }

        if (result.Problems.Count > 20)
        {
            Output.Note($"... and {result.Problems.Count - 20} more problems; --json lists all.");
        }

        return ExitCodes.Done;
    }
}
