using Mainstay.Common;
using Mainstay.Devices.Exchange;

namespace Mainstay.Cli.Commands;

internal sealed class ImportDevicesCommand() : ImportKind("devices", "Devices as they were built, from CSV.")
{
    protected override async Task<ImportResult> ImportAsync(Session session, string file, IProgress<Progress> progress, CancellationToken ct)
    {
        await using var content = TextFile.Open(file);
        return await session.Get<ImportDevicesHandler>().HandleAsync(new ImportDevices(content, Path.GetFileName(file)), Session.Actor, progress, ct);
    }
}

internal sealed class ImportSalesCommand() : ImportKind("sales", "When and where known devices were sold and first used, from CSV.")
{
    protected override async Task<ImportResult> ImportAsync(Session session, string file, IProgress<Progress> progress, CancellationToken ct)
    {
        await using var content = TextFile.Open(file);
        return await session.Get<ImportSalesHandler>().HandleAsync(new ImportSales(content, Path.GetFileName(file)), Session.Actor, progress, ct);
    }
}
