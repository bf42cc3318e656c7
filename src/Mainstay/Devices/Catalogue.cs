using System.Collections.Frozen;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>The whole catalogue in memory: a few thousand rows that every verb looks at.</summary>
internal sealed class Catalogue(Database database, TimeProvider clock) : ICatalogue, IDisposable
{
    public const string Name = "catalogue";

    /// <summary>Models that stand for imported records: found by id, offered in no list.</summary>
    public const string HistoryPrefix = "ORDS-";

    private readonly ReferenceCache<Copy> _cache = new(database, clock, Name, LoadAsync);
    private volatile Priced? _priced;

    public async ValueTask<ModelInfo?> ModelAsync(ModelId model, CancellationToken ct) =>
        (await TodayAsync(ct)).Models.GetValueOrDefault(model);

    public async ValueTask<ModelInfo?> ModelByCodeAsync(string code, CancellationToken ct) =>
        (await TodayAsync(ct)).ByCode.GetValueOrDefault(code);

    public async ValueTask<ModelInfo?> ModelByTacAsync(string tac, CancellationToken ct) =>
        (await TodayAsync(ct)).ByTac.GetValueOrDefault(tac);

    public async ValueTask<IReadOnlyDictionary<string, ModelInfo>> TacsAsync(CancellationToken ct) => (await TodayAsync(ct)).ByTac;

    public async ValueTask<IReadOnlyList<ModelInfo>> ModelsAsync(CancellationToken ct) => (await TodayAsync(ct)).AllModels;

    public async ValueTask<PartInfo?> PartAsync(PartId part, CancellationToken ct) =>
        (await TodayAsync(ct)).Parts.GetValueOrDefault(part);

    public async ValueTask<PartInfo?> PartByNumberAsync(string number, CancellationToken ct) =>
        (await TodayAsync(ct)).ByNumber.GetValueOrDefault(number);

    public async ValueTask<IReadOnlyList<PartInfo>> PartsForAsync(ModelId model, CancellationToken ct) =>
        (await TodayAsync(ct)).Fitting.GetValueOrDefault(model) ?? [];

    public async ValueTask<IReadOnlyList<PartInfo>> PartsAsync(CancellationToken ct) => (await TodayAsync(ct)).AllParts;

    public async ValueTask<CategoryInfo?> CategoryAsync(CategoryId category, CancellationToken ct) =>
        (await TodayAsync(ct)).Categories.GetValueOrDefault(category);

    public async ValueTask<IReadOnlyList<CategoryInfo>> CategoriesAsync(CancellationToken ct) => (await TodayAsync(ct)).AllCategories;

    public void Dispose() => _cache.Dispose();

    /// <summary>Prices change with the day although nobody changes the catalogue. A line is priced by its own site's day.</summary>
    private async ValueTask<Copy> TodayAsync(CancellationToken ct)
    {
        var books = await _cache.GetAsync(ct);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var priced = _priced;
        if (priced is null || priced.Books != books || priced.Day != today)
        {
            _priced = priced = new Priced(books, today, books.On(today));
        }

        return priced.Copy;
    }

    private static async Task<Copy> LoadAsync(MainstayDb db, CancellationToken ct)
    {
        var categories = await db.Set<Category>().AsNoTracking().OrderBy(category => category.Code).ToListAsync(ct);
        var byCategory = categories.ToFrozenDictionary(category => category.Id);
        var models = (await db.Set<Model>().AsNoTracking().ToListAsync(ct))
            .Select(model => ToInfo(model, byCategory[model.Category]))
            .OrderBy(model => model.Code, StringComparer.Ordinal)
            .ToList();
        var prices = (await db.Set<PartPrice>().AsNoTracking().OrderBy(price => price.ValidFrom).ToListAsync(ct)).ToLookup(price => price.Part, price => price.ToInfo());
        var parts = (await db.Set<Part>().AsNoTracking().ToListAsync(ct))
            .Select(part => ToInfo(part, prices[part.Id]))
            .OrderBy(part => part.Number, StringComparer.Ordinal)
            .ToList();
        var byId = models.ToFrozenDictionary(model => model.Id);
        var partById = parts.ToFrozenDictionary(part => part.Id);
        var fits = await db.Set<PartFit>().AsNoTracking().ToListAsync(ct);
        var tacs = await db.Set<Tac>().AsNoTracking().ToListAsync(ct);
        return new Copy(
            byId,
            models.ToFrozenDictionary(model => model.Code, StringComparer.Ordinal),
            tacs.ToFrozenDictionary(tac => tac.Code, tac => byId[tac.Model], StringComparer.Ordinal),
            [.. models.Where(model => !model.Code.StartsWith(HistoryPrefix, StringComparison.Ordinal))],
            partById,
            parts.ToFrozenDictionary(part => part.Number, StringComparer.Ordinal),
            fits.GroupBy(fit => fit.Model).ToFrozenDictionary(
                same => same.Key,
                same => (IReadOnlyList<PartInfo>)[.. same.Select(fit => partById[fit.Part]).OrderBy(part => part.Number, StringComparer.Ordinal)]),
            parts,
            byCategory.ToFrozenDictionary(pair => pair.Key, pair => ToInfo(pair.Value)),
            [.. categories.Where(category => !category.Code.StartsWith(HistoryPrefix, StringComparison.OrdinalIgnoreCase)).Select(ToInfo)]);
    }

    private static ModelInfo ToInfo(Model model, Category category) => new(
        model.Id, model.Code, model.Name, model.Brand, model.Category, category.Code, model.Maker, model.Value, category.NeedsImei);

    private static PartInfo ToInfo(Part part, IEnumerable<DatedPrice> changes) => new(
        part.Id, part.Number, part.Name, part.Class, part.Category, part.Cost, part.Price, part.RepairLevel, part.SerialTracked)
    {
        Prices = [new DatedPrice(null, part.Cost, part.Price), .. changes],
        Version = part.Version,
    };

    private static CategoryInfo ToInfo(Category category) => new(
        category.Id, category.Code, category.Name, category.NameHi, category.StandardRepairMinutes, category.NeedsImei, category.SameDayEligible, category.Hsn);

    private sealed record Copy(
        FrozenDictionary<ModelId, ModelInfo> Models,
        FrozenDictionary<string, ModelInfo> ByCode,
        FrozenDictionary<string, ModelInfo> ByTac,
        IReadOnlyList<ModelInfo> AllModels,
        FrozenDictionary<PartId, PartInfo> Parts,
        FrozenDictionary<string, PartInfo> ByNumber,
        FrozenDictionary<ModelId, IReadOnlyList<PartInfo>> Fitting,
        IReadOnlyList<PartInfo> AllParts,
        FrozenDictionary<CategoryId, CategoryInfo> Categories,
        IReadOnlyList<CategoryInfo> AllCategories)
    {
        public Copy On(DateOnly day)
        {
            var parts = AllParts.Select(part => part.On(day)).ToList();
            if (parts.SequenceEqual(AllParts, ReferenceEqualityComparer.Instance))
            {
                return this;
            }

            var byId = parts.ToFrozenDictionary(part => part.Id);
            return this with
            {
                Parts = byId,
                ByNumber = parts.ToFrozenDictionary(part => part.Number, StringComparer.Ordinal),
                Fitting = Fitting.ToFrozenDictionary(pair => pair.Key, pair => (IReadOnlyList<PartInfo>)[.. pair.Value.Select(part => byId[part.Id])]),
                AllParts = parts,
            };
        }
    }

    private sealed record Priced(Copy Books, DateOnly Day, Copy Copy);
}
