using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Queries;

/// <summary>One box with everything its delivery challan says.</summary>
public sealed record ViewConsignment(ConsignmentId Consignment);

/// <param name="Lines">One a thing, in the order of case numbers.</param>
/// <param name="ReceivedAt">Null while anything in it has not been scanned in.</param>
public sealed record ConsignmentView(
    ConsignmentId Id, string Number, int Version, string State, SiteInfo From, SiteInfo To, string? Carrier, string? CarrierReference, string? EWayBill,
    Money Declared, Money Value, DateTimeOffset CreatedAt, DateTimeOffset? DispatchedAt, DateTimeOffset? ReceivedAt, IReadOnlyList<ConsignmentLine> Lines);

/// <param name="Hsn">Heading of the customs tariff; what goes with a device follows it. Null where the catalogue does not say.</param>
/// <param name="Value">Of the device as good as new; nothing for accessories.</param>
public sealed record ConsignmentLine(CaseId Case, string CaseNumber, ItemKind Kind, string? Identifier, string Description, string Category, string? Hsn, Money Value);

public sealed class ViewConsignmentHandler(MainstayDb db, ISites sites, ICatalogue catalogue)
{
    public async Task<ConsignmentView> HandleAsync(ViewConsignment request, Actor actor, CancellationToken ct)
    {
        var box = await db.Consignments.AsNoTracking().SingleOrDefaultAsync(c => c.Id == request.Consignment, ct)
            ?? throw new RefusedException("consignment-not-found", "There is no such consignment.");
        var from = await sites.GetAsync(box.From, ct);
        var to = await sites.GetAsync(box.To, ct);
        if (!actor.Reaches(from.Ref) && !actor.Reaches(to.Ref))
        {
            actor.DemandSight(from.Ref);
        }

        Guid? holder = box.Id.Value;
        var rows = await (
            from item in db.Items.AsNoTracking()
            where item.HolderKind == HolderKind.Consignment && item.Holder == holder
            join c in db.Cases.AsNoTracking() on item.Case equals c.Id
            orderby c.Number, item.Id
            select new { item.Kind, item.Identifier, item.Case, c.Number, c.Model }).ToListAsync(ct);
        var lines = new List<ConsignmentLine>(rows.Count);
        foreach (var row in rows)
        {
            var model = await catalogue.ModelAsync(row.Model, ct);
            var isDevice = row.Kind is ItemKind.Device or ItemKind.ReplacedDevice;
            lines.Add(new ConsignmentLine(
                row.Case, row.Number, row.Kind, row.Identifier, model?.FullName ?? "", model?.CategoryCode ?? "",
                model is null ? null : (await catalogue.CategoryAsync(model.Category, ct))?.Hsn,
                isDevice && model is not null ? model.Value : new Money(0, box.Currency)));
        }

        return new ConsignmentView(
            box.Id, box.Number, box.Version, EnumText<ConsignmentState>.Of(box.State), from, to, box.Carrier, box.CarrierReference, box.EWayBill,
            new Money(box.DeclaredMinor, box.Currency), new Money(lines.Sum(line => line.Value.Minor), box.Currency),
            box.CreatedAt, box.DispatchedAt, box.ReceivedAt, lines);
    }
}
