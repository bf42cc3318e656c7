using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Transfers;

/// <summary>One transfer with everything its pick list and its challan say.</summary>
public sealed record ViewTransfer(TransferId Transfer);

/// <param name="Declared">Cost of the goods, as on the challan; before scan-out the cost of what is asked for.</param>
public sealed record TransferView(
    TransferId Id, string Number, string? Challan, int Version, TransferState State, TransferReason Reason, SiteRef From, SiteRef To, DateTimeOffset CreatedAt, DateTimeOffset? SentAt,
    DateOnly? ExpectedOn, DateTimeOffset? ReceivedAt, string? Carrier, string? CarrierReference, string? EWayBill, Money Declared, IReadOnlyList<TransferLineView> Lines);

/// <param name="Bins">Where it lies at the sending site, as long as it is to be picked.</param>
/// <param name="Category">For the tariff heading on the challan.</param>
public sealed record TransferLineView(
    TransferLineId Id, PartId Part, string Number, string Name, bool SerialTracked, string Category, string? Hsn, Condition Condition, string Lot, string? Serial,
    int Asked, int Sent, int Arrived, int Damaged, int Lost, int OnTheWay, bool ForJob, Money Cost, IReadOnlyList<BinHolds> Bins);

public sealed record BinHolds(string Bin, string Lot, int OnHand);

public sealed class ViewTransferHandler(MainstayDb db, ISites sites, ICatalogue catalogue, TimeProvider clock)
{
    public async Task<TransferView> HandleAsync(ViewTransfer request, Actor actor, CancellationToken ct)
    {
        var transfer = await db.Set<Transfer>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == request.Transfer, ct)
            ?? throw new RefusedException("transfer-not-found", "There is no such transfer.");
        var from = await sites.GetAsync(transfer.From, ct);
        var to = await sites.GetAsync(transfer.To, ct);
        if (!actor.May(from.Ref, StockDesk.Viewers))
        {
            actor.Demand(to.Ref, StockDesk.Viewers);
        }

        var lines = await db.Set<TransferLine>().AsNoTracking().Where(line => line.Transfer == transfer.Id).OrderBy(line => line.Id).ToListAsync(ct);
        var units = lines.Select(line => line.Unit).OfType<UnitId>().ToList();
        var serials = units.Count == 0 ? [] : await db.Set<PartUnit>().Where(unit => units.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, unit => unit.Serial, ct);
        var parts = lines.Select(line => line.Part).Distinct().ToList();
        var places = transfer.State == TransferState.Requested
            ? (await db.Set<StockPlace>().AsNoTracking().Where(place => place.Site == transfer.From && parts.Contains(place.Part) && place.Kind == PlaceKind.Bin && place.OnHand > 0).OrderBy(place => place.Bin).ToListAsync(ct)).ToLookup(place => place.Part)
            : Enumerable.Empty<StockPlace>().ToLookup(place => place.Part);
        var day = from.Today(transfer.SentAt ?? clock.Now());
        List<TransferLineView> views = [];
        foreach (var line in lines)
        {
            var part = (await catalogue.PartAsync(line.Part, ct))!.On(day);
            var category = await catalogue.CategoryAsync(part.Category, ct);
            views.Add(new TransferLineView(line.Id, part.Id, part.Number, part.Name, part.SerialTracked, category?.Code ?? "", category?.Hsn, line.Condition, line.Lot,
                line.Unit is { } unit ? serials.GetValueOrDefault(unit) : null, line.Asked, line.Sent, line.Arrived, line.Damaged, line.Lost, line.OnTheWay, line.For is not null, part.Cost,
                [.. places[line.Part].Where(place => place.Condition == line.Condition && place.Owner == line.Owner && (line.Lot.Length == 0 || line.Lot == place.Lot)).Select(place => new BinHolds(place.Bin, place.Lot, place.OnHand))]));
        }

        var currency = views.Count > 0 ? views[0].Cost.Currency : "INR";
        return new TransferView(transfer.Id, transfer.Number, transfer.Challan, transfer.Version, transfer.State, transfer.Reason, from.Ref, to.Ref, transfer.CreatedAt, transfer.SentAt, transfer.ExpectedOn,
            transfer.ReceivedAt, transfer.Carrier, transfer.CarrierReference, transfer.EWayBill,
            new Money(transfer.DeclaredMinor ?? views.Sum(line => line.Cost.Minor * (transfer.State == TransferState.Requested ? line.Asked : line.Sent)), currency),
            [.. views.OrderBy(line => line.Bins.Count > 0 ? line.Bins[0].Bin : "", StringComparer.Ordinal).ThenBy(line => line.Number, StringComparer.Ordinal)]);
    }
}
