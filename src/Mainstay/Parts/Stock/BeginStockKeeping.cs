using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Parts.Stock;

/// <summary>From now on the site keeps its stock here: jobs draw their parts from it. Doing it twice changes nothing.</summary>
public sealed record BeginStockKeeping(SiteId Site);

public sealed class BeginStockKeepingHandler(MainstayDb db, StockDesk desk, IAudit audit, IdSource ids, TimeProvider clock)
{
    public async Task HandleAsync(BeginStockKeeping request, Actor actor, CancellationToken ct)
    {
        var site = await desk.SiteAsync(request.Site, actor, [.. StockDesk.Keepers, Role.Planner, Role.HeadOfService, Role.Administrator], ct);
        await StockKeepers.BeginAsync(db, ids, site.Id, clock.Now(), ct);
        if (db.ChangeTracker.HasChanges())
        {
            audit.Changed(actor, "stock.begin", $"site:{site.Id}", site.Id);
            await db.SaveChangesAsync(ct);
        }
    }
}
