using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;

namespace Mainstay.Parts.Stock;

/// <summary>From one bin of a store to another.</summary>
/// <param name="To">Empty: the store as a whole.</param>
public sealed record MoveStock(SiteId Site, StockPick What, string To);

public sealed class MoveStockHandler(StockDesk desk)
{
    public async Task<StockChanged> HandleAsync(MoveStock request, Actor actor, CancellationToken ct)
    {
        var site = await desk.SiteAsync(request.Site, actor, StockDesk.Receivers, ct);
        var bin = StockRules.Code(request.To, "bin");
        var picked = await desk.PickAsync(site, request.What, ct);
        return picked.Any(piece => piece.From.Bin == bin)
            ? throw new RefusedException("code-not-possible", "The pieces lie in that bin already; another one is expected.")
            : await desk.PostAsync(site, [.. picked.Select(piece => new Posting(piece.From, piece.From.InBinOf(bin), piece.Quantity, MovementKind.Move, null, piece.Unit))],
                StockPaper.Adjustment, null, actor, "stock.move", $"site:{site.Id}", ct);
    }
}
