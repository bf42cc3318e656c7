using Mainstay.Access.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>Writes a device into the books: first seen at a counter, or told by a maker's other system.</summary>
public sealed record RegisterDevice(ModelId Model, Identifiers Identifiers, DateOnly? SoldOn, string? Channel, string? Country, int? BuildWeek);

public sealed class RegisterDeviceHandler(MainstayDb db, IDevices devices, IAudit audit)
{
    private readonly DeviceBook _book = (DeviceBook)devices;

    public async Task<DeviceInfo> HandleAsync(RegisterDevice request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.FrontDesk, Role.Agent, Role.CentreManager, Role.QualityEngineer, Role.Integrator, Role.Administrator);
        BuildWeeks.Demand(request.BuildWeek);
        var device = await _book.NewAsync(request.Model, request.Identifiers, request.BuildWeek, ct);
        if (request.SoldOn is { } day)
        {
            _book.DemandPossible(day);
            device.Sell(day, null, request.Channel, request.Country);
        }

        db.Add(device);
        audit.Changed(actor, "devices.register", $"device:{device.Id}", null);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (TakenNumbers.Explain(e) is { } taken)
        {
            throw taken;
        }

        return device.ToInfo();
    }
}
