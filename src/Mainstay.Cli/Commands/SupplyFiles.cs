using Mainstay.Common;
using Mainstay.Parts.Supply;

namespace Mainstay.Cli.Commands;

internal sealed class ImportSuppliersCommand() : ImportKind("suppliers", "Who delivers which parts on what terms, from CSV.")
{
    protected override async Task<ImportResult> ImportAsync(Session session, string file, IProgress<Progress> progress, CancellationToken ct)
    {
        await using var content = TextFile.Open(file);
        return await session.Get<ImportSuppliersHandler>().HandleAsync(new ImportSuppliers(content, Path.GetFileName(file)), Session.Actor, progress, ct);
    }
}
