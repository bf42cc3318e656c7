using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.History;

/// <summary>
/// Reads Open Repair Data into sites, devices and closed cases marked as history. A record that cannot be read is skipped and
/// named; a damaged file imports nothing. A record known by provider and id is left alone when it says the same, else renewed.
/// </summary>
public sealed record ImportOrds(string File);

public sealed class ImportOrdsHandler(
    MainstayDb db, IHistorySites sites, IHistoryDevices devices, ICustomers customers, IAudit audit, IdSource ids, TimeProvider clock)
{
    private const int AtOnce = 500;

    public async Task<ImportResult> HandleAsync(ImportOrds request, Actor actor, IProgress<Progress>? progress, CancellationToken ct)
    {
        actor.Demand(Role.QualityEngineer, Role.HeadOfService, Role.Administrator, Role.Integrator);
        var (rows, read, problems) = ReadAll(request.File, progress);
        var providers = rows.Select(row => row["data_provider"]).Distinct(StringComparer.Ordinal).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await OneAtATime.ImportAsync(db, ct);
        var known = await db.Set<HistoryRecord>().AsNoTracking()
            .Where(record => providers.Contains(record.DataProvider))
            .Select(record => new { record.DataProvider, record.Id, record.Digest })
            .ToDictionaryAsync(record => (record.DataProvider, record.Id), record => record.Digest, ct);
        var fresh = new List<CsvRow>();
        var changed = new List<CsvRow>();
        foreach (var row in rows)
        {
            if (!known.TryGetValue((row["data_provider"], row["id"]), out var digest))
            {
                fresh.Add(row);
            }
            else if (digest != Ords.Digest(row.Values))
            {
                changed.Add(row);
            }
        }

        await AddAsync(fresh, ct);
        await RenewAsync(changed, ct);
        if (fresh.Count + changed.Count > 0)
        {
            audit.Changed(actor, "history.import_ords", $"file:{new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFileName(request.File)))[..16])}", null);
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
        progress?.Report(new Progress(read, read));
        return new ImportResult(read, fresh.Count + changed.Count, rows.Count - fresh.Count - changed.Count, problems.Count, problems);
    }

    /// <summary>The whole file is read and judged before anything is written, so that writers wait only for the writing.</summary>
    private static (List<CsvRow> Rows, long Read, List<FileProblem> Problems) ReadAll(string file, IProgress<Progress>? progress)
    {
        using var csv = Csv.Open(file, Ords.Format);
        var rows = new Dictionary<(string, string), CsvRow>();
        var problems = new List<FileProblem>();
        var read = 0L;
        foreach (var row in csv.Rows())
        {
            if (++read % 1000 == 0)
            {
                progress?.Report(new Progress(row.Line, csv.Lines));
            }

            try
            {
                if (row.Problem is { } problem)
                {
                    problems.Add(problem);
                    continue;
                }

                Ords.Check(row);
                if (!rows.TryAdd((row["data_provider"], row["id"]), row))
                {
                    throw row.Wrong("id", $"'{row["id"]}' stood in this file before, on line {rows[(row["data_provider"], row["id"])].Line}.");
                }
            }
            catch (FileProblemException e)
            {
                problems.Add(e.Problem);
            }
        }

        return ([.. rows.Values], read, problems);
    }

    private async Task AddAsync(List<CsvRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var places = await sites.EnsureAsync([.. rows.Select(PlaceOf).Distinct()], ct);
        var models = await devices.EnsureModelsAsync([.. rows.Select(row => row["product_category"]).Distinct(StringComparer.Ordinal)], places.Values.First().Operator, ct);
        var owned = await devices.AddAsync([.. rows.Select(row => models[row["product_category"]].Model)], ct);
        var customer = await CustomerAsync(ct);
        var now = clock.Now();
        var cases = new List<Case>(rows.Count);
        var privates = new List<CasePrivate>(rows.Count);
        var records = new List<HistoryRecord>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var at = Ords.EventAt(row);
            var (model, category) = models[row["product_category"]];
            var site = places[PlaceOf(row)].Id;
            var id = ids.Next<CaseId>();
            cases.Add(new Case
            {
                Id = id,
                Number = NumberOf(row),
                Site = site,
                At = site,
                Device = owned[i],
                DeviceRoot = owned[i],
                Model = model,
                Category = category,
                Customer = customer,
                State = CaseState.Closed,
                IsOpen = false,
                ClockOwner = ClockOwner.Customer,
                ClockSince = at,
                Channel = IntakeChannel.WalkIn,
                OpenedAt = at,
                ClosedAt = at,
                Outcome = Ords.OutcomeOf(row["repair_status"]),
                IsHistory = true,
                UpdatedAt = now,
            });
            privates.Add(new CasePrivate { Case = id, Problem = row["problem"] });
            records.Add(RecordOf(row, id));
        }

        await Bulk.InsertAsync(db, cases, ct);
        await Bulk.InsertAsync(db, privates, ct);
        await Bulk.InsertAsync(db, records, ct);
    }

    /// <summary>What was made of the record before is made of it anew: its case and device stay the ones they were.</summary>
    private async Task RenewAsync(List<CsvRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var places = await sites.EnsureAsync([.. rows.Select(PlaceOf).Distinct()], ct);
        var models = await devices.EnsureModelsAsync([.. rows.Select(row => row["product_category"]).Distinct(StringComparer.Ordinal)], places.Values.First().Operator, ct);
        foreach (var ofProvider in rows.GroupBy(row => row["data_provider"], StringComparer.Ordinal))
        {
            foreach (var some in ofProvider.Chunk(AtOnce))
            {
                await RenewAsync(ofProvider.Key, some.ToDictionary(row => row["id"], StringComparer.Ordinal), places, models, ct);
            }
        }
    }

    private async Task RenewAsync(
        string provider, Dictionary<string, CsvRow> rows, IReadOnlyDictionary<HistoryPlace, SiteRef> places,
        IReadOnlyDictionary<string, (ModelId Model, CategoryId Category)> models, CancellationToken ct)
    {
        var wanted = rows.Keys.ToList();
        var found = await (
            from record in db.Set<HistoryRecord>()
            join @case in db.Cases on record.Case equals @case.Id
            join told in db.CasePrivates on @case.Id equals told.Case
            where record.DataProvider == provider && wanted.Contains(record.Id)
            select new { Record = record, Case = @case, Told = told }).ToListAsync(ct);
        foreach (var old in found)
        {
            var row = rows[old.Record.Id];
            var at = Ords.EventAt(row);
            var (model, category) = models[row["product_category"]];
            db.Entry(old.Record).CurrentValues.SetValues(RecordOf(row, old.Case.Id));
            old.Told.Problem = row["problem"];
            old.Case.Site = old.Case.At = places[PlaceOf(row)].Id;
            old.Case.Outcome = Ords.OutcomeOf(row["repair_status"]);
            old.Case.ClockSince = at;
            old.Case.ClosedAt = at;
            old.Case.UpdatedAt = clock.Now();
            var entry = db.Entry(old.Case);
            entry.Property(c => c.OpenedAt).CurrentValue = at;
            entry.Property(c => c.Model).CurrentValue = model;
            entry.Property(c => c.Category).CurrentValue = category;
        }

        await devices.MoveAsync(found.ToDictionary(old => old.Case.Device, old => old.Case.Model), ct);
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    private static HistoryRecord RecordOf(CsvRow row, CaseId id) => new()
    {
        DataProvider = row["data_provider"],
        Id = row["id"],
        Country = row["country"],
        PartnerProductCategory = row["partner_product_category"],
        ProductCategory = row["product_category"],
        ProductCategoryId = row["product_category_id"],
        Brand = row["brand"],
        YearOfManufacture = row["year_of_manufacture"],
        ProductAge = row["product_age"],
        RepairStatus = row["repair_status"],
        RepairBarrier = row["repair_barrier_if_end_of_life"],
        GroupIdentifier = row["group_identifier"],
        EventDate = row["event_date"],
        Digest = Ords.Digest(row.Values),
        Case = id,
    };

    private static HistoryPlace PlaceOf(CsvRow row) => new(row["data_provider"], row["group_identifier"], row["country"]);

    /// <summary>The record's own id, with its provider's digest before it: two providers may use the same id.</summary>
    private static string NumberOf(CsvRow row) => string.Create(
        CultureInfo.InvariantCulture, $"H-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(row["data_provider"])))[..6]}-{row["id"]}");

    /// <summary>History has no customers; all of it rests on one who stands for nobody.</summary>
    private async Task<CustomerId> CustomerAsync(CancellationToken ct)
    {
        if (await db.Cases.Where(c => c.IsHistory).Select(c => (CustomerId?)c.Customer).FirstOrDefaultAsync(ct) is { } known)
        {
            return known;
        }

        var made = await customers.RegisterAsync(new NewCustomer("Imported history", null, null, "en"), ct);
        await db.SaveChangesAsync(ct);
        return made;
    }
}
