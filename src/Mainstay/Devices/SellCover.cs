using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Devices;

/// <summary>An extended or damage cover the customer bought for a device.</summary>
/// <param name="Kind">What policies speak of, such as <c>extended</c> or <c>accidental_damage</c>.</param>
/// <param name="PartClass">Null for every part.</param>
/// <param name="Until">Last day.</param>
/// <param name="Insurer">Null when the maker stands for it himself.</param>
public sealed record SellCover(DeviceId Device, string Kind, string? PartClass, DateOnly From, DateOnly Until, OrganisationId? Insurer);

public sealed class SellCoverHandler(MainstayDb db, IOrganisations organisations, IAudit audit, IdSource ids)
{
    public async Task<CoverId> HandleAsync(SellCover request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.FrontDesk, Role.CentreManager, Role.Agent, Role.Integrator, Role.Administrator);
        CatalogueRules.DemandWord(request.Kind, "kind of cover");
        if (request.PartClass is not null)
        {
            CatalogueRules.DemandWord(request.PartClass, "part class");
        }

        if (request.Kind == Cover.Repair)
        {
            throw CatalogueRules.Invalid("A repair's own warranty is given by the repair, not sold.");
        }

        if (request.Until < request.From)
        {
            throw new RefusedException("date-not-possible", "The cover ends before it begins.");
        }

        if (request.Insurer is { } insurer && !(await organisations.GetAsync(insurer, ct)).Kinds.Contains(OrganisationKind.Insurer))
        {
            throw CatalogueRules.Invalid("The organisation named as insurer is none.");
        }

        var device = await db.Set<Device>().FindAsync([request.Device], ct) ?? throw DeviceBook.NotFound();
        if (device.State != DeviceState.InUse)
        {
            throw new RefusedException("device-not-live", "A cover is sold for a device in use.");
        }

        var cover = new Cover
        {
            Id = ids.Next<CoverId>(),
            Root = device.ChainRoot,
            Kind = request.Kind,
            PartClass = request.PartClass,
            StartsOn = request.From,
            EndsOn = request.Until,
            Insurer = request.Insurer,
        };
        db.Add(cover);
        audit.Changed(actor, "devices.sell_cover", $"device:{device.ChainRoot}", null);
        await db.SaveChangesAsync(ct);
        return cover.Id;
    }
}
