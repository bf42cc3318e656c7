using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>Devices by the numbers on them; each way is one look into one index.</summary>
internal static class Identified
{
    public static async Task<Device?> ByTextAsync(IQueryable<Device> devices, string text, CancellationToken ct)
    {
        if (Imei.TryParse(text, out var imei)
            && await devices.FirstOrDefaultAsync(d => d.Imei1 == imei || d.Imei2 == imei, ct) is { } byImei)
        {
            return byImei;
        }

        if (Eid.TryNormalise(text, out var eid))
        {
            return await ByEidAsync(devices, eid, ct);
        }

        return Serial.TryNormalise(text, out var serial) ? await devices.FirstOrDefaultAsync(d => d.Serial == serial, ct) : null;
    }

    /// <summary>A device, saved or only added, that carries one of the numbers already.</summary>
    public static async Task<Device?> FirstTakenAsync(MainstayDb db, Numbers numbers, CancellationToken ct)
    {
        foreach (var imei in new[] { numbers.Imei1, numbers.Imei2 }.OfType<Imei>())
        {
            if (db.Set<Device>().Local.FirstOrDefault(d => d.HasNumber(imei)) is { } added)
            {
                return added;
            }

            if (await db.Set<Device>().FirstOrDefaultAsync(d => d.Imei1 == imei || d.Imei2 == imei, ct) is { } taken)
            {
                return taken;
            }
        }

        return numbers.Serial is not { } serial
            ? null
            : db.Set<Device>().Local.FirstOrDefault(d => d.Serial == serial)
                ?? await db.Set<Device>().FirstOrDefaultAsync(d => d.Serial == serial, ct);
    }

    private static Task<Device?> ByEidAsync(IQueryable<Device> devices, string eid, CancellationToken ct) =>
        devices.FirstOrDefaultAsync(d => d.Eid == eid, ct);
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
