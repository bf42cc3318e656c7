using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Counts;

/// <summary>Begins a round through a bin, through all places of some parts, or through what was not counted for longest.</summary>
/// <param name="Bin">null: any.</param>
/// <param name="Parts">Part numbers; null: any.</param>
/// <param name="Most">So many places at most, those counted longest ago first.</param>
public sealed record BeginCount(SiteId Site, string? Bin = null, IReadOnlyList<string>? Parts = null, int Most = 100);

public sealed record CountChanged(CountId Id, string Number, string State, int Lines, int Counted, int Version);

public sealed class BeginCountHandler(MainstayDb db, StockDesk desk, IRunningNumbers numbers, IAudit audit, IdSource ids, TimeProvider clock)
{
    public const int MostLines = 1000;

    public async Task<CountChanged> HandleAsync(BeginCount request, Actor actor, CancellationToken ct)
    {
        var site = await desk.SiteAsync(request.Site, actor, StockDesk.Receivers, ct);
        if (request.Most is < 1 or > MostLines)
        {
            throw new RefusedException("quantity-not-possible", $"A count has 1 to {MostLines:N0} places, not {request.Most}.");
        }

        var places = db.Set<StockPlace>().AsNoTracking().Where(place => place.Site == site.Id && place.Kind == PlaceKind.Bin && place.OnHand > 0);
        if (request.Bin is { } text)
        {
            var bin = StockRules.Code(text, "bin");
            places = places.Where(place => place.Bin == bin);
        }

        if (request.Parts is { Count: > 0 } wanted)
        {
            List<Devices.Contracts.PartId> parts = [];
            foreach (var number in wanted)
            {
                parts.Add((await desk.PartAsync(number, ct)).Id);
            }

            places = places.Where(place => parts.Contains(place.Part));
        }

        var found = await places.OrderBy(place => place.CountedAt != null).ThenBy(place => place.CountedAt).ThenBy(place => place.Bin).ThenBy(place => place.Id).Take(request.Most).ToListAsync(ct);
        StockCount? count = null;
        try
        {
            await InTransaction.RunAsync(db, async () =>
            {
                count = new StockCount
                {
                    Id = ids.Next<CountId>(),
                    Number = await numbers.NextAsync(db, $"C-{site.Ref.Code}-{site.Today(clock.Now()).Year % 100:00}", ct),
                    Site = site.Id,
                    State = CountState.Open,
                    CreatedAt = clock.Now(),
                };
                db.Add(count);
                db.AddRange(found.Select(place => LineOf(count.Id, place.Key, place.OnHand, ids)));
                audit.Changed(actor, "count.begin", $"count:{count.Id}", site.Id);
                await db.SaveChangesAsync(ct);
            }, ct);
        }
        catch (DbUpdateException e) when (UniqueViolation.IndexOf(e) == "ux_parts_count_lines_open_place")
        {
            throw new RefusedException("count-open", "Some of these places are being counted in another round. Finish or cancel that one first.");
        }

        return new CountChanged(count!.Id, count.Number, EnumText<CountState>.Of(count.State), found.Count, 0, count.Version);
    }

    internal static StockCountLine LineOf(CountId count, PlaceKey key, int expected, IdSource ids) => new()
    {
        Id = ids.Next<CountLineId>(),
        Count = count,
        Part = key.Part,
        Bin = key.Bin,
        Condition = key.Condition,
        Owner = key.Owner,
        Lot = key.Lot,
        Expected = expected,
        OpenPlace = key.Id,
    };
}
