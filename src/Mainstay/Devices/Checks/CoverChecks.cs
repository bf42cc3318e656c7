using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices.Checks;

/// <summary>Nobody gave away more than his budget, and no commitment is below zero.</summary>
internal sealed class GoodwillCheck : ICheck
{
    public string Name => "devices.goodwill";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var budgets = db.Set<GoodwillBudget>().AsNoTracking();
        var wrong = await budgets.Where(b => b.CommittedMinor < 0 || b.CommittedMinor > b.AmountMinor).Take(CheckList.Most).ToListAsync(ct);
        return new CheckResult(
            await budgets.LongCountAsync(ct),
            [.. wrong.Select(b => $"Goodwill budget {b.Id} of {b.Month:yyyy-MM} has {b.CommittedMinor} committed of {b.AmountMinor}.")]);
    }
}

/// <summary>Covers hang on the first identity of a chain and end after they begin; a repair's warranty names its part and its case.</summary>
internal sealed class CoversCheck : ICheck
{
    public string Name => "devices.covers";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var covers = db.Set<Cover>().AsNoTracking();
        var wrong = await covers
            .Where(cover => cover.EndsOn < cover.StartsOn
                || (cover.Kind == Cover.Repair && (cover.PartClass == null || cover.CaseId == null))
                || db.Set<Device>().Any(d => d.Id == cover.Root && d.Root != null))
            .Select(cover => cover.Id)
            .Take(CheckList.Most)
            .ToListAsync(ct);
        return new CheckResult(
            await covers.LongCountAsync(ct),
            [.. wrong.Select(cover => $"Cover {cover} ends before it begins, hangs on a replaced identity, or does not say what it stands for.")]);
    }
}

/// <summary>A device has one present owner at most, and no time of ownership ends before it began.</summary>
internal sealed class OwnersCheck : ICheck
{
    public string Name => "devices.owners";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var owners = db.Set<Ownership>().AsNoTracking();
        var twice = await owners.Where(o => o.Until == null).GroupBy(o => o.Root).Where(same => same.Count() > 1).Select(same => same.Key).Take(CheckList.Most).ToListAsync(ct);
        var backwards = await owners.Where(o => o.Until < o.Since).Select(o => o.Root).Take(CheckList.Most).ToListAsync(ct);
        return new CheckResult(
            await owners.LongCountAsync(ct),
            [.. twice.Select((DeviceId root) => $"Device {root} has two present owners.")
                .Concat(backwards.Select(root => $"An owner's time with device {root} ends before it began."))
                .Take(CheckList.Most)]);
    }
}
