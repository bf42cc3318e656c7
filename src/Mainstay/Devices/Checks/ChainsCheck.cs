using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices.Checks;

/// <summary>
/// Identities that follow each other: the root is there and is the first, the links lead through all of them once, and exactly
/// the last one lives (law 5).
/// </summary>
internal sealed class ChainsCheck : ICheck
{
    public string Name => "devices.chains";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var devices = db.Set<Device>().AsNoTracking();
        var links = await db.Set<DeviceLink>().AsNoTracking().ToDictionaryAsync(link => link.Predecessor, link => link.Successor, ct);
        var nodes = await devices.Where(d => d.Root != null || d.State == DeviceState.Replaced).Select(d => new Node(d.Id, d.Root, d.State)).ToListAsync(ct);
        var known = nodes.ToDictionary(node => node.Id);
        var violations = new List<string>();
        foreach (var chain in nodes.GroupBy(node => node.Root ?? node.Id))
        {
            if (Problem(chain.Key, [.. chain], known, links) is { } problem)
            {
                violations.Add(problem);
            }
        }

        foreach (var (from, to) in links)
        {
            if (!known.ContainsKey(from) || !known.ContainsKey(to))
            {
                violations.Add($"The link from device {from} to {to} belongs to no chain.");
            }
        }

        return new CheckResult(nodes.Count, [.. violations.Take(CheckList.Most)]);
    }

    private static string? Problem(DeviceId root, List<Node> chain, Dictionary<DeviceId, Node> known, Dictionary<DeviceId, DeviceId> links)
    {
        if (!known.TryGetValue(root, out var first))
        {
            return $"Device {chain[0].Id} continues {root}, which is not there or was never replaced.";
        }

        if (first.Root is not null)
        {
            return $"Device {chain[0].Id} continues {root}, which is not the first of its own chain.";
        }

        var seen = new HashSet<DeviceId>();
        var at = first;
        while (seen.Add(at.Id) && at.State == DeviceState.Replaced)
        {
            if (!links.TryGetValue(at.Id, out var next))
            {
                return $"Device {at.Id} was replaced, but no link says by which.";
            }

            if (!known.TryGetValue(next, out var successor) || successor.Root != root)
            {
                return $"Device {at.Id} was replaced by {next}, which belongs to another chain.";
            }

            at = successor;
        }

        return at.State == DeviceState.Replaced ? $"The chain of device {root} leads back into itself."
            : links.ContainsKey(at.Id) ? $"Device {at.Id} has a successor and yet lives."
            : seen.Count != chain.Count ? $"The chain of device {root} has {chain.Count} identities, and its links reach {seen.Count}."
            : null;
    }

    private sealed record Node(DeviceId Id, DeviceId? Root, DeviceState State);
}
