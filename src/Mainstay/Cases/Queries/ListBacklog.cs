using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Cases.Watch;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Queries;

/// <summary>What a centre has received and not made ready yet, the longest waiting first.</summary>
public sealed record ListBacklog(SiteId Site, CategoryId? Category = null, int Take = 50);

public sealed record BacklogRow(CaseCard Case, DateTimeOffset ReceivedAt);

public sealed class ListBacklogHandler(MainstayDb db, ISites sites, CardMaker cards)
{
    public async Task<IReadOnlyList<BacklogRow>> HandleAsync(ListBacklog request, Actor actor, CancellationToken ct)
    {
        actor.Demand((await sites.GetAsync(request.Site, ct)).Ref, ViewServiceHandler.Roles);
        var open = db.Cases.AsNoTracking().Where(c => c.Site == request.Site && c.IsOpen && c.ReceivedAt != null && c.ReadyAt == null);
        open = request.Category is { } category ? open.Where(c => c.Category == category) : open;
        var oldest = open.OrderBy(c => c.ReceivedAt).Take(request.Take);
        var rows = await oldest.Select(CardRow.From).ToListAsync(ct);
        var received = await oldest.Select(c => new { c.Id, c.ReceivedAt }).ToDictionaryAsync(c => c.Id, c => c.ReceivedAt!.Value, ct);
        return [.. (await cards.MakeAsync(rows, actor, withCustomers: false, ct)).Select(card => new BacklogRow(card, received[card.Id])).OrderBy(row => row.ReceivedAt)];
    }
}
