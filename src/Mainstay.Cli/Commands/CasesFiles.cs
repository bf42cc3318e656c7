using Mainstay.Cases.Intake;
using Mainstay.Common;

namespace Mainstay.Cli.Commands;

internal sealed class ImportCasesCommand() : ImportKind("cases", "Live jobs of a former system in their present state, from CSV.")
{
    protected override async Task<ImportResult> ImportAsync(Session session, string file, IProgress<Progress> progress, CancellationToken ct)
    {
        await using var content = TextFile.Open(file);
        return await session.Get<CutOverHandler>().HandleAsync(new CutOver(content, Path.GetFileName(file)), Session.Actor, progress, ct);
    }
}
