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
        if (db.Set<Device>().Local.FirstOrDefault(d => d.Id == root) is { } added)
        {
            return FactsOf(added, [], await ProgrammesOfAsync(added, ct)); // Registered at this very counter and not stored yet.
        }

        var found = await KnownAsync(db, root, ct) ?? throw DeviceBook.NotFound();
        return FactsOf(found.Device, found.Covers, found.Programmes);
    }

    /// <summary>A device with all that cover and ownership say of it, in one question: a desk waits for the answer.</summary>
    internal static Task<KnownDevice?> KnownAsync(MainstayDb db, DeviceId device, CancellationToken ct)
    {
        var (covers, programmes, ownerships) = (db.Set<Cover>(), db.Set<Programme>(), db.Set<Ownership>());
        return db.Set<Device>().AsNoTracking().AsSingleQuery()
            .Where(d => d.Id == device)
            .Select(d => new KnownDevice(
                d,
                covers.Where(cover => cover.Root == d.Id).ToList(),
                programmes.Where(programme => programme.Model == d.Model && programme.BuiltFrom <= d.BuildWeek && d.BuildWeek <= programme.BuiltUntil).ToList(),
                ownerships.Where(ownership => ownership.Root == d.Id && ownership.Until == null).ToList()))
            .FirstOrDefaultAsync(ct);
    }

    private async Task<List<Programme>> ProgrammesOfAsync(Device device, CancellationToken ct) => device.BuildWeek is not { } week
        ? []
        : await db.Set<Programme>().AsNoTracking()
            .Where(programme => programme.Model == device.Model && programme.BuiltFrom <= week && week <= programme.BuiltUntil)
            .ToListAsync(ct);

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

internal sealed record KnownDevice(Device Device, List<Cover> Covers, List<Programme> Programmes, List<Ownership> Owners);
