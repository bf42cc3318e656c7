using Mainstay.Common;
using Mainstay.Messaging.Notices;
using Mainstay.Messaging.Outbox;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging;

/// <summary>What waits to be said, and for how long.</summary>
/// <param name="SetAside">Events that some consumer could not take.</param>
public sealed record Waiting(int Events, TimeSpan OldestEvent, int Notices, TimeSpan OldestNotice, int SetAside = 0);

/// <summary>How far behind events and messages are; counted to a limit, so that asking stays cheap.</summary>
public sealed class Backlog(Database database, TimeProvider clock)
{
    private const int Counted = 10_000;

    public async Task<Waiting> ReadAsync(CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var now = clock.Now();
        var events = await db.Set<PendingEvent>().Take(Counted).Select(e => e.At).ToListAsync(ct);
        var notices = await db.Set<NoticeRow>().Where(row => row.NextAt <= now).OrderBy(row => row.NextAt).Take(Counted).Select(row => row.NextAt!.Value).ToListAsync(ct);
        var aside = await db.Set<SetAside>().CountAsync(row => row.Tries > 0, ct);
        return new Waiting(events.Count, Age(events), notices.Count, Age(notices), aside);

        TimeSpan Age(List<DateTimeOffset> since) => since.Count == 0 || since.Min() > now ? TimeSpan.Zero : now - since.Min();
    }
}
