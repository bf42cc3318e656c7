using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Needs;
using Mainstay.Storage;

namespace Mainstay.Parts.Stock;

/// <summary>Pieces enter the network at a site: a supplier's delivery without an order, or what lay there when stock keeping began.</summary>
/// <param name="Reason"><c>supplier</c>, <c>opening</c> or <c>returned</c>; opening stock begins stock keeping at the site.</param>
public sealed record ReceiveStock(SiteId Site, string Reason, IReadOnlyList<StockPick> Lines);

public sealed class ReceiveStockHandler(MainstayDb db, StockDesk desk, StockReceiving receiving, NeedDesk needs, IdSource ids, TimeProvider clock)
{
    public static readonly IReadOnlyList<string> Reasons = ["supplier", "opening", "returned"];

    private const int MostLines = 1000;

    public async Task<StockChanged> HandleAsync(ReceiveStock request, Actor actor, CancellationToken ct)
    {
        var reason = StockDesk.Reason(request.Reason, Reasons);
        var site = await desk.SiteAsync(request.Site, actor, reason == "supplier" ? StockDesk.Receivers : StockDesk.Keepers, ct);
        if (request.Lines.Count is 0 or > MostLines)
        {
            throw new RefusedException("quantity-not-possible", $"A receipt has 1 to {MostLines:N0} lines, not {request.Lines.Count}.");
        }

        List<Incoming> lines = [];
        foreach (var line in request.Lines)
        {
            var part = await desk.PartAsync(line.Part, ct);
            lines.Add(new Incoming(part, line.Quantity ?? line.Serials?.Count ?? 0, await desk.OwnerAsync(line.Owner, site, ct), line.Condition, line.Bin ?? "", line.Lot ?? "", line.Serials));
        }

        StockChanged? changed = null;
        await InTransaction.RunAsync(db, async () =>
        {
            if (reason == "opening")
            {
                await StockKeepers.BeginAsync(db, ids, site.Id, clock.Now(), ct);
            }

            var postings = await receiving.PostingsAsync(site.Id, lines, reason, ct);
            changed = await desk.PostAsync(site, postings, StockPaper.Adjustment, null, actor, "stock.receive", $"site:{site.Id}", ct);
            await needs.AllotAsync(site.Id, [.. postings.Select(posting => posting.Part).Distinct()], actor.Person, ct);
        }, ct);
        return changed!;
    }
}
