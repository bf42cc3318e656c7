using Mainstay.Cases.History;
using Mainstay.Common;

namespace Mainstay.Cli.Commands;

internal sealed class ImportOrdsCommand() : ImportKind("ords", "Open Repair Data v0.3 as history, from CSV.")
{
    protected override Task<ImportResult> ImportAsync(Session session, string file, IProgress<Progress> progress, CancellationToken ct) =>
        session.Get<ImportOrdsHandler>().HandleAsync(new ImportOrds(file), Session.Actor, progress, ct);
}

internal sealed class ExportOrdsCommand() : ExportKind("ords", "Imported Open Repair Data, value for value, as CSV.")
{
    protected override async Task<long> ExportAsync(Session session, string file, Stream stream, CancellationToken ct)
    {
        await using var writer = new StreamWriter(stream, leaveOpen: true);
        return await session.Get<ExportOrdsHandler>().HandleAsync(new ExportOrds(writer), Session.Actor, ct);
    }
}
