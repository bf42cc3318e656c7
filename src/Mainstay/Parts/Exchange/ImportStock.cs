using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Exchange;

/// <summary>
/// Takes opening stock from a file, all or none, and begins stock keeping at the sites it names. A place is opened once: the same file
/// again changes nothing, and one that says otherwise than the ledger is refused.
/// </summary>
/// <param name="Content">Must be able to seek; it is disposed.</param>
/// <param name="FileName">What messages call it.</param>
public sealed record ImportStock(Stream Content, string FileName);

public sealed class ImportStockHandler(MainstayDb db, ISites sites, ICatalogue catalogue, IOrganisations organisations, IAudit audit, IdSource ids, TimeProvider clock)
{
    public async Task<ImportResult> HandleAsync(ImportStock request, Actor actor, IProgress<Progress>? progress, CancellationToken ct)
    {
        actor.Demand(Role.Integrator, Role.Administrator, Role.Planner);
        var all = await organisations.AllAsync(ct);
        var maker = all.FirstOrDefault(one => one.Relation == Relation.Own && one.Kinds.Contains(OrganisationKind.Maker))?.Id;
        StockFile file = new(
            request.FileName, (await sites.AllAsync(ct)).ToDictionary(site => site.Ref.Code, StringComparer.Ordinal),
            (await catalogue.PartsAsync(ct)).ToDictionary(part => part.Number, StringComparer.Ordinal), all.ToDictionary(one => one.Code, one => one.Id, StringComparer.Ordinal), site => maker ?? site.Ref.Operator);
        try
        {
            var places = file.Read(request.Content, progress);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await OneAtATime.ImportAsync(db, ct);
            var fresh = await FreshAsync(places, ct);
            if (fresh.Count > 0)
            {
                await WriteAsync(fresh, actor, ct);
                await transaction.CommitAsync(ct);
            }

            progress?.Report(new Progress(file.Rows, file.Rows));
            var imported = fresh.Sum(place => (long)place.Rows);
            return new ImportResult(file.Rows, imported, file.Rows - imported, 0, []);
        }
        catch (FileProblemException e)
        {
            throw e.Problem.Refusal(request.FileName);
        }
        catch (Exception e) when (UniqueViolation.IndexOf(e) is "pk_parts_places" or "ux_parts_units_part_serial")
        {
            throw new RefusedException("stale-version", "Somebody received the same parts at this moment. Nothing was imported; import it again.");
        }
    }

    /// <summary>Those not opened yet; one that holds something else refuses the file, and so does a serial that is here already.</summary>
    private async Task<List<OpeningPlace>> FreshAsync(IReadOnlyList<OpeningPlace> places, CancellationToken ct)
    {
        List<OpeningPlace> fresh = [];
        foreach (var site in places.GroupBy(place => place.Key.Site))
        {
            var known = await db.Set<StockPlace>().AsNoTracking().Where(place => place.Site == site.Key).ToDictionaryAsync(place => place.Id, place => place.OnHand, ct);
            foreach (var place in site)
            {
                if (!known.TryGetValue(place.Key.Id, out var held))
                {
                    fresh.Add(place);
                }
                else if (held != place.Quantity)
                {
                    throw place.Row.Wrong("quantity", $"This place is open already and holds {held}, not {place.Quantity}: use a receipt or a count.");
                }
            }
        }

        foreach (var chunk in fresh.SelectMany(place => place.Serials.Select(serial => (place, serial))).Chunk(1000))
        {
            var serials = chunk.Select(one => one.serial).ToList();
            var taken = (await db.Set<PartUnit>().AsNoTracking().Where(unit => serials.Contains(unit.Serial)).Select(unit => new { unit.Part, unit.Serial }).ToListAsync(ct)).Select(unit => (unit.Part, unit.Serial)).ToHashSet();
            foreach (var (place, serial) in chunk.Where(one => taken.Contains((one.place.Key.Part, one.serial))))
            {
                throw place.Row.Wrong("serials", $"The serial {serial} is known already; look where it is.");
            }
        }

        return fresh;
    }

    private async Task WriteAsync(List<OpeningPlace> fresh, Actor actor, CancellationToken ct)
    {
        var now = clock.Now();
        var recalled = (await db.Set<PartLot>().AsNoTracking().Where(lot => lot.RecalledAt != null).Select(lot => new { lot.Part, lot.Code }).ToListAsync(ct)).Select(lot => (lot.Part, lot.Code)).ToHashSet();
        if (fresh.FirstOrDefault(place => place.Key.Condition != Condition.Quarantined && recalled.Contains((place.Key.Part, place.Key.Lot))) is { } bad)
        {
            throw bad.Row.Wrong("lot", $"Lot {bad.Key.Lot} is recalled; its pieces are quarantined.");
        }

        foreach (var site in fresh.Select(place => place.Key.Site).Distinct())
        {
            await StockKeepers.BeginAsync(db, ids, site, now, ct);
        }

        List<PartUnit> units = [];
        List<StockMovement> movements = [];
        foreach (var place in fresh)
        {
            var id = place.Key.Id;
            units.AddRange(place.Serials.Select(serial => new PartUnit { Id = ids.Next<UnitId>(), Part = place.Key.Part, Serial = serial, Place = id, Lot = place.Key.Lot, CameAt = now }));
            foreach (var unit in place.Serials.Count > 0 ? units[^place.Serials.Count..] : [null!])
            {
                movements.Add(new StockMovement
                {
                    Id = ids.Next<MovementId>(),
                    Part = place.Key.Part,
                    From = null,
                    To = id,
                    Quantity = unit is null ? place.Quantity : 1,
                    Kind = MovementKind.Receipt,
                    Reason = "opening",
                    Unit = unit?.Id,
                    Paper = StockPaper.Import,
                    By = actor.Person,
                    OccurredAt = now,
                    RecordedAt = now,
                });
            }
        }

        await Bulk.InsertAsync(db, fresh.Select(place => StockPlace.Of(place.Key, place.Quantity)), ct);
        await Bulk.InsertAsync(db, units, ct);
        await Bulk.InsertAsync(db, movements, ct);
        audit.Changed(actor, "stock.import", "stock", null);
        await db.SaveChangesAsync(ct);
    }
}
