using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Stock;

/// <summary>Pieces that enter the network.</summary>
/// <param name="Serials">Exactly as many as pieces for serial-tracked parts, else none.</param>
public sealed record Incoming(
    PartInfo Part, int Quantity, OrganisationId Owner, Condition Condition = Condition.Good, string Bin = "", string Lot = "", IReadOnlyList<string>? Serials = null);

/// <summary>How pieces enter, whatever the paper: a supplier's delivery, goods received on an order, opening stock.</summary>
public sealed class StockReceiving(MainstayDb db, StockDesk desk, IdSource ids, TimeProvider clock)
{
    /// <summary>
    /// The movements in, with new pieces added to the caller's unit of work; posts nothing itself. Needs an open transaction: a lot that
    /// is recalled at the same moment is either seen here or finds the pieces.
    /// </summary>
    /// <exception cref="RefusedException"><c>quantity-not-possible</c>, <c>code-not-possible</c>, <c>serials-needed</c>, <c>serial-known</c>.</exception>
    public async Task<IReadOnlyList<Posting>> PostingsAsync(SiteId site, IReadOnlyList<Incoming> lines, string reason, CancellationToken ct)
    {
        lines = [.. lines.Select(line => line with
        {
            Bin = StockRules.Code(line.Bin, "bin"),
            Lot = StockRules.Code(line.Lot, "lot"),
            Serials = StockDesk.Serials(line.Part, line.Quantity, line.Serials),
        })];
        var recalled = await Lots.RecalledAsync(db, lines.Select(line => (line.Part.Id, line.Lot)), ct);
        var known = await KnownAsync(lines, ct);
        List<Posting> postings = [];
        HashSet<(PartId, string)> seen = [];
        foreach (var line in lines)
        {
            StockRules.DemandQuantity(line.Quantity);
            var isRecalled = recalled.Contains((line.Part.Id, line.Lot));
            var to = PlaceKey.InBin(site, line.Part.Id, line.Owner, isRecalled ? Condition.Quarantined : line.Condition, line.Bin, line.Lot);
            if (!line.Part.SerialTracked)
            {
                postings.Add(new Posting(null, to, line.Quantity, MovementKind.Receipt, isRecalled ? "recalled" : reason));
                continue;
            }

            foreach (var serial in line.Serials!)
            {
                if (!seen.Add((line.Part.Id, serial)))
                {
                    throw new RefusedException("serial-known", $"The serial {serial} of {line.Part.Number} stands there twice. Nothing was received.");
                }

                if (!known.TryGetValue((line.Part.Id, serial), out var unit))
                {
                    unit = new PartUnit { Id = ids.Next<UnitId>(), Part = line.Part.Id, Serial = serial, Lot = line.Lot, CameAt = clock.Now() };
                    db.Add(unit);
                }

                postings.Add(new Posting(null, to, 1, MovementKind.Receipt, isRecalled ? "recalled" : reason, unit));
            }
        }

        return postings;
    }

    /// <summary>Pieces that were here before and left, to a supplier for repair; what is here or in a customer's device cannot come a second time.</summary>
    private async Task<Dictionary<(PartId, string), PartUnit>> KnownAsync(IReadOnlyList<Incoming> lines, CancellationToken ct)
    {
        var serials = lines.SelectMany(line => line.Serials!).Distinct().ToList();
        var parts = lines.Where(line => line.Part.SerialTracked).ToDictionaryDistinct(line => line.Part.Id, line => line.Part);
        if (serials.Count == 0)
        {
            return [];
        }

        var partIds = parts.Keys.ToList();
        var units = await db.Set<PartUnit>().Where(unit => partIds.Contains(unit.Part) && serials.Contains(unit.Serial)).ToListAsync(ct);
        var asked = lines.SelectMany(line => line.Serials!.Select(serial => (line.Part.Id, serial))).ToHashSet();
        units = [.. units.Where(unit => asked.Contains((unit.Part, unit.Serial)))];
        if (units.Count == 0)
        {
            return [];
        }

        var places = await desk.PlacesAsync(units, ct);
        if (units.FirstOrDefault(unit => unit.Place is not null) is { } here)
        {
            throw new RefusedException("serial-known", $"Serial {here.Serial} of {parts[here.Part].Number} is in stock already: {await desk.WhereAsync(here, places[here.Place!.Value], ct)}. Nothing was received.");
        }

        var unitIds = units.ConvertAll(unit => (UnitId?)unit.Id);
        var left = await db.Set<StockMovement>().Where(m => unitIds.Contains(m.Unit) && m.To == null)
            .Select(m => new { m.Unit, m.Kind, m.RecordedAt, m.Id }).ToListAsync(ct);
        var lastKind = left.GroupBy(m => m.Unit!.Value).ToDictionary(group => group.Key, group => group.MaxBy(m => (m.RecordedAt, m.Id.Value))!.Kind);
        return units.FirstOrDefault(unit => lastKind.GetValueOrDefault(unit.Id, MovementKind.Scrap) is MovementKind.Consume or MovementKind.Sell) is { } built
            ? throw new RefusedException("serial-known", $"Serial {built.Serial} of {parts[built.Part].Number} was built in or sold; it comes back as a defective return. Nothing was received.")
            : units.ToDictionary(unit => (unit.Part, unit.Serial));
    }
}

internal static class Distinctly
{
    public static Dictionary<TKey, TValue> ToDictionaryDistinct<T, TKey, TValue>(this IEnumerable<T> items, Func<T, TKey> key, Func<T, TValue> value) where TKey : notnull
    {
        Dictionary<TKey, TValue> all = [];
        foreach (var item in items)
        {
            all.TryAdd(key(item), value(item));
        }

        return all;
    }
}

/// <summary>Lots that are named when pieces come, so that whoever recalls one and whoever takes it in wait for each other.</summary>
internal static class Lots
{
    /// <returns>Those of the lots that are recalled. Their rows are held until the caller's transaction ends.</returns>
    public static async Task<HashSet<(PartId, string)>> RecalledAsync(MainstayDb db, IEnumerable<(PartId Part, string Lot)> lots, CancellationToken ct)
    {
        HashSet<(PartId, string)> recalled = [];
        foreach (var (part, code) in lots.Where(lot => lot.Lot.Length > 0).Distinct().OrderBy(lot => lot.Part.Value).ThenBy(lot => lot.Lot, StringComparer.Ordinal))
        {
            if (await HoldAsync(db, part, code, ct) is { RecalledAt: not null })
            {
                recalled.Add((part, code));
            }
        }

        return recalled;
    }

    public static async Task<PartLot> HoldAsync(MainstayDb db, PartId part, string code, CancellationToken ct)
    {
        await WriteBatch.TryInsertAsync(db, new PartLot { Part = part, Code = code, Version = 1 }, ct);
        await db.Set<PartLot>().Where(lot => lot.Part == part && lot.Code == code).ExecuteUpdateAsync(set => set.SetProperty(lot => lot.Version, lot => lot.Version + 1), ct);
        return await db.Set<PartLot>().AsNoTracking().SingleAsync(lot => lot.Part == part && lot.Code == code, ct);
    }
}
