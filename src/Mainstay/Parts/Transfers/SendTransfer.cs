using System.Text.Json.Serialization;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Supply;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Transfers;

/// <param name="Code">A label's code, a part number, or a serial.</param>
/// <param name="Quantity">1 when left out; serials are single pieces.</param>
/// <param name="Bin">Where it was taken from; left out: wherever it lies.</param>
public sealed record PickScan(string Code, int? Quantity = null, string? Bin = null);

/// <summary>Scan-out: what was picked leaves, and travels with a challan from this moment. Less than was asked is allowed; the rest is not sent later.</summary>
public sealed record SendTransfer
{
    [JsonIgnore]
    public TransferId Transfer { get; init; }

    public required IReadOnlyList<PickScan> Scans { get; init; }

    public required string Carrier { get; init; }

    public string? CarrierReference { get; init; }

    public string? EWayBill { get; init; }

    /// <summary>The carrier's day; left out: the usual time of the way.</summary>
    public DateOnly? ExpectedOn { get; init; }
}

public sealed class SendTransferHandler(MainstayDb db, TransferBook book, IRunningNumbers numbers, IdSource ids, TimeProvider clock)
{
    private const int LongestText = 60;

    public async Task<TransferChanged> HandleAsync(SendTransfer request, Actor actor, CancellationToken ct)
    {
        TransferChanged? sent = null;
        await InTransaction.RunAsync(db, async () => sent = await SendAsync(request, actor, ct), ct);
        return sent!;
    }

    private async Task<TransferChanged> SendAsync(SendTransfer request, Actor actor, CancellationToken ct)
    {
        var file = await book.OpenAsync(request.Transfer, ct);
        var transfer = file.Transfer;
        actor.Demand(file.From.Ref, StockDesk.Receivers);
        if (transfer.State != TransferState.Requested)
        {
            throw TransferBook.WrongState(file, "scanned out");
        }

        if (request.Carrier is not { Length: <= LongestText } carrier || string.IsNullOrWhiteSpace(carrier) || request.CarrierReference?.Length > LongestText || request.EWayBill?.Length > LongestText)
        {
            throw new RefusedException("carrier-needed", $"Say who carries it: carrier, reference and e-way bill have at most {LongestText} characters.");
        }

        var scans = await book.ReadAsync(file, request.Scans.Select(scan => (scan.Code, scan.Quantity)), ct);
        if (scans.Count == 0)
        {
            throw new RefusedException("nothing-scanned", "Nothing was scanned: scan what is picked, or cancel the transfer.");
        }

        var bins = request.Scans.Where(scan => !string.IsNullOrWhiteSpace(scan.Code)).Select(scan => string.IsNullOrWhiteSpace(scan.Bin) ? null : StockRules.Code(scan.Bin, "bin")).ToList();
        var picked = await PickAsync(file, [.. scans.Zip(bins)], ct);
        var today = file.From.Today(clock.Now());
        var prices = scans.ToDictionaryDistinct(scan => scan.Part.Id, scan => scan.Part.On(today).Cost.Minor);
        transfer.DeclaredMinor = picked.Sum(pick => pick.Quantity * prices[pick.From.Part]);
        Cases.Contracts.EWayBill.Demand(transfer.DeclaredMinor.Value, request.EWayBill);

        Book(file, picked);
        transfer.State = TransferState.Sent;
        transfer.SentAt = clock.Now();
        transfer.ExpectedOn = request.ExpectedOn ?? today.AddDays(SupplyTime.Days(file.From, file.To));
        transfer.Carrier = carrier.Trim();
        transfer.CarrierReference = Text(request.CarrierReference);
        transfer.EWayBill = Text(request.EWayBill);
        transfer.Challan = await numbers.NextChallanAsync(db, file.From.Ref.Code, today, ct);
        return await book.PostAsync(file,
            [.. picked.Select(pick => new Posting(pick.From, pick.From.OnTheWayTo(file.To.Id), pick.Quantity, MovementKind.Send, null, pick.Unit))], actor, "transfer.send", file.From, ct);
    }

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    private sealed record Pick(TransferLine Line, PlaceKey From, int Quantity, PartUnit? Unit);

    private async Task<List<Pick>> PickAsync(TransferFile file, List<(Scanned Scan, string? Bin)> scans, CancellationToken ct)
    {
        var parts = scans.Select(scan => scan.Scan.Part.Id).Distinct().ToList();
        var serials = scans.Select(scan => scan.Scan.Serial).OfType<string>().Distinct().ToList();
        var places = await db.Set<StockPlace>().AsNoTracking()
            .Where(place => place.Site == file.From.Id && parts.Contains(place.Part) && place.Kind == PlaceKind.Bin && place.OnHand > 0).OrderBy(place => place.Bin).ToListAsync(ct);
        var units = serials.Count == 0 ? [] : await db.Set<PartUnit>().Where(unit => parts.Contains(unit.Part) && serials.Contains(unit.Serial)).ToDictionaryAsync(unit => (unit.Part, unit.Serial), ct);
        var left = places.ToDictionary(place => place.Id, place => place.OnHand);
        var open = file.Lines.ToDictionary(line => line.Id, line => line.Asked);
        List<Pick> picked = [];
        foreach (var (scan, bin) in scans)
        {
            var here = places.Where(place => place.Part == scan.Part.Id && (bin is null || place.Bin == bin) && (scan.Lot is null || place.Lot == scan.Lot));
            PartUnit? unit = null;
            if (scan.Serial is { } serial)
            {
                if (picked.Any(pick => pick.Unit?.Serial == serial && pick.Unit.Part == scan.Part.Id))
                {
                    throw new RefusedException("serials-needed", $"The serial {serial} was scanned twice.");
                }

                unit = units.GetValueOrDefault((scan.Part.Id, serial));
                here = here.Where(place => place.Id == unit?.Place);
                if (!here.Any())
                {
                    throw new RefusedException("unit-elsewhere", $"Serial {serial} of {scan.Part.Number} does not lie in a bin of {file.From.Ref.Name}. Nothing was sent.");
                }
            }

            Take(file, scan, [.. here], unit, left, open, picked);
        }

        return picked;
    }

    /// <summary>From the places in their order onto the lines in theirs, the line that names this very piece first.</summary>
    private static void Take(
        TransferFile file, Scanned scan, List<StockPlace> places, PartUnit? unit, Dictionary<PlaceId, int> left, Dictionary<TransferLineId, int> open, List<Pick> picked)
    {
        var rest = scan.Quantity;
        var lines = file.Lines.Where(line => line.Part == scan.Part.Id && (line.Unit is null || line.Unit == unit?.Id)).OrderBy(line => line.Unit is null).ToList();
        foreach (var line in lines)
        {
            foreach (var place in places.Where(place => place.Condition == line.Condition && place.Owner == line.Owner && (line.Lot.Length == 0 || line.Lot == place.Lot)))
            {
                var take = Math.Min(rest, Math.Min(open[line.Id], left[place.Id]));
                if (take > 0)
                {
                    picked.Add(new Pick(line, place.Key, take, unit));
                    open[line.Id] -= take;
                    left[place.Id] -= take;
                    rest -= take;
                }
            }
        }

        if (rest > 0)
        {
            var asked = lines.Sum(line => line.Asked);
            throw lines.Sum(line => open[line.Id]) < rest
                ? new RefusedException("more-than-asked", $"Transfer {file.Transfer.Number} asks for {asked} of {scan.Part.Number}; more was scanned. Nothing was sent.")
                : new RefusedException("not-in-stock", $"{file.From.Ref.Name} does not hold {scan.Quantity} of {scan.Part.Number} in the place and condition asked for. Nothing was sent.");
        }
    }

    /// <summary>Notes on the lines what leaves. Each serial and each lot has a line of its own from here on.</summary>
    private void Book(TransferFile file, List<Pick> picked)
    {
        foreach (var group in picked.GroupBy(pick => pick.Line).ToList())
        {
            var line = group.Key;
            var total = group.Sum(pick => pick.Quantity);
            if (group.All(pick => pick.From.Lot == line.Lot) && (group.All(pick => pick.Unit is null) || line.Asked == 1))
            {
                line.Sent = total;
                line.Unit = group.First().Unit?.Id;
                continue;
            }

            file.Lines.Remove(line);
            db.Remove(line);
            foreach (var piece in group.GroupBy(pick => (pick.From.Lot, pick.Unit)))
            {
                Add(file, line, piece.Key.Lot, piece.Sum(pick => pick.Quantity), piece.Sum(pick => pick.Quantity), piece.Key.Unit?.Id);
            }

            if (line.Asked > total)
            {
                Add(file, line, line.Lot, line.Asked - total, 0, null);
            }
        }
    }

    private void Add(TransferFile file, TransferLine like, string lot, int asked, int sent, UnitId? unit)
    {
        TransferLine line = new()
        {
            Id = ids.Next<TransferLineId>(),
            Transfer = like.Transfer,
            Part = like.Part,
            Condition = like.Condition,
            Owner = like.Owner,
            Lot = lot,
            Asked = asked,
            Sent = sent,
            For = like.For,
            Unit = unit,
        };
        db.Add(line);
        file.Lines.Add(line);
    }
}
