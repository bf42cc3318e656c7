using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices.Checks;

/// <summary>Every IMEI ends in its check digit, every EID in its two.</summary>
internal sealed class NumbersCheck : ICheck
{
    public string Name => "devices.numbers";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var rows = 0L;
        var violations = new List<string>();
        await foreach (var device in db.Set<Device>().AsNoTracking().Select(d => new { d.Id, d.Imei1, d.Imei2, d.Eid }).AsAsyncEnumerable().WithCancellation(ct))
        {
            rows++;
            if (violations.Count == CheckList.Most)
            {
                continue;
            }

            if (device.Imei1 is { IsSound: false } || device.Imei2 is { IsSound: false })
            {
                violations.Add($"Device {device.Id} has an IMEI whose check digit is wrong.");
            }

            if (device.Eid is { } eid && !Eid.TryNormalise(eid, out _))
            {
                violations.Add($"Device {device.Id} has an EID whose check digits are wrong.");
            }
        }

        return new CheckResult(rows, violations);
    }
}

/// <summary>No IMEI is the first of one device in use and the second of another; within one column the index sees to it.</summary>
internal sealed class ImeiUniqueCheck : ICheck
{
    public string Name => "devices.imei_unique";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var live = db.Set<Device>().AsNoTracking().Where(d => d.State == Contracts.DeviceState.InUse);

        // Counted rather than joined: the indexes hold first lives only, and a join without one compares every device with every other.
        var numbers = live.Where(d => d.Imei1 != null).Select(d => d.Imei1).Concat(live.Where(d => d.Imei2 != null).Select(d => d.Imei2));
        var twice = await numbers.GroupBy(number => number).Where(same => same.Count() > 1).Select(same => same.Key).Take(CheckList.Most).ToListAsync(ct);
        var holders = await live.Where(d => twice.Contains(d.Imei1) || twice.Contains(d.Imei2)).Select(d => d.Id).Take(CheckList.Most).ToListAsync(ct);
        return new CheckResult(
            await live.LongCountAsync(ct),
            [.. holders.Select(device => $"Device {device} has an IMEI that stands twice.")]);
    }
}

internal static class CheckList
{
    /// <summary>So many violations are listed.</summary>
    public const int Most = 100;
}
