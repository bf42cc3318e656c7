using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Notices.Sending;

/// <summary>A message that was given up is tried once more from the beginning: the mail server is back, the address is right now.</summary>
public sealed record SendAgain(NoticeId Notice);

public sealed class SendAgainHandler(MainstayDb db, ISites sites, IAudit audit, TimeProvider clock)
{
    public async Task HandleAsync(SendAgain request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Administrator);
        var row = await db.Set<NoticeRow>().FirstOrDefaultAsync(r => r.Id == request.Notice, ct)
            ?? throw new RefusedException("notice-not-found", "There is no such message.");
        if (row.Site is { } site)
        {
            actor.Demand((await sites.GetAsync(site, ct)).Ref, Role.Administrator);
        }

        if (row.State != NoticeState.Failed)
        {
            throw new RefusedException("notice-not-failed", "Only a message that was given up can be sent again.");
        }

        row.State = NoticeState.Waiting;
        row.ChannelAttempts = 0;
        row.NextAt = clock.Now();
        audit.Changed(actor, "notice.send_again", $"notice:{row.Id}", row.Site);
        await db.SaveChangesAsync(ct);
    }
}
