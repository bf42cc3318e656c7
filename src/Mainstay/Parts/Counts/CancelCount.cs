using Mainstay.Access.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;

namespace Mainstay.Parts.Counts;

/// <summary>The round is broken off; nothing is booked.</summary>
public sealed record CancelCount(CountId Count);

public sealed class CancelCountHandler(MainstayDb db, StockDesk desk, IAudit audit)
{
    public async Task<CountChanged> HandleAsync(CancelCount request, Actor actor, CancellationToken ct)
    {
        var (count, lines, site) = await CountFile.OpenAsync(db, desk, request.Count, actor, StockDesk.Keepers, ct);
        CountFile.DemandOpen(count);
        lines.ForEach(line => line.OpenPlace = null);
        count.State = CountState.Cancelled;
        count.Version++;
        audit.Changed(actor, "count.cancel", $"count:{count.Id}", site.Id);
        await db.SaveChangesAsync(ct);
        return CountFile.Changed(count, lines);
    }
}
