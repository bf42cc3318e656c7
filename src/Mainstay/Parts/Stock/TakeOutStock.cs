using Mainstay.Access.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;

namespace Mainstay.Parts.Stock;

/// <summary>Pieces leave the network for good, or as far as we know.</summary>
public enum WayOut
{
    Scrap,
    ReturnToSupplier,
    Sell,
}

/// <summary>Throws pieces away, gives them back to the supplier, or sells them over the counter.</summary>
/// <param name="Reason">For scrap and return one of <see cref="TakeOutStockHandler.Reasons"/>; a sale needs none.</param>
public sealed record TakeOutStock(SiteId Site, StockPick What, WayOut Way, string? Reason = null);

public sealed class TakeOutStockHandler(StockDesk desk)
{
    private static readonly string[] _scrap = ["broken", "expired", "obsolete", "recalled", "contaminated"];
    private static readonly string[] _return = ["to_supplier_faulty", "to_supplier_recalled", "to_supplier_wrong", "to_supplier_surplus"];

    public static IReadOnlyList<string> Reasons(WayOut way) => way switch { WayOut.Scrap => _scrap, WayOut.ReturnToSupplier => _return, _ => [] };

    public async Task<StockChanged> HandleAsync(TakeOutStock request, Actor actor, CancellationToken ct)
    {
        var site = await desk.SiteAsync(request.Site, actor, StockDesk.Keepers, ct);
        var reason = request.Way == WayOut.Sell ? null : StockDesk.Reason(request.Reason, Reasons(request.Way));
        var picked = await desk.PickAsync(site, request.What, ct);
        if (request.Way == WayOut.Sell && picked.Any(piece => piece.From.Condition is not (Condition.Good or Condition.Refurbished)))
        {
            throw new Common.RefusedException("wrong-condition", "Only good and refurbished pieces are sold.");
        }

        return await desk.PostAsync(site,
            [.. picked.Select(piece => new Posting(piece.From, null, piece.Quantity, request.Way == WayOut.Sell ? MovementKind.Sell : MovementKind.Scrap, reason, piece.Unit))],
            StockPaper.Adjustment, null, actor, request.Way switch { WayOut.Scrap => "stock.scrap", WayOut.Sell => "stock.sell", _ => "stock.return" }, $"site:{site.Id}", ct);
    }
}
