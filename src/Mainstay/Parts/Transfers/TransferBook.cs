using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Transfers;

/// <summary>What a verb made of a transfer.</summary>
/// <param name="Pieces">So many were moved by this verb.</param>
/// <param name="OnTheWay">Still not accounted for.</param>
public sealed record TransferChanged(TransferId Id, string Number, string State, int Pieces, int OnTheWay, string? Challan, int Version);

/// <summary>A transfer with its lines and the sites it goes between.</summary>
internal sealed record TransferFile(Transfer Transfer, List<TransferLine> Lines, SiteInfo From, SiteInfo To);

/// <summary>One scan, understood.</summary>
internal sealed record Scanned(PartInfo Part, string? Serial, string? Lot, int Quantity, string Text);

/// <summary>What the verbs of a transfer share.</summary>
public sealed class TransferBook(MainstayDb db, ISites sites, ICatalogue catalogue, StockDesk desk, StockLedger ledger, IEnumerable<IOnTransfer> listeners, IAudit audit, TimeProvider clock)
{
    private const int MostScans = 5_000;

    /// <summary>In an open transaction.</summary>
    internal async Task<TransferFile> OpenAsync(TransferId id, CancellationToken ct)
    {
        // Whoever works on the same transfer waits here, and then sees what was done.
        await db.Set<Transfer>().Where(one => one.Id == id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Version, one => one.Version), ct);
        var transfer = await db.Set<Transfer>().FindAsync([id], ct) ?? throw new RefusedException("transfer-not-found", "There is no such transfer.");
        var lines = await db.Set<TransferLine>().Where(line => line.Transfer == id).OrderBy(line => line.Id).ToListAsync(ct);
        return new TransferFile(transfer, lines, await sites.GetAsync(transfer.From, ct), await sites.GetAsync(transfer.To, ct));
    }

    /// <summary>Labels, part numbers and serials as the scanner gave them. A bare serial means a piece of one of the transfer's parts.</summary>
    /// <exception cref="RefusedException"><c>nothing-scanned</c>, <c>scan-unknown</c>, <c>part-not-found</c>, <c>not-in-transfer</c>, <c>serials-needed</c>, <c>quantity-not-possible</c>.</exception>
    internal async Task<IReadOnlyList<Scanned>> ReadAsync(TransferFile file, IEnumerable<(string Code, int? Quantity)> scans, CancellationToken ct)
    {
        var texts = scans.Where(scan => !string.IsNullOrWhiteSpace(scan.Code)).ToList();
        if (texts.Count > MostScans)
        {
            throw new RefusedException("nothing-scanned", $"At most {MostScans:N0} scans are taken at once; send them in several parts.");
        }

        var parts = file.Lines.Select(line => line.Part).ToHashSet();
        List<Scanned> read = [];
        List<(int At, string Serial, string Text)> bare = [];
        foreach (var (code, quantity) in texts)
        {
            var text = code.Trim();
            var label = PartLabel.Read(text);
            var part = label?.Part is { } number ? await desk.PartAsync(number, ct) : label is null ? await catalogue.PartByNumberAsync(text, ct) ?? await catalogue.PartByNumberAsync(text.ToUpperInvariant(), ct) : null;
            if (part is null)
            {
                bare.Add((read.Count, Searchable.Code(label?.Serial ?? text), text));
                read.Add(null!);
                continue;
            }

            read.Add(Checked(file, parts, part, label?.Serial is { } serial ? Searchable.Code(serial) : null, label?.Lot, quantity ?? label?.Count ?? 1, text));
        }

        if (bare.Count > 0)
        {
            var serials = bare.ConvertAll(scan => scan.Serial);
            var found = (await db.Set<PartUnit>().AsNoTracking().Where(unit => serials.Contains(unit.Serial)).Select(unit => new { unit.Serial, unit.Part }).ToListAsync(ct)).ToLookup(unit => unit.Serial, unit => unit.Part);
            foreach (var (at, serial, text) in bare)
            {
                if (!found.Contains(serial))
                {
                    throw new RefusedException("scan-unknown", $"'{text.To(60)}' is neither a part number nor a known serial. Nothing was moved.");
                }

                var fitting = found[serial].Where(parts.Contains).ToList();
                var part = fitting.Count > 0 ? fitting[0] : found[serial].First();
                read[at] = Checked(file, parts, (await catalogue.PartAsync(part, ct))!, serial, null, 1, text);
            }
        }

        return read;
    }

    private static Scanned Checked(TransferFile file, HashSet<PartId> parts, PartInfo part, string? serial, string? lot, int quantity, string text)
    {
        StockRules.DemandQuantity(quantity);
        if (!parts.Contains(part.Id))
        {
            throw serial is null
                ? new RefusedException("not-in-transfer", $"{part.Number} is not in transfer {file.Transfer.Number}: lay it aside. Nothing was moved.")
                : new RefusedException("serial-not-in-transfer", $"Serial {serial} ({part.Number}) is not in transfer {file.Transfer.Number}: lay it aside. Nothing was moved.");
        }

        return part.SerialTracked && (serial is null || quantity != 1)
            ? throw new RefusedException("serials-needed", $"{part.Number} is tracked by serial: scan the serial of each piece.")
            : new Scanned(part, part.SerialTracked ? serial : null, lot is null ? null : StockRules.Code(lot, "lot"), quantity, text);
    }

    /// <summary>The movements and what changed of the transfer, in one transaction.</summary>
    internal async Task<TransferChanged> PostAsync(TransferFile file, IReadOnlyList<Posting> postings, Actor actor, string action, SiteInfo site, CancellationToken ct)
    {
        var transfer = file.Transfer;
        transfer.Version++;
        audit.Changed(actor, action, $"transfer:{transfer.Id}", site.Id);
        PostingGround ground = new(StockPaper.Transfer, transfer.Id.Value, actor.Person, clock.Now());
        foreach (var listener in listeners.Where(listener => listener.Reason == transfer.Reason))
        {
            await listener.ChangedAsync(transfer, file.Lines, ground, ct);
        }

        await ledger.PostAsync(postings, ground, ct);
        return new TransferChanged(transfer.Id, transfer.Number, EnumText<TransferState>.Of(transfer.State), postings.Sum(posting => posting.Quantity),
            file.Lines.Sum(line => line.OnTheWay), transfer.Challan, transfer.Version);
    }

    internal static RefusedException WrongState(TransferFile file, string what) => file.Transfer.State switch
    {
        TransferState.Requested => new("wrong-state", $"Transfer {file.Transfer.Number} has not been scanned out at {file.From.Ref.Name} yet; it cannot be {what}."),
        TransferState.Sent => new("wrong-state", $"Transfer {file.Transfer.Number} was scanned out already and is on the way; it cannot be {what}."),
        TransferState.Received => new("transfer-received", $"Transfer {file.Transfer.Number} has been received at {file.To.Ref.Name} already; it cannot be {what}."),
        _ => new("wrong-state", $"Transfer {file.Transfer.Number} was cancelled; it cannot be {what}."),
    };
}
