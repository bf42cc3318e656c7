using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>All we know of a device and its earlier identities. Owners are ids here; whoever shows their names logs the read.</summary>
public sealed record DeviceHistory(DeviceId Device);

public sealed record SwapRow(DeviceId From, DeviceId To, SwapKind Kind, Guid CaseId, DateTimeOffset At);

public sealed record CoverRow(string Kind, string? PartClass, DateOnly From, DateOnly Until, Guid? CaseId);

public sealed record OwnerRow(CustomerId Customer, DateOnly From, DateOnly? Until);

public sealed record DeviceStory(
    DeviceInfo Present,
    ModelInfo Model,
    IReadOnlyList<DeviceInfo> Chain,
    IReadOnlyList<SwapRow> Swaps,
    IReadOnlyList<CoverRow> Covers,
    IReadOnlyList<OwnerRow> Owners,
    CoverFacts Facts);

public sealed class DeviceHistoryHandler(MainstayDb db, IDevices devices, ICatalogue catalogue, ICover cover)
{
    public async Task<DeviceStory> HandleAsync(DeviceHistory request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Enum.GetValues<Role>());
        var device = await devices.FindAsync(request.Device, ct) ?? throw DeviceBook.NotFound();
        var chain = await devices.ChainAsync(device.Root, ct);
        var inChain = chain.Select(node => node.Id).ToList();
        var swaps = await db.Set<DeviceLink>().AsNoTracking().Where(link => inChain.Contains(link.Predecessor)).ToListAsync(ct);
        var covers = await db.Set<Cover>().AsNoTracking().Where(c => c.Root == device.Root).ToListAsync(ct);
        var owners = await db.Set<Ownership>().AsNoTracking().Where(o => o.Root == device.Root).ToListAsync(ct);
        return new DeviceStory(
            chain.FirstOrDefault(node => node.State != DeviceState.Replaced) ?? device,
            await catalogue.ModelAsync(device.Model, ct) ?? throw new RefusedException("model-not-found", "There is no such model."),
            chain,
            [.. swaps.OrderBy(link => link.At).Select(link => new SwapRow(link.Predecessor, link.Successor, link.Kind, link.CaseId, link.At))],
            [.. covers.OrderBy(c => c.StartsOn).ThenBy(c => c.Id.Value).Select(c => new CoverRow(c.Kind, c.PartClass, c.StartsOn, c.EndsOn, c.CaseId))],
            [.. owners.OrderBy(o => o.Since).ThenBy(o => o.Id.Value).Select(o => new OwnerRow(o.Customer, o.Since, o.Until))],
            await cover.FactsAsync(device.Root, ct));
    }
}
