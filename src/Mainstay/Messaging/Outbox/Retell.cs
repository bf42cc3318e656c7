using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Outbox;

/// <summary>Tells once more what was set aside, now, with all its tries before it.</summary>
public sealed class RetellHandler(MainstayDb db, TimeProvider clock)
{
    /// <returns>How many events that were refused are told again; those behind them follow.</returns>
    public Task<int> HandleAsync(CancellationToken ct)
    {
        var now = clock.Now();
        return db.Set<SetAside>().Where(row => row.Tries > 0)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.NextAt, now).SetProperty(r => r.Tries, 1), ct);
    }
}
