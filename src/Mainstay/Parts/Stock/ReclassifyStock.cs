using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Needs;
using Mainstay.Storage;

namespace Mainstay.Parts.Stock;

/// <summary>The same pieces in the same bin, in another condition or somebody else's.</summary>
/// <param name="Condition">null: as it is.</param>
/// <param name="Owner">Code of an organisation; null: as it is.</param>
public sealed record ReclassifyStock(SiteId Site, StockPick What, Condition? Condition, string? Owner, string Reason);

public sealed class ReclassifyStockHandler(MainstayDb db, StockDesk desk, NeedDesk needs)
{
    public static readonly IReadOnlyList<string> Reasons = ["inspected", "damaged", "expired", "refurbished", "customer_return", "owner_change", "loaner_pool", "booking_error"];

    public async Task<StockChanged> HandleAsync(ReclassifyStock request, Actor actor, CancellationToken ct)
    {
        var site = await desk.SiteAsync(request.Site, actor, StockDesk.Keepers, ct);
        var reason = StockDesk.Reason(request.Reason, Reasons);
        OrganisationId? owner = string.IsNullOrWhiteSpace(request.Owner) ? null : await desk.OwnerAsync(request.Owner, site, ct);
        var picked = await desk.PickAsync(site, request.What, ct);
        List<Posting> postings = [];
        foreach (var piece in picked)
        {
            var to = piece.From with { Condition = request.Condition ?? piece.From.Condition, Owner = owner ?? piece.From.Owner };
            postings.Add(to == piece.From
                ? throw new RefusedException("code-not-possible", "The pieces are so already; another condition or owner is expected.")
                : new Posting(piece.From, to, piece.Quantity, MovementKind.Reclassify, reason, piece.Unit));
        }

        StockChanged? changed = null;
        await InTransaction.RunAsync(db, async () =>
        {
            await DemandUsableAsync(postings, ct);
            changed = await desk.PostAsync(site, postings, StockPaper.Adjustment, null, actor, "stock.reclassify", $"site:{site.Id}", ct);
            await needs.AllotAsync(site.Id, [.. postings.Select(posting => posting.Part).Distinct()], actor.Person, ct);
        }, ct);
        return changed!;
    }

    /// <summary>Nobody makes a recalled lot usable piece by piece.</summary>
    private async Task DemandUsableAsync(List<Posting> postings, CancellationToken ct)
    {
        var usable = postings.Where(p => p.To!.Value.Condition is Condition.Good or Condition.Refurbished or Condition.Loaner);
        var recalled = await Lots.RecalledAsync(db, usable.Select(p => (p.Part, p.To!.Value.Lot)), ct);
        if (recalled.Count > 0)
        {
            throw new RefusedException("lot-recalled", $"Lot {recalled.First().Item2} is recalled: its pieces stay quarantined, go back to the supplier or are scrapped.");
        }
    }
}
