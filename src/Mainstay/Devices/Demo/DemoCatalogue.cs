using System.Globalization;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Devices.Demo;

/// <summary>Six categories, some sixty models of an invented brand, their TACs and parts. Same seed, same catalogue.</summary>
public sealed record DemoCatalogue(
    IReadOnlyList<Category> Categories,
    IReadOnlyList<Model> Models,
    IReadOnlyList<Tac> Tacs,
    IReadOnlyList<Part> Parts,
    IReadOnlyList<PartFit> Fits,
    IReadOnlyList<Programme> Programmes)
{
    private const string Currency = "INR";
    private const int TacsPerModel = 4;
    private const int MonthsOfLaunches = 42;
    private const int NinetyNine = 99;

    /// <param name="today">Models were launched over the three and a half years before it.</param>
    public static DemoCatalogue Make(ulong seed, IdSource ids, OrganisationId maker, DateOnly today)
    {
        var made = new DemoCatalogue(new List<Category>(), new List<Model>(), new List<Tac>(), new List<Part>(), new List<PartFit>(), new List<Programme>());
        var chance = new Chance(seed);
        foreach (var line in DemoLines.Categories)
        {
            var category = new Category
            {
                Id = ids.Next<CategoryId>(),
                Code = line.Code,
                Name = line.Name,
                NameHi = line.NameHi,
                StandardRepairMinutes = line.RepairMinutes,
                NeedsImei = line.NeedsImei,
                SameDayEligible = line.SameDay,
                Hsn = line.Hsn,
            };
            ((List<Category>)made.Categories).Add(category);
            made.AddModels(line, category, ids, maker, today, chance);
        }

        made.AddProgramme(ids, today);
        return made;
    }

    /// <summary>Writes it all in the caller's transaction, if there is one; caches hear of it with the caller's commit.</summary>
    public async Task SaveAsync(MainstayDb db, IdSource ids, CancellationToken ct)
    {
        await Bulk.InsertAsync(db, Categories, ct);
        await Bulk.InsertAsync(db, Models, ct);
        await Bulk.InsertAsync(db, Tacs, ct);
        await Bulk.InsertAsync(db, Parts, ct);
        await Bulk.InsertAsync(db, Fits, ct);
        await Bulk.InsertAsync(db, Programmes, ct);
        await Revisions.TouchAsync(db, ids, Catalogue.Name, ct);
        await db.SaveChangesAsync(ct);
    }

    private void AddModels(DemoCategory line, Category category, IdSource ids, OrganisationId maker, DateOnly today, Chance chance)
    {
        var number = 0;
        var ofCategory = new List<Model>();
        foreach (var series in line.Series)
        {
            var ofSeries = new List<Model>();
            for (var i = 0; i < series.Models.Length; i++)
            {
                // Series come out one after the other; each next model a little dearer than the one before.
                var step = i == 0 ? 0 : i + chance.Share() - 0.5;
                var monthsAgo = MonthsOfLaunches - (step * MonthsOfLaunches / series.Models.Length);
                var model = new Model
                {
                    Id = ids.Next<ModelId>(),
                    Code = string.Create(CultureInfo.InvariantCulture, $"KV-{line.Letter}{++number:D2}"),
                    Name = series.Models[i],
                    Brand = DemoLines.Brand,
                    Maker = maker,
                    Category = category.Id,
                    LaunchedOn = today.AddDays(-(int)(monthsAgo * 30.4)),
                    ValueMinor = Rupees(series.Price * (0.85 + (0.3 * i / Math.Max(1, series.Models.Length - 1)))),
                    Currency = Currency,
                };
                ofSeries.Add(model);
                if (line.NeedsImei)
                {
                    AddTacs(model, ids, chance);
                }
            }

            ofCategory.AddRange(ofSeries);
            AddParts(line, series.Name, series.Price, line.Parts.Where(part => part.OfSeries), category, ofSeries, ids);
        }

        ((List<Model>)Models).AddRange(ofCategory);
        var middle = line.Series.OrderBy(series => series.Price).ElementAt(line.Series.Length / 2).Price;
        AddParts(line, null, middle, line.Parts.Where(part => !part.OfSeries), category, ofCategory, ids);
    }

    /// <summary>Reporting bodies 35 and 86 issued most TACs of today's phones; the other six digits are invented.</summary>
    private void AddTacs(Model model, IdSource ids, Chance chance)
    {
        for (var i = 0; i < TacsPerModel; i++)
        {
            string code;
            do
            {
                code = string.Create(CultureInfo.InvariantCulture, $"{(chance.Hits(0.5) ? 35 : 86)}{900_000 + chance.Below(100_000):D6}");
            }
            while (Tacs.Any(tac => tac.Code == code));
            ((List<Tac>)Tacs).Add(new Tac { Id = ids.Next<TacId>(), Code = code, Model = model.Id });
        }
    }

    private void AddParts(
        DemoCategory line, string? series, int price, IEnumerable<DemoPart> kinds, Category category, IEnumerable<Model> models, IdSource ids)
    {
        foreach (var kind in kinds)
        {
            var number = 1 + Parts.Count(known => known.Category == category.Id);
            var part = new Part
            {
                Id = ids.Next<PartId>(),
                Number = string.Create(CultureInfo.InvariantCulture, $"GH-{line.Letter}{100 + number:D3}"),
                Name = series is null ? kind.Name : $"{kind.Name} {series}",
                Class = kind.Class,
                Category = category.Id,
                CostMinor = Rupees(price * kind.Cost),
                PriceMinor = Rupees(price * kind.Price),
                Currency = Currency,
                RepairLevel = kind.Level,
                SerialTracked = kind.Serial,
            };
            ((List<Part>)Parts).Add(part);
            ((List<PartFit>)Fits).AddRange(models.Select(model => new PartFit { Model = model.Id, Part = part.Id }));
        }
    }

    /// <summary>One batch of displays turned green: the maker mends them for two years from the sale.</summary>
    private void AddProgramme(IdSource ids, DateOnly today)
    {
        var model = Models.Where(model => model.Name.Contains("Lumo", StringComparison.Ordinal)).OrderBy(model => model.LaunchedOn).ElementAt(2);
        var built = model.LaunchedOn!.Value.AddDays(21);
        ((List<Programme>)Programmes).Add(new Programme
        {
            Id = ids.Next<ProgrammeId>(),
            Code = "DISPLAY-24",
            Model = model.Id,
            BuiltFrom = BuildWeeks.Of(built),
            BuiltUntil = BuildWeeks.Of(built.AddDays(12 * 7)),
            PartClass = "display",
            EndsOn = today.AddYears(1),
        });
    }

    /// <summary>Paise of a price as shops write it: whole tens less one, or whole rupees when small.</summary>
    private static long Rupees(double amount)
    {
        var rupees = amount < NinetyNine ? Math.Max(10, Math.Round(amount)) : (Math.Round(amount / 10) * 10) - 1;
        return (long)rupees * 100;
    }
}
