using System.Collections.Concurrent;
using Mainstay.Access.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Terminals;

/// <summary>Which site a terminal belongs to. That never changes, so it is asked once; whether it is revoked is told by its sessions.</summary>
public sealed class TerminalSites(Database database, ISites sites)
{
    private readonly ConcurrentDictionary<TerminalId, SiteId> _known = new();

    public async ValueTask<SiteRef?> OfAsync(TerminalId terminal, CancellationToken ct)
    {
        if (!_known.TryGetValue(terminal, out var site))
        {
            await using var db = await database.CreateDbContextAsync(ct);
            if (await db.Set<Terminal>().Where(row => row.Id == terminal).Select(row => (SiteId?)row.Site).FirstOrDefaultAsync(ct) is not { } found)
            {
                return null;
            }

            _known[terminal] = site = found;
        }

        return (await sites.GetAsync(site, ct)).Ref;
    }
}
