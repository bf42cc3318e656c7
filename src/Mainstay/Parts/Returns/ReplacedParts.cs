using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Factory;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Returns;

internal sealed class ReplacedParts(
    MainstayDb db, StockKeepers keepers, CoreTerms terms, ICatalogue catalogue, ISites sites, IRunningNumbers numbers, StockLedger ledger, BoardJobs boards,
    IdSource ids, TimeProvider clock) : IReplacedParts
{
    public async Task TakeOutAsync(WriteBatch batch, ReplacedPart replaced, CancellationToken ct)
    {
        if (!await keepers.KeepsAsync(replaced.Site, ct) || await catalogue.PartAsync(replaced.Part, ct) is not { } part)
        {
            return;
        }

        var rule = await terms.ForAsync(part, ct);
        var at = await sites.GetAsync(replaced.Site, ct);
        var to = at.Ref.Kind == SiteKind.RepairFactory ? at.Id : rule.To == ReturnTo.Factory ? at.Factory ?? at.Supply : at.Supply ?? at.Factory;
        if (rule.ComesBack && to is { } there)
        {
            for (var piece = 1; piece <= replaced.Quantity; piece++)
            {
                await OweAsync(batch, replaced, piece, part, rule, at, there, ct);
            }
        }
    }

    private async Task OweAsync(WriteBatch batch, ReplacedPart replaced, int number, PartInfo part, CoreRule rule, SiteInfo at, SiteId to, CancellationToken ct)
    {
        var today = at.Today(replaced.OccurredAt);
        var serial = replaced.FaultySerial is { } text && Searchable.Code(text) is { Length: > 0 } code ? code : null;
        var piece = await PieceAsync(part, serial, replaced, ct);
        Debt debt = new()
        {
            Id = ids.Next<DebtId>(),
            Number = await numbers.NextAsync(db, $"R-{at.Ref.Code}-{today.Year % 100:00}", ct),
            Case = replaced.Case,
            Line = replaced.Line,
            Piece = number,
            Site = at.Id,
            To = to,
            Part = part.Id,
            Owner = replaced.Owner,
            Serial = serial,
            CoreMinor = rule.CoreMinor(part.On(today).Cost.Minor),
            Currency = part.Cost.Currency,
            Term = rule.Id,
            OpenedAt = replaced.OccurredAt,
            DueOn = today.AddDays(rule.Days),
            State = DebtState.Owed,
        };
        db.Add(debt);
        if (piece.Trouble is { } trouble)
        {
            (debt.State, debt.Reason) = (DebtState.Mismatch, trouble);
            return;
        }

        (debt.Unit, debt.InStock) = (piece.Unit?.Id, true);
        PostingGround ground = new(StockPaper.Case, replaced.Case.Value, replaced.By, replaced.OccurredAt);
        ledger.Add(batch, [new Posting(null, debt.InReturns(piece.Unit?.Lot ?? ""), 1, MovementKind.Receipt, "removed_from_device", piece.Unit)], ground);
        if (debt.To == debt.Site)
        {
            // Replaced in the factory itself: it is where it belongs already.
            debt.Arrive(replaced.By, clock.Now());
            await boards.OpenAsync(debt, piece.Unit, ground, ct);
        }
    }

    /// <summary>A known piece that was outside comes back as itself (law 5); one that lies in some store cannot have been in the device.</summary>
    private async Task<(PartUnit? Unit, string? Trouble)> PieceAsync(PartInfo part, string? serial, ReplacedPart replaced, CancellationToken ct)
    {
        if (!part.SerialTracked)
        {
            return (null, null);
        }

        if (serial is null)
        {
            return (null, "serial_missing");
        }

        var unit = await db.Set<PartUnit>().SingleOrDefaultAsync(known => known.Part == part.Id && known.Serial == serial, ct);
        if (unit is null)
        {
            unit = new PartUnit { Id = ids.Next<UnitId>(), Part = part.Id, Serial = serial, CameAt = replaced.OccurredAt };
            db.Add(unit);
        }

        return unit.Place is null ? (unit, null) : (null, "serial_in_stock");
    }
}
