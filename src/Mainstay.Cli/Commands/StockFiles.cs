using Mainstay.Common;
using Mainstay.Devices.Exchange;
using Mainstay.Parts.Exchange;

namespace Mainstay.Cli.Commands;

internal sealed class ImportPartsCommand() : ImportKind("parts", "Service parts of the catalogue with cost and price, from CSV.")
{
    protected override async Task<ImportResult> ImportAsync(Session session, string file, IProgress<Progress> progress, CancellationToken ct)
    {
        await using var content = TextFile.Open(file);
        return await session.Get<ImportPartsHandler>().HandleAsync(new ImportParts(content, Path.GetFileName(file)), Session.Actor, progress, ct);
    }
}

internal sealed class ImportStockCommand() : ImportKind("stock", "Opening stock by site, part and bin, from CSV; begins stock keeping at these sites.")
{
    protected override async Task<ImportResult> ImportAsync(Session session, string file, IProgress<Progress> progress, CancellationToken ct)
    {
        await using var content = TextFile.Open(file);
        return await session.Get<ImportStockHandler>().HandleAsync(new ImportStock(content, Path.GetFileName(file)), Session.Actor, progress, ct);
    }
}

internal sealed class ExportStockCommand() : ExportKind("stock", "What lies in the bins of all sites, as CSV.")
{
    protected override async Task<long> ExportAsync(Session session, string file, Stream stream, CancellationToken ct) =>
        await session.Get<ExportStockHandler>().HandleAsync(new ExportStock(stream), Session.Actor, ct);
}
