using Mainstay.Access.Exchange;
using Mainstay.Common;

namespace Mainstay.Cli.Commands;

internal sealed class ImportPeopleCommand() : ImportKind("people", "People with roles and skills, from CSV.")
{
    protected override async Task<ImportResult> ImportAsync(Session session, string file, IProgress<Progress> progress, CancellationToken ct)
    {
        await using var content = TextFile.Open(file);
        var done = await session.Get<ImportPeopleHandler>().HandleAsync(new ImportPeople(content, file), Session.Actor, ct);
        return new ImportResult(done.Read, done.Imported + done.Changed, done.Unchanged, 0, []);
    }
}

internal sealed class ExportPeopleCommand() : ExportKind("people", "People with roles and skills, as CSV: one row for each person and role.")
{
    protected override async Task<long> ExportAsync(Session session, string file, Stream stream, CancellationToken ct)
    {
        await using var writer = new StreamWriter(stream, leaveOpen: true);
        return await session.Get<ExportPeopleHandler>().HandleAsync(new ExportPeople(writer), Session.Actor, ct);
    }
}
