using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

internal sealed class CoverBook(MainstayDb db, PolicyBook policies, IdSource ids) : ICover
{
    public async ValueTask<CoverDecision> DecideAsync(CoverInputs inputs, CancellationToken ct)
    {
        var (version, table) = await policies.WarrantyAsync(inputs.Today, ct);
        return table.Decide(inputs, version);
    }

    public async ValueTask<CoverRule> RuleAsync(DateOnly day, CancellationToken ct)
    {
        var (version, table) = await policies.WarrantyAsync(day, ct);
        return inputs => table.Decide(inputs, version);
    }

    public async Task<CoverFacts> FactsAsync(DeviceId root, CancellationToken ct)
    {
        var device = db.Set<Device>().Local.FirstOrDefault(d => d.Id == root) // Registered at this very counter and not stored yet.
            ?? await db.Set<Device>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == root, ct)
            ?? throw DeviceBook.NotFound();
        var covers = await db.Set<Cover>().AsNoTracking().Where(cover => cover.Root == root).ToListAsync(ct);
        var programmes = device.BuildWeek is not { } week
            ? []
            : await db.Set<Programme>().AsNoTracking()
                .Where(programme => programme.Model == device.Model && programme.BuiltFrom <= week && week <= programme.BuiltUntil)
                .ToListAsync(ct);
        return FactsOf(device, covers, programmes);
    }

    /// <param name="programmes">Those that the device's model and build week fall into.</param>
    internal static CoverFacts FactsOf(Device device, IReadOnlyList<Cover> covers, IReadOnlyList<Programme> programmes) => new(
            device.WarrantyStart,
            device.Channel,
            device.Country,
            [.. covers.Where(cover => cover.Kind != Cover.Repair).Select(cover => new BoughtCover(cover.Kind, cover.PartClass, cover.StartsOn, cover.EndsOn))],
            covers.Where(cover => cover.Kind == Cover.Repair)
                .GroupBy(cover => cover.PartClass!)
                .ToDictionary(same => same.Key, same => same.Max(cover => cover.EndsOn)),
            [.. programmes.Select(programme => new ProgrammeInfo(programme.Code, programme.PartClass, programme.EndsOn))]);

    public void GrantRepairWarranty(DeviceId root, Guid caseId, string partClass, DateOnly from, DateOnly until) =>
        db.Add(new Cover
        {
            Id = ids.Next<CoverId>(),
            Root = root,
            Kind = Cover.Repair,
            PartClass = partClass,
            StartsOn = from,
            EndsOn = until,
            CaseId = caseId,
        });
}
