using System.Collections.Frozen;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Stock;

/// <summary>Which sites keep their stock here, held in memory and refreshed within seconds of a change on any node.</summary>
public sealed class StockKeepers(Database database, TimeProvider clock) : IDisposable
{
    private const string Revision = "parts.keeping";

    private readonly ReferenceCache<FrozenDictionary<SiteId, DateTimeOffset>> _cache = new(database, clock, Revision,
        async (db, ct) => (await db.Set<StockKeeping>().AsNoTracking().ToListAsync(ct)).ToFrozenDictionary(keeping => keeping.Site, keeping => keeping.Since));

    public async ValueTask<bool> KeepsAsync(SiteId site, CancellationToken ct) => (await _cache.GetAsync(ct)).ContainsKey(site);

    public ValueTask<FrozenDictionary<SiteId, DateTimeOffset>> AllAsync(CancellationToken ct) => _cache.GetAsync(ct);

    /// <summary>From now on, with the caller's unit of work. Doing it twice changes nothing.</summary>
    public static async Task BeginAsync(MainstayDb db, IdSource ids, SiteId site, DateTimeOffset since, CancellationToken ct)
    {
        if (!await db.Set<StockKeeping>().AnyAsync(keeping => keeping.Site == site, ct))
        {
            db.Add(new StockKeeping { Site = site, Since = since });
            await Revisions.TouchAsync(db, ids, Revision, ct);
        }
    }

    public void Dispose() => _cache.Dispose();
}
