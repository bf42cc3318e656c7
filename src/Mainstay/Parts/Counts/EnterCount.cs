using System.Text.Json.Serialization;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Counts;

/// <summary>What was seen at one place: a line of the count, or a place the round did not expect, named by part and bin.</summary>
/// <param name="Serials">Those seen, for parts tracked by serial; an empty list says none is there.</param>
public sealed record Seen(
    CountLineId? Line = null, int? Counted = null, IReadOnlyList<string>? Serials = null, string? Part = null, string? Bin = null, Condition Condition = Condition.Good, string? Lot = null, string? Owner = null);

/// <summary>Enters what was counted, now. Counting a place again replaces what was entered.</summary>
public sealed record EnterCount
{
    [JsonIgnore]
    public CountId Count { get; init; }

    public required IReadOnlyList<Seen> Entries { get; init; }
}

public sealed class EnterCountHandler(MainstayDb db, StockDesk desk, ICatalogue catalogue, IAudit audit, IdSource ids, TimeProvider clock)
{
    public async Task<CountChanged> HandleAsync(EnterCount request, Actor actor, CancellationToken ct)
    {
        var (count, lines, site) = await CountFile.OpenAsync(db, desk, request.Count, actor, StockDesk.Receivers, ct);
        CountFile.DemandOpen(count);
        if (request.Entries.Count is 0 or > BeginCountHandler.MostLines)
        {
            throw new RefusedException("nothing-scanned", "Nothing was counted.");
        }

        try
        {
            await InTransaction.RunAsync(db, async () =>
            {
                List<(StockCountLine Line, Seen Seen)> entries = [];
                foreach (var seen in request.Entries)
                {
                    entries.Add((await LineAsync(count, lines, site, seen, ct), seen));
                }

                await EnterAsync(site, entries, actor, ct);
                count.Version++;
                audit.Changed(actor, "count.enter", $"count:{count.Id}", site.Id);
                await db.SaveChangesAsync(ct);
            }, ct);
        }
        catch (DbUpdateException e) when (UniqueViolation.IndexOf(e) == "ux_parts_count_lines_open_place")
        {
            throw new RefusedException("count-open", "One of these places is being counted in another round. Finish or cancel that one first.");
        }

        return CountFile.Changed(count, lines);
    }

    private async Task<StockCountLine> LineAsync(StockCount count, List<StockCountLine> lines, SiteInfo site, Seen seen, CancellationToken ct)
    {
        if (seen.Line is { } id)
        {
            return lines.FirstOrDefault(line => line.Id == id) ?? throw new RefusedException("count-line-not-found", $"Count {count.Number} has no such line.");
        }

        var part = await desk.PartAsync(seen.Part ?? "", ct);
        var key = PlaceKey.InBin(site.Id, part.Id, await desk.OwnerAsync(seen.Owner, site, ct), seen.Condition, StockRules.Code(seen.Bin, "bin"), StockRules.Code(seen.Lot, "lot"));
        var line = lines.FirstOrDefault(line => line.Key(site.Id) == key);
        if (line is null)
        {
            line = BeginCountHandler.LineOf(count.Id, key, 0, ids);
            db.Add(line);
            lines.Add(line);
        }

        return line;
    }

    private async Task EnterAsync(SiteInfo site, List<(StockCountLine Line, Seen Seen)> entries, Actor actor, CancellationToken ct)
    {
        var placeIds = entries.ConvertAll(entry => entry.Line.Key(site.Id).Id);
        var held = await db.Set<StockPlace>().Where(place => placeIds.Contains(place.Id)).ToDictionaryAsync(place => place.Id, place => place.OnHand, ct);
        var now = clock.Now();
        foreach (var (line, seen) in entries)
        {
            var part = (await catalogue.PartAsync(line.Part, ct))!;
            line.LedgerThen = held.GetValueOrDefault(line.Key(site.Id).Id);
            if (part.SerialTracked)
            {
                await CompareAsync(site, line, part, seen, ct);
            }
            else
            {
                line.Counted = seen.Counted is >= 0 and <= StockRules.MostPieces
                    ? seen.Counted
                    : throw new RefusedException("quantity-not-possible", $"{part.Number}: a whole number of pieces from 0 to {StockRules.MostPieces:N0} is expected{(seen.Counted is { } wrong ? $", not {wrong}" : "")}.");
            }

            line.CountedAt = now;
            line.CountedBy = actor.Person;
        }
    }

    private async Task CompareAsync(SiteInfo site, StockCountLine line, PartInfo part, Seen seen, CancellationToken ct)
    {
        var serials = seen.Serials is { Count: > 0 } given ? StockDesk.Serials(part, null, given)
            : seen.Serials is not null || seen.Counted == 0 ? []
            : throw new RefusedException("serials-needed", $"{part.Number} is tracked by serial: scan the serial of each piece.");
        PlaceId? place = line.Key(site.Id).Id;
        var here = (await db.Set<PartUnit>().AsNoTracking().Where(unit => unit.Place == place).Select(unit => unit.Serial).ToListAsync(ct)).ToHashSet();
        var extra = serials.Where(serial => !here.Contains(serial)).ToList();
        var known = extra.Count == 0 ? [] : await db.Set<PartUnit>().AsNoTracking().Where(unit => unit.Part == part.Id && extra.Contains(unit.Serial)).ToListAsync(ct);
        if (known.Count > 0)
        {
            var places = await desk.PlacesAsync(known, ct);
            throw new RefusedException("unit-elsewhere",
                $"Serial {known[0].Serial} of {part.Number} is booked elsewhere: {await desk.WhereAsync(known[0], known[0].Place is { } id ? places[id] : null, ct)}. Move or receive it first; the line was not counted.");
        }

        line.Counted = serials.Count;
        line.LedgerThen = here.Count;
        line.Missing = string.Join(' ', here.Except(serials).Order(StringComparer.Ordinal));
        line.Extra = string.Join(' ', extra);
    }
}

/// <summary>What the verbs of a count share.</summary>
internal static class CountFile
{
    public static async Task<(StockCount Count, List<StockCountLine> Lines, SiteInfo Site)> OpenAsync(
        MainstayDb db, StockDesk desk, CountId id, Actor actor, Role[] roles, CancellationToken ct)
    {
        var count = await db.Set<StockCount>().FindAsync([id], ct) ?? throw new RefusedException("count-not-found", "There is no such count.");
        var site = await desk.SiteAsync(count.Site, actor, roles, ct);
        return (count, await db.Set<StockCountLine>().Where(line => line.Count == id).OrderBy(line => line.Id).ToListAsync(ct), site);
    }

    public static void DemandOpen(StockCount count)
    {
        if (count.State != CountState.Open)
        {
            throw new RefusedException("wrong-state", $"Count {count.Number} is {EnumText<CountState>.Of(count.State)} already.");
        }
    }

    public static CountChanged Changed(StockCount count, List<StockCountLine> lines) =>
        new(count.Id, count.Number, EnumText<CountState>.Of(count.State), lines.Count, lines.Count(line => line.Counted is not null), count.Version);
}
