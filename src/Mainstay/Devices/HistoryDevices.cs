using System.Text;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

internal sealed class HistoryDevices(MainstayDb db, IdSource ids) : IHistoryDevices
{
    public async Task<IReadOnlyDictionary<string, (ModelId Model, CategoryId Category)>> EnsureModelsAsync(
        IReadOnlyCollection<string> categories, OrganisationId publisher, CancellationToken ct)
    {
        var found = new Dictionary<string, (ModelId, CategoryId)>(StringComparer.Ordinal);
        var added = false;
        foreach (var name in categories.Distinct(StringComparer.Ordinal))
        {
            var code = Catalogue.HistoryPrefix + Slug(name);
            var model = await db.Set<Model>().FirstOrDefaultAsync(m => m.Code == code, ct);
            if (model is null)
            {
                var category = new Category
                {
                    Id = ids.Next<CategoryId>(),
                    Code = code.ToLowerInvariant(),
                    Name = name,
                    NameHi = name,
                    StandardRepairMinutes = 60,
                    NeedsImei = false,
                    SameDayEligible = false,
                };
                model = new Model
                {
                    Id = ids.Next<ModelId>(),
                    Code = code,
                    Name = name,
                    Brand = "—",
                    Maker = publisher,
                    Category = category.Id,
                    ValueMinor = 0,
                    Currency = "INR",
                };
                db.AddRange(category, model);
                added = true;
            }

            found.Add(name, (model.Id, model.Category));
        }

        if (added)
        {
            await Revisions.TouchAsync(db, ids, Catalogue.Name, ct);
            await db.SaveChangesAsync(ct);
        }

        return found;
    }

    public async Task<IReadOnlyList<DeviceId>> AddAsync(IReadOnlyList<ModelId> models, CancellationToken ct)
    {
        var devices = models.Select(model => new Device { Id = ids.Next<DeviceId>(), Model = model }).ToList();
        await Bulk.InsertAsync(db, devices, ct);
        return [.. devices.Select(device => device.Id)];
    }

    /// <summary>Letters and digits of the name, the rest as hyphens: stable, so that the same file finds the same category again.</summary>
    private static string Slug(string name)
    {
        var text = new StringBuilder();
        foreach (var c in Searchable.Name(name).ToUpperInvariant())
        {
            text.Append(char.IsLetterOrDigit(c) ? c : '-');
        }

        return text.Length == 0 ? "NONE" : text.ToString();
    }
}
