using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Factory;

/// <summary>
/// Units that were replaced and came back. In its old case such a thing still has exactly one holder (law 11): whoever works on
/// it, then the swap stock, then the case it was issued in, which goes on with a thing of its own.
/// </summary>
public sealed class SwapStock(MainstayDb db, IDevices devices)
{
    internal async Task<Item?> ItemOfAsync(DeviceInfo replaced, CancellationToken ct)
    {
        if (await devices.ReplacedInAsync(replaced.Id, ct) is not { } id)
        {
            return null;
        }

        var of = new CaseId(id);
        string?[] numbers = [replaced.Imei1, replaced.Serial];
        return await db.Items.FirstOrDefaultAsync(item => item.Case == of && item.StaysWithUs && numbers.Contains(item.Identifier), ct);
    }

    /// <summary>The unit leaves the stock with the case that gives it to a customer. Joins the caller's unit of work.</summary>
    internal async Task IssueAsync(DeviceInfo unit, CaseId issuedIn, Step step, CancellationToken ct)
    {
        string?[] numbers = [unit.Imei1, unit.Serial];
        var item = await db.Items.FirstOrDefaultAsync(i => i.HolderKind == HolderKind.Stock && i.StaysWithUs && numbers.Contains(i.Identifier), ct);
        if (item is not null)
        {
            Pass(item, HolderKind.Case, issuedIn.Value, item.Site, step);
        }
    }

    internal void Pass(Item item, HolderKind kind, Guid holder, SiteId site, Step step)
    {
        db.Add(new CustodyMove
        {
            Item = item.Id,
            Sequence = ++item.Moves,
            Case = item.Case,
            FromKind = item.HolderKind,
            FromHolder = item.Holder,
            ToKind = kind,
            ToHolder = holder,
            By = step.By,
            Site = site,
            At = step.OccurredAt,
        });
        (item.HolderKind, item.Holder, item.HeldSince) = (kind, holder, step.OccurredAt);
    }
}

/// <summary>A replaced unit at the factory is as good as new and goes into the swap stock.</summary>
public sealed record RefurbishUnit(DeviceId Device);

public sealed class RefurbishUnitHandler(MainstayDb db, CaseDesk desk, SwapStock stock, IDevices devices, ISites sites, IAudit audit)
{
    public async Task<DeviceInfo> HandleAsync(RefurbishUnit request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.FactoryOperator, Role.FactoryManager);
        var replaced = await devices.FindAsync(request.Device, ct) ?? throw new RefusedException("device-not-found", "There is no such device.");
        var item = await stock.ItemOfAsync(replaced, ct);
        if (replaced.State != DeviceState.Replaced || item is null)
        {
            throw new RefusedException("device-not-replaced", "Only a unit that was replaced in one of our cases and came back begins anew.");
        }

        var at = await sites.GetAsync(item.Site, ct);
        if (at.Ref.Kind != SiteKind.RepairFactory || item.HolderKind is not (HolderKind.Person or HolderKind.Shelf))
        {
            throw item.HolderKind is HolderKind.Stock or HolderKind.Case
                ? new RefusedException("refurbished-already", "This unit was refurbished already; search for its number to see what it is today.")
                : new RefusedException("not-at-factory", "The unit is not at a factory: scan its consignment in first.");
        }

        actor.Demand(at.Ref, Role.FactoryOperator, Role.FactoryManager);
        var step = await desk.StepAsync(actor, at.Id, null, ct);
        var unit = await devices.RefurbishAsync(replaced.Id, ct);
        stock.Pass(item, HolderKind.Stock, at.Id.Value, at.Id, step);
        audit.Changed(actor, "case.refurbish_unit", $"device:{unit.Id}", at.Id);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (UniqueViolation.IndexOf(e) is not null)
        {
            throw new RefusedException("refurbished-already", "Somebody entered this unit as refurbished in the same moment.");
        }

        return unit;
    }
}
