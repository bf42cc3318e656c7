using Mainstay.Access.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;

namespace Mainstay.Devices;

/// <summary>The owner or the police report a device stolen, or found again. Nothing is repaired or handed out while it is stolen.</summary>
public sealed record MarkStolen(DeviceId Device, bool Found = false);

public sealed class MarkStolenHandler(MainstayDb db, IAudit audit)
{
    public async Task HandleAsync(MarkStolen request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.CentreManager, Role.Agent, Role.HeadOfService, Role.Administrator);
        var device = await db.Set<Device>().FindAsync([request.Device], ct) ?? throw DeviceBook.NotFound();
        if (request.Found)
        {
            device.MarkFound();
        }
        else
        {
            device.MarkStolen();
        }

        audit.Changed(actor, request.Found ? "devices.mark_found" : "devices.mark_stolen", $"device:{device.Id}", null);
        await db.SaveChangesAsync(ct);
    }
}
