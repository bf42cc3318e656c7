using System.Linq.Expressions;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>
/// Devices by the numbers on them; each way is one look into one index of first lives. A unit that was refurbished is followed to
/// its latest life, which only a replaced one can have.
/// </summary>
internal static class Identified
{
    public static async Task<Device?> ByTextAsync(IQueryable<Device> devices, string text, CancellationToken ct)
    {
        if (Imei.TryParse(text, out var imei)
            && await devices.FirstOrDefaultAsync(WithImei(imei), ct) is { } byImei)
        {
            return await LatestAsync(devices, byImei, ct);
        }

        if (Eid.TryNormalise(text, out var eid))
        {
            return await LatestAsync(devices, await devices.FirstOrDefaultAsync(d => d.Eid == eid && d.Former == null, ct), ct);
        }

        return Serial.TryNormalise(text, out var serial)
            ? await LatestAsync(devices, await devices.FirstOrDefaultAsync(d => d.Serial == serial && d.Former == null, ct), ct)
            : null;
    }

    /// <summary>The condition of the indexes stands on both sides of the or: SQLite uses neither otherwise, and walks the table.</summary>
    internal static Expression<Func<Device, bool>> WithImei(Imei imei) =>
        d => (d.Imei1 == imei && d.Former == null) || (d.Imei2 == imei && d.Former == null);

    public static async Task<Device?> LatestAsync(IQueryable<Device> devices, Device? first, CancellationToken ct)
    {
        var latest = first;
        while (latest is { State: DeviceState.Replaced, Id: var former } && await devices.FirstOrDefaultAsync(d => d.Former == former, ct) is { } next)
        {
            latest = next;
        }

        return latest;
    }

    /// <summary>A device, saved or only added, that carries one of the numbers already.</summary>
    public static async Task<Device?> FirstTakenAsync(MainstayDb db, Numbers numbers, CancellationToken ct)
    {
        foreach (var imei in new[] { numbers.Imei1, numbers.Imei2 }.OfType<Imei>())
        {
            if (db.Set<Device>().Local.FirstOrDefault(d => d.HasNumber(imei) && d.State != DeviceState.Replaced) is { } added)
            {
                return added;
            }

            if (await db.Set<Device>().FirstOrDefaultAsync(WithImei(imei), ct) is { } taken)
            {
                return await LatestAsync(db.Set<Device>(), taken, ct);
            }
        }

        return numbers.Serial is not { } serial
            ? null
            : db.Set<Device>().Local.FirstOrDefault(d => d.Serial == serial && d.State != DeviceState.Replaced)
                ?? await LatestAsync(db.Set<Device>(), await db.Set<Device>().FirstOrDefaultAsync(d => d.Serial == serial && d.Former == null, ct), ct);
    }
}

/// <summary>The order of a chain, from its first identity along the links.</summary>
internal static class Chains
{
    public static IEnumerable<Device> InOrder(
        DeviceId root, IReadOnlyDictionary<DeviceId, Device> nodes, IReadOnlyDictionary<DeviceId, DeviceId> next)
    {
        var left = nodes.Count;
        for (var at = root; nodes.TryGetValue(at, out var node) && left > 0; left--)
        {
            yield return node;
            if (!next.TryGetValue(at, out at))
            {
                yield break;
            }
        }
    }
}
