using Mainstay.Common;
using Mainstay.Contacts.Exchange;

namespace Mainstay.Cli.Commands;

internal sealed class ImportErasuresCommand() : ImportKind("erasures", "Erase again who is on the list, after a restore.")
{
    protected override bool MayCreate => false;

    protected override async Task<ImportResult> ImportAsync(Session session, string file, IProgress<Progress> progress, CancellationToken ct)
    {
        await using var content = TextFile.Open(file);
        return await session.Get<ReplayErasuresHandler>().HandleAsync(new ReplayErasures(content, file), Session.Actor, ct);
    }
}

internal sealed class ExportErasuresCommand() : ExportKind("erasures", "Who was erased and when, as ids: keep the newest list apart from the backups.")
{
    protected override async Task<long> ExportAsync(Session session, string file, Stream stream, CancellationToken ct)
    {
        await using var writer = new StreamWriter(stream, leaveOpen: true);
        return await session.Get<ExportErasuresHandler>().HandleAsync(new ExportErasures(writer), Session.Actor, ct);
    }
}

internal sealed class ImportKeysCommand() : ImportKind("keys", "Bring back the keys to customers' pictures, after a restore.")
{
    protected override bool MayCreate => false;

    protected override async Task<ImportResult> ImportAsync(Session session, string file, IProgress<Progress> progress, CancellationToken ct)
    {
        await using var content = TextFile.Open(file);
        return await session.Get<ImportKeysHandler>().HandleAsync(new ImportKeys(content, file), Session.Actor, ct);
    }
}

internal sealed class ExportKeysCommand() : ExportKind("keys", "The keys to customers' pictures, open: keep only the newest file, apart from the backups, as you keep a private key.")
{
    protected override async Task<long> ExportAsync(Session session, string file, Stream stream, CancellationToken ct)
    {
        await using var writer = new StreamWriter(stream, leaveOpen: true);
        return await session.Get<ExportKeysHandler>().HandleAsync(new ExportKeys(writer), Session.Actor, ct);
    }
}
