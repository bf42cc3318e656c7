using System.Text.Json.Serialization;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Needs;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Transfers;

/// <param name="Code">A label's code, a part number, or a serial.</param>
/// <param name="Quantity">1 when left out; serials are single pieces.</param>
/// <param name="Bin">Where it is put; left out: where the part lies already.</param>
public sealed record ArrivalScan(string Code, int? Quantity = null, bool Damaged = false, string? Bin = null);

/// <summary>Scan-in at the receiving site. What is not scanned stays on the way until it comes or is written off.</summary>
public sealed record ReceiveTransfer
{
    [JsonIgnore]
    public TransferId Transfer { get; init; }

    /// <summary>Where the box stands.</summary>
    public required SiteId At { get; init; }

    public IReadOnlyList<ArrivalScan> Scans { get; init; } = [];

    /// <summary>Everything without serial that was not scanned is here too, undamaged.</summary>
    public bool Rest { get; init; }
}

public sealed class ReceiveTransferHandler(MainstayDb db, TransferBook book, StockDesk desk, NeedDesk needs, TimeProvider clock)
{
    public async Task<TransferChanged> HandleAsync(ReceiveTransfer request, Actor actor, CancellationToken ct)
    {
        TransferChanged? received = null;
        await InTransaction.RunAsync(db, async () => received = await ReceiveAsync(request, actor, ct), ct);
        return received!;
    }

    private async Task<TransferChanged> ReceiveAsync(ReceiveTransfer request, Actor actor, CancellationToken ct)
    {
        var at = await desk.SiteAsync(request.At, actor, StockDesk.Receivers, ct);
        var file = await book.OpenAsync(request.Transfer, ct);
        if (file.Transfer.To != at.Id)
        {
            throw new RefusedException("wrong-site", $"Transfer {file.Transfer.Number} is for {file.To.Ref.Name} ({file.To.Ref.Code}), not for {at.Ref.Name}. Nothing was received; send the box on.");
        }

        if (file.Transfer.State != TransferState.Sent)
        {
            throw TransferBook.WrongState(file, "scanned in");
        }

        var texts = request.Scans.Where(scan => !string.IsNullOrWhiteSpace(scan.Code)).ToList();
        var scans = await book.ReadAsync(file, texts.Select(scan => (scan.Code, scan.Quantity)), ct);
        var arrivals = await SortAsync(file, [.. scans.Zip(texts)], request.Rest, ct);
        if (arrivals.Count == 0)
        {
            throw new RefusedException("nothing-scanned", "Nothing was scanned: scan what arrived, or write off what is lost.");
        }

        var recalled = await Lots.RecalledAsync(db, arrivals.Select(arrival => (arrival.Line.Part, arrival.Line.Lot)), ct);
        var homes = await HomesAsync(at.Id, [.. arrivals.Select(arrival => arrival.Line.Part).Distinct()], ct);
        List<Posting> postings = [];
        foreach (var arrival in arrivals)
        {
            var line = arrival.Line;
            var isRecalled = recalled.Contains((line.Part, line.Lot));
            PlaceKey from = new(at.Id, line.Part, PlaceKind.InTransit, "", line.Condition, line.Owner, line.Lot);
            var to = from.InBinOf(arrival.Bin ?? homes.GetValueOrDefault(line.Part, "")) with { Condition = arrival.Damaged || isRecalled ? Condition.Quarantined : line.Condition };
            postings.Add(new Posting(from, to, arrival.Quantity, MovementKind.Arrive, arrival.Damaged ? "damaged" : isRecalled ? "recalled" : null, arrival.Unit));
            line.Arrived += arrival.Damaged ? 0 : arrival.Quantity;
            line.Damaged += arrival.Damaged ? arrival.Quantity : 0;
        }

        if (file.Lines.All(line => line.OnTheWay == 0))
        {
            file.Transfer.State = TransferState.Received;
            file.Transfer.ReceivedAt = clock.Now();
        }

        var received = await book.PostAsync(file, postings, actor, "transfer.receive", at, ct);
        await needs.AllotAsync(at.Id, [.. postings.Select(posting => posting.Part).Distinct()], actor.Person, ct);
        return received;
    }

    private sealed record Arrival(TransferLine Line, int Quantity, bool Damaged, string? Bin, PartUnit? Unit);

    private async Task<List<Arrival>> SortAsync(TransferFile file, List<(Scanned Scan, ArrivalScan Text)> scans, bool rest, CancellationToken ct)
    {
        var unitIds = file.Lines.Select(line => line.Unit).OfType<UnitId>().ToList();
        var units = unitIds.Count == 0 ? [] : await db.Set<PartUnit>().Where(unit => unitIds.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, ct);
        var open = file.Lines.ToDictionary(line => line.Id, line => line.OnTheWay);
        List<Arrival> arrivals = [];
        foreach (var (scan, text) in scans)
        {
            var bin = string.IsNullOrWhiteSpace(text.Bin) ? null : StockRules.Code(text.Bin, "bin");
            var lines = file.Lines.Where(line => line.Part == scan.Part.Id && (scan.Lot is null || line.Lot == scan.Lot));
            if (scan.Serial is { } serial)
            {
                var line = lines.FirstOrDefault(line => line.Sent > 0 && line.Unit is { } id && units[id].Serial == serial)
                    ?? throw new RefusedException("serial-not-in-transfer", $"Serial {serial} of {scan.Part.Number} is not in transfer {file.Transfer.Number}: lay it aside. Nothing was received.");
                if (open[line.Id]-- <= 0)
                {
                    throw new RefusedException("transfer-received", $"Serial {serial} of {scan.Part.Number} has been scanned in already. Nothing was received.");
                }

                arrivals.Add(new Arrival(line, 1, text.Damaged, bin, units[line.Unit!.Value]));
                continue;
            }

            var left = scan.Quantity;
            foreach (var line in lines)
            {
                var take = Math.Min(left, open[line.Id]);
                if (take > 0)
                {
                    arrivals.Add(new Arrival(line, take, text.Damaged, bin, null));
                    open[line.Id] -= take;
                    left -= take;
                }
            }

            if (left > 0)
            {
                throw new RefusedException("more-than-sent",
                    $"Of {scan.Part.Number} {lines.Sum(line => line.OnTheWay)} are still on the way in transfer {file.Transfer.Number}; {scan.Quantity} were scanned. Nothing was received: count again, and lay aside what is too much.");
            }
        }

        if (rest)
        {
            arrivals.AddRange(file.Lines.Where(line => line.Unit is null && open[line.Id] > 0).Select(line => new Arrival(line, open[line.Id], false, null, null)));
        }

        return arrivals;
    }

    /// <summary>The bin where most of a part lies, for what comes without one.</summary>
    private async Task<Dictionary<PartId, string>> HomesAsync(SiteId site, List<PartId> parts, CancellationToken ct)
    {
        var places = await db.Set<StockPlace>().AsNoTracking()
            .Where(place => place.Site == site && parts.Contains(place.Part) && place.Kind == PlaceKind.Bin && place.Condition == Condition.Good)
            .Select(place => new { place.Part, place.Bin, place.OnHand }).ToListAsync(ct);
        return places.GroupBy(place => place.Part).ToDictionary(group => group.Key, group => group.MaxBy(place => place.OnHand)!.Bin);
    }
}
