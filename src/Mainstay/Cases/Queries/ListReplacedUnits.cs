using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Queries;

/// <summary>Units that were replaced and are at the site now, to be refurbished or in its swap stock already.</summary>
public sealed record ListReplacedUnits(SiteId Site);

/// <param name="Device">The unit in its latest life.</param>
/// <param name="InStock">Refurbished and free to be issued again.</param>
public sealed record ReplacedUnit(DeviceInfo Device, string Model, string CaseNumber, DateTimeOffset Since, bool InStock);

public sealed class ListReplacedUnitsHandler(MainstayDb db, ISites sites, IDevices devices, ICatalogue catalogue)
{
    private const int Most = 500;

    public async Task<IReadOnlyList<ReplacedUnit>> HandleAsync(ListReplacedUnits request, Actor actor, CancellationToken ct)
    {
        actor.Demand((await sites.GetAsync(request.Site, ct)).Ref, Role.FactoryOperator, Role.FactoryManager, Role.Storekeeper, Role.Planner, Role.HeadOfService);
        var rows = await (
            from item in db.Items.AsNoTracking()
            join c in db.Cases on item.Case equals c.Id
            where item.StaysWithUs && item.Site == request.Site && item.Kind == ItemKind.Device
                && (item.HolderKind == HolderKind.Person || item.HolderKind == HolderKind.Shelf || item.HolderKind == HolderKind.Stock)
            orderby item.HeldSince
            select new { item.Identifier, item.HolderKind, item.HeldSince, c.Number }).Take(Most).ToListAsync(ct);
        var found = await devices.FindByNumbersAsync([.. rows.Select(row => row.Identifier).OfType<string>().Distinct()], ct);
        var units = new List<ReplacedUnit>();
        foreach (var row in rows)
        {
            if (row.Identifier is { } number && found.GetValueOrDefault(number) is { } device)
            {
                var model = await catalogue.ModelAsync(device.Model, ct);
                units.Add(new ReplacedUnit(device, model?.FullName ?? "", row.Number, row.HeldSince, row.HolderKind == HolderKind.Stock));
            }
        }

        return units;
    }
}
