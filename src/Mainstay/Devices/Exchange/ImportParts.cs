using System.Globalization;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices.Exchange;

/// <summary>Takes service parts from a file, all or none. The same file again changes nothing; a new name, cost or price of a known part is taken over.</summary>
/// <param name="Content">Must be able to seek; it is disposed.</param>
/// <param name="FileName">What messages call it.</param>
public sealed record ImportParts(Stream Content, string FileName);

public sealed class ImportPartsHandler(MainstayDb db, ICatalogue catalogue, IAudit audit, IdSource ids, TimeProvider clock)
{
    private const long HighestAmount = 1_000_000_000;

    private static readonly CsvFormat _format = new("number", "name", "class", "fits", "cost", "price", "level", "serial_tracked") { Optional = ["currency"], MaxBytes = 1L << 28 };

    private readonly List<Part> _fresh = [];
    private readonly List<PartFit> _fits = [];
    private long _changed;

    public async Task<ImportResult> HandleAsync(ImportParts request, Actor actor, IProgress<Progress>? progress, CancellationToken ct)
    {
        actor.Demand(Role.Integrator, Role.Administrator, Role.QualityEngineer);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await OneAtATime.ImportAsync(db, ct);
            var read = await ReadAsync(request, progress, ct);
            if (_fresh.Count + _changed > 0)
            {
                await Bulk.InsertAsync(db, _fresh, ct);
                await Bulk.InsertAsync(db, _fits, ct);
                audit.Changed(actor, "devices.import_parts", "parts", null);
                await Revisions.TouchAsync(db, ids, Catalogue.Name, ct);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
            }

            progress?.Report(new Progress(read, read));
            return new ImportResult(read, _fresh.Count + _changed, read - _fresh.Count - _changed, 0, []);
        }
        catch (FileProblemException e)
        {
            throw e.Problem.Refusal(request.FileName);
        }
    }

    private async Task<long> ReadAsync(ImportParts request, IProgress<Progress>? progress, CancellationToken ct)
    {
        var models = (await catalogue.ModelsAsync(ct)).ToDictionary(model => model.Code, StringComparer.Ordinal);
        var known = await db.Set<Part>().ToDictionaryAsync(part => part.Number, StringComparer.Ordinal, ct);
        var fits = (await db.Set<PartFit>().AsNoTracking().ToListAsync(ct)).Select(fit => (fit.Model, fit.Part)).ToHashSet();
        Dictionary<string, long> seen = new(StringComparer.Ordinal);
        using var csv = Csv.Read(request.Content, request.FileName, _format);
        foreach (var row in csv.Rows())
        {
            if (row.Problem is { } problem)
            {
                throw new FileProblemException(problem);
            }

            var part = One(row, models, out var fitting);
            if (!seen.TryAdd(part.Number, row.Line))
            {
                throw row.Wrong("number", $"'{part.Number}' stands already on line {seen[part.Number]}.");
            }

            if (known.TryGetValue(part.Number, out var old))
            {
                _changed += await ChangeAsync(row, old, part, fitting, fits, ct) ? 1 : 0;
            }
            else
            {
                _fresh.Add(part);
                _fits.AddRange(fitting.Select(model => new PartFit { Model = model.Id, Part = part.Id }));
            }

            if (seen.Count % 4096 == 0)
            {
                progress?.Report(new Progress(seen.Count, csv.Lines));
            }
        }

        return seen.Count;
    }

    private Part One(CsvRow row, Dictionary<string, ModelInfo> models, out List<ModelInfo> fitting)
    {
        fitting = [];
        foreach (var code in row.Required("fits").Split([';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal))
        {
            fitting.Add(models.GetValueOrDefault(code) ?? throw row.Wrong("fits", $"There is no model '{code.To(40)}' in the catalogue."));
        }

        if (fitting.Select(model => model.Category).Distinct().Count() != 1)
        {
            throw row.Wrong("fits", "Models of one category are expected.");
        }

        var (number, name, word) = (row.Required("number"), row.Required("name"), row.Required("class"));
        Check(row, "number", () => CatalogueRules.DemandCode(number, "part"));
        Check(row, "name", () => CatalogueRules.DemandName(name));
        Check(row, "class", () => CatalogueRules.DemandWord(word, "part class"));
        var currency = row.Text("currency") ?? fitting[0].Value.Currency;
        Check(row, "currency", () => CatalogueRules.DemandAmount(new Money(0, currency)));
        return new Part
        {
            Id = ids.Next<PartId>(),
            Number = number,
            Name = name,
            Class = word,
            Category = fitting[0].Category,
            CostMinor = Minor(row, "cost"),
            PriceMinor = Minor(row, "price"),
            Currency = currency,
            RepairLevel = row.Whole("level", 1, CatalogueRules.HighestRepairLevel) ?? throw row.Wrong("level", $"A repair level of 1 to {CatalogueRules.HighestRepairLevel} is expected, not an empty field."),
            SerialTracked = row.YesNo("serial_tracked") ?? throw row.Wrong("serial_tracked", "yes or no is expected, not an empty field."),
        };
    }

    private async Task<bool> ChangeAsync(CsvRow row, Part old, Part told, List<ModelInfo> fitting, HashSet<(ModelId, PartId)> fits, CancellationToken ct)
    {
        foreach (var (column, same) in new[]
        {
            ("class", old.Class == told.Class), ("fits", old.Category == told.Category), ("currency", old.Currency == told.Currency), ("level", old.RepairLevel == told.RepairLevel),
            ("serial_tracked", old.SerialTracked == told.SerialTracked),
        })
        {
            if (!same)
            {
                throw row.Wrong(column, $"{old.Number} is in the catalogue already with another {column}; that never changes.");
            }
        }

        var changed = false;
        if (old.Name != told.Name)
        {
            (old.Name, changed) = (told.Name, true);
        }

        foreach (var model in fitting.Where(model => fits.Add((model.Id, old.Id))))
        {
            db.Add(new PartFit { Model = model.Id, Part = old.Id });
            changed = true;
        }

        var now = (await catalogue.PartAsync(old.Id, ct))!;
        if ((now.Cost.Minor, now.Price.Minor) != (told.CostMinor, told.PriceMinor))
        {
            var today = DateOnly.FromDateTime(clock.Now().UtcDateTime);
            if (await db.Set<PartPrice>().FindAsync([old.Id, today], ct) is { } price)
            {
                (price.CostMinor, price.PriceMinor) = (told.CostMinor, told.PriceMinor);
            }
            else
            {
                db.Add(new PartPrice { Part = old.Id, ValidFrom = today, CostMinor = told.CostMinor, PriceMinor = told.PriceMinor, Currency = told.Currency });
            }

            changed = true;
        }

        old.Version += changed ? 1 : 0;
        return changed;
    }

    /// <summary>An amount such as 1250 or 1250.50.</summary>
    private static long Minor(CsvRow row, string column)
    {
        var text = row.Required(column);
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= HighestAmount && amount * 100 == decimal.Truncate(amount * 100)
            ? (long)(amount * 100)
            : throw row.Wrong(column, $"'{text.To(40)}' is no amount such as 1250 or 1250.50.");
    }

    private static void Check(CsvRow row, string column, Action rule)
    {
        try
        {
            rule();
        }
        catch (RefusedException e)
        {
            throw row.Wrong(column, e.Message);
        }
    }
}
