using Mainstay.Cases.Coding;
using Mainstay.Common;

namespace Mainstay.Cli.Commands;

internal sealed class ImportCodesCommand() : ImportKind("codes", "A table of condition, symptom, section, defect and repair codes (such as IRIS), from CSV.")
{
    protected override async Task<ImportResult> ImportAsync(Session session, string file, IProgress<Progress> progress, CancellationToken ct)
    {
        await using var content = TextFile.Open(file);
        return await session.Get<ImportCodesHandler>().HandleAsync(new ImportCodes(content, Path.GetFileName(file)), Session.Actor, progress, ct);
    }
}
