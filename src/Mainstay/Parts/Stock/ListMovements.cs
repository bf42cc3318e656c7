using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Stock;

/// <summary>The ledger's lines of a part at a site, or of one piece by its serial, the latest first.</summary>
/// <param name="Before">Lines recorded before this instant; null: up to now.</param>
public sealed record ListMovements(SiteId? Site, string? Part, string? Serial = null, DateTimeOffset? Before = null, int Limit = 50);

/// <param name="From">null: from outside the network.</param>
/// <param name="To">null: out of the network.</param>
public sealed record MovementRow(
    MovementId Id, string Number, StockRow? From, StockRow? To, int Quantity, MovementKind Kind, string? Reason, string? Serial, StockPaper Paper, Guid? PaperId, PersonId By,
    DateTimeOffset OccurredAt, DateTimeOffset RecordedAt);

public sealed class ListMovementsHandler(MainstayDb db, StockSight sight, StockDesk desk, ICatalogue catalogue)
{
    public const int MostRows = 500;

    public async Task<IReadOnlyList<MovementRow>> HandleAsync(ListMovements request, Actor actor, CancellationToken ct)
    {
        var limit = Math.Clamp(request.Limit, 1, MostRows);
        var mine = await sight.SitesAsync(actor, ct);
        var before = (request.Before ?? DateTimeOffset.MaxValue).ToUniversalTime();
        var part = string.IsNullOrWhiteSpace(request.Part) ? null : await desk.PartAsync(request.Part, ct);
        List<StockMovement> found;
        if (!string.IsNullOrWhiteSpace(request.Serial))
        {
            var serial = Searchable.Code(request.Serial);
            var units = await db.Set<PartUnit>().AsNoTracking().Where(unit => unit.Serial == serial).Select(unit => new { unit.Id, unit.Part }).ToListAsync(ct);
            var unitIds = units.Where(unit => part is null || unit.Part == part.Id).Select(unit => (UnitId?)unit.Id).ToList();
            found = await db.Set<StockMovement>().AsNoTracking().Where(m => unitIds.Contains(m.Unit) && m.RecordedAt < before).OrderByDescending(m => m.RecordedAt).Take(limit).ToListAsync(ct);
        }
        else
        {
            if (part is null || request.Site is not { } site)
            {
                throw new RefusedException("part-not-found", "Name a part and a site, or a serial.");
            }

            await desk.SiteAsync(site, actor, StockDesk.Viewers, ct);
            var places = await db.Set<StockPlace>().Where(place => place.Site == site && place.Part == part.Id).Select(place => (PlaceId?)place.Id).ToListAsync(ct);
            var came = await db.Set<StockMovement>().AsNoTracking().Where(m => places.Contains(m.To) && m.RecordedAt < before).OrderByDescending(m => m.RecordedAt).Take(limit).ToListAsync(ct);
            var went = await db.Set<StockMovement>().AsNoTracking().Where(m => places.Contains(m.From) && m.RecordedAt < before).OrderByDescending(m => m.RecordedAt).Take(limit).ToListAsync(ct);
            found = [.. came.Concat(went).DistinctBy(m => m.Id)];
        }

        found = [.. found.OrderByDescending(m => m.RecordedAt).ThenByDescending(m => m.Id.Value).Take(limit)];
        var ids = found.SelectMany(m => new[] { m.From, m.To }).OfType<PlaceId>().Distinct().ToList();
        var rows = (await sight.RowsAsync(await db.Set<StockPlace>().AsNoTracking().Where(place => ids.Contains(place.Id)).ToListAsync(ct), ct)).ToDictionary(row => row.Id);
        var pieces = found.Select(m => m.Unit).OfType<UnitId>().Distinct().ToList();
        var serials = await db.Set<PartUnit>().Where(unit => pieces.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, unit => unit.Serial, ct);
        List<MovementRow> movements = [];
        foreach (var m in found)
        {
            var (from, to) = (m.From is { } a ? rows[a] : null, m.To is { } b ? rows[b] : null);
            if (mine is null || new[] { from, to }.Any(row => row is not null && mine.Contains(row.Site.Id)))
            {
                movements.Add(new MovementRow(m.Id, (await catalogue.PartAsync(m.Part, ct))!.Number, from, to, m.Quantity, m.Kind, m.Reason,
                    m.Unit is { } unit ? serials.GetValueOrDefault(unit) : null, m.Paper, m.PaperId, m.By, m.OccurredAt, m.RecordedAt));
            }
        }

        return movements;
    }
}
