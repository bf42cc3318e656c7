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
        var twice = await live.Where(d => d.Imei1 != null)
            .Join(live.Where(d => d.Imei2 != null), first => first.Imei1, second => second.Imei2, (first, second) => new { First = first.Id, Second = second.Id })
            .Take(CheckList.Most)
            .ToListAsync(ct);
        return new CheckResult(
            await live.LongCountAsync(ct),
            [.. twice.Select(pair => $"Devices {pair.First} and {pair.Second} have the same IMEI.")]);
    }
}

internal static class CheckList
{
    /// <summary>So many violations are listed.</summary>
    public const int Most = 100;
}
