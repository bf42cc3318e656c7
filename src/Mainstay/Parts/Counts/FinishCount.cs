using System.Text.Json.Serialization;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Needs;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Counts;

/// <summary>
/// Books what differs: variance = counted less what the ledger said at the moment of counting, whatever moved since. Places nobody
/// counted stay as they are.
/// </summary>
public sealed record FinishCount
{
    [JsonIgnore]
    public CountId Count { get; init; }

    /// <summary>One of <see cref="FinishCountHandler.Reasons"/>; needed when anything differs.</summary>
    public string? Reason { get; init; }
}

/// <param name="ValueMinor">Of all differences at today's cost, found less lost.</param>
public sealed record CountFinished(CountId Id, string Number, int Counted, int Exact, int Found, int Lost, long ValueMinor);

public sealed class FinishCountHandler(MainstayDb db, StockDesk desk, ICatalogue catalogue, NeedDesk needs, IdSource ids, TimeProvider clock)
{
    public static readonly IReadOnlyList<string> Reasons = ["miscounted_before", "misplaced", "not_booked", "theft_suspected", "damaged_not_booked", "unknown"];

    public async Task<CountFinished> HandleAsync(FinishCount request, Actor actor, CancellationToken ct)
    {
        CountFinished? finished = null;
        await InTransaction.RunAsync(db, async () => finished = await FinishAsync(request, actor, ct), ct);
        return finished!;
    }

    private async Task<CountFinished> FinishAsync(FinishCount request, Actor actor, CancellationToken ct)
    {
        var (count, lines, site) = await CountFile.OpenAsync(db, desk, request.Count, actor, StockDesk.Keepers, ct);
        CountFile.DemandOpen(count);
        var counted = lines.Where(line => line.Counted is not null).ToList();
        if (counted.Count == 0)
        {
            throw new RefusedException("nothing-scanned", $"Nothing of count {count.Number} has been counted yet; cancel it if nobody will.");
        }

        var reason = counted.Any(line => line.Counted != line.LedgerThen || !string.IsNullOrEmpty(line.Missing) || !string.IsNullOrEmpty(line.Extra))
            ? StockDesk.Reason(request.Reason, Reasons)
            : null;
        var placeIds = counted.ConvertAll(line => line.Key(site.Id).Id);
        var held = await db.Set<StockPlace>().Where(place => placeIds.Contains(place.Id)).ToDictionaryAsync(place => place.Id, place => place.OnHand, ct);
        var today = site.Today(clock.Now());
        List<Posting> postings = [];
        foreach (var line in counted)
        {
            var part = (await catalogue.PartAsync(line.Part, ct))!;
            var key = line.Key(site.Id);
            var before = postings.Count;
            if (part.SerialTracked)
            {
                await AddUnitsAsync(postings, line, key, reason, ct);
            }
            else if (line.Counted!.Value - line.LedgerThen!.Value is not 0 and var variance)
            {
                if (held.GetValueOrDefault(key.Id) + variance < 0)
                {
                    throw new RefusedException("count-overtaken",
                        $"{part.Number} in {StockDesk.Named(key)}: {-variance} were missing when it was counted, but only {held.GetValueOrDefault(key.Id)} are booked there now. Count it again.");
                }

                postings.Add(variance > 0
                    ? new Posting(null, key, variance, MovementKind.Found, reason)
                    : new Posting(key, null, -variance, MovementKind.Lost, reason));
            }

            line.Variance = postings.Skip(before).Sum(posting => posting.To is null ? -posting.Quantity : posting.Quantity);
            line.ValueMinor = line.Variance * part.On(today).Cost.Minor;
            line.Reason = postings.Count > before ? reason : null;
        }

        lines.ForEach(line => line.OpenPlace = null);
        count.State = CountState.Finished;
        count.FinishedAt = clock.Now();
        count.Version++;
        await desk.PostAsync(site, postings, StockPaper.Count, count.Id.Value, actor, "count.finish", $"count:{count.Id}", ct);
        await db.Set<StockPlace>().Where(place => placeIds.Contains(place.Id)).ExecuteUpdateAsync(set => set.SetProperty(place => place.CountedAt, count.FinishedAt), ct);
        await needs.AllotAsync(site.Id, [.. postings.Where(posting => posting.From is null).Select(posting => posting.Part).Distinct()], actor.Person, ct);
        return new CountFinished(count.Id, count.Number, counted.Count, counted.Count(line => line.IsExact()),
            postings.Where(posting => posting.From is null).Sum(posting => posting.Quantity), postings.Where(posting => posting.To is null).Sum(posting => posting.Quantity), counted.Sum(line => line.ValueMinor ?? 0));
    }

    /// <summary>A missing piece that somebody moved since was there after all; a new serial that somebody received since is known now.</summary>
    private async Task AddUnitsAsync(List<Posting> postings, StockCountLine line, PlaceKey key, string? reason, CancellationToken ct)
    {
        var missing = Split(line.Missing);
        var extra = Split(line.Extra);
        if (missing.Length + extra.Length == 0)
        {
            return;
        }

        var units = await db.Set<PartUnit>().Where(unit => unit.Part == line.Part && (missing.Contains(unit.Serial) || extra.Contains(unit.Serial))).ToDictionaryAsync(unit => unit.Serial, ct);
        postings.AddRange(missing.Select(serial => units[serial]).Where(unit => unit.Place == key.Id).Select(unit => new Posting(key, null, 1, MovementKind.Lost, reason, unit)));
        foreach (var serial in extra.Where(serial => !units.ContainsKey(serial)))
        {
            PartUnit unit = new() { Id = ids.Next<UnitId>(), Part = line.Part, Serial = serial, Lot = key.Lot, CameAt = clock.Now() };
            db.Add(unit);
            postings.Add(new Posting(null, key, 1, MovementKind.Found, reason, unit));
        }
    }

    private static string[] Split(string? serials) => (serials ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

internal static class CountLines
{
    /// <summary>Piece for piece as the ledger said.</summary>
    public static bool IsExact(this StockCountLine line) => line.Counted == line.LedgerThen && string.IsNullOrEmpty(line.Missing) && string.IsNullOrEmpty(line.Extra);
}
