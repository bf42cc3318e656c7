using Mainstay.Common;
using Mainstay.Network.Exchange;

namespace Mainstay.Cli.Commands;

internal sealed class ImportNetworkCommand() : ImportKind("network", "Sites with their operators and calendars, from CSV or GeoJSON.")
{
    protected override async Task<ImportResult> ImportAsync(Session session, string file, IProgress<Progress> progress, CancellationToken ct)
    {
        await using var content = TextFile.Open(file);
        var done = await session.Get<ImportNetworkHandler>().HandleAsync(new ImportNetwork(content, file), Session.Actor, ct);
        return new ImportResult(done.Read, done.Imported + done.Changed, done.Unchanged, 0, []);
    }
}

internal sealed class ExportNetworkCommand() : ExportKind("network", "Sites, as GeoJSON or CSV by the ending of the file.")
{
    protected override async Task<long> ExportAsync(Session session, string file, Stream stream, CancellationToken ct) =>
        await session.Get<ExportNetworkHandler>().HandleAsync(new ExportNetwork(stream, NetworkFile.FormatOf(file)), Session.Actor, ct);
}
