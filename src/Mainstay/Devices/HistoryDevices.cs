using System.Security.Cryptography;
using System.Text;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

internal sealed class HistoryDevices(MainstayDb db, IdSource ids) : IHistoryDevices
{
    private const int LongestSlug = 24;

    public async Task<IReadOnlyDictionary<string, (ModelId Model, CategoryId Category)>> EnsureModelsAsync(
        IReadOnlyCollection<string> categories, OrganisationId publisher, CancellationToken ct)
    {
        var found = new Dictionary<string, (ModelId, CategoryId)>(StringComparer.Ordinal);
        var added = false;
        foreach (var name in categories.Distinct(StringComparer.Ordinal))
        {
            var code = Catalogue.HistoryPrefix + CodeOf(name);
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

    public async Task MoveAsync(IReadOnlyDictionary<DeviceId, ModelId> models, CancellationToken ct)
    {
        var wanted = models.Keys.ToList();
        foreach (var device in await db.Set<Device>().Where(device => wanted.Contains(device.Id)).ToListAsync(ct))
        {
            db.Entry(device).Property(d => d.Model).CurrentValue = models[device.Id];
        }
    }

    /// <summary>
    /// The beginning of the name for people, and a digest of all of it, because <c>Mobile</c> and <c>mobile </c> are two categories:
    /// stable, so that the same file finds the same category again.
    /// </summary>
    private static string CodeOf(string name)
    {
        var text = new StringBuilder();
        foreach (var c in Searchable.Name(name).ToUpperInvariant().Take(LongestSlug))
        {
            text.Append(char.IsAsciiLetterOrDigit(c) ? c : '-');
        }

        return $"{text}-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
    }
}
