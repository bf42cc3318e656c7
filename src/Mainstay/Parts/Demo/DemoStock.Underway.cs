using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Transfers;

namespace Mainstay.Parts.Demo;

/// <summary>What stores have to do today: boxes to pick at the warehouses, and boxes on the way to centres.</summary>
public sealed partial class DemoStock
{
    private const int BusyCentres = 40;
    private const int PartsInABox = 3;

    private void Underway(IReadOnlyList<PartId> common)
    {
        var others = Keeping().Where(site => site.Ref.Kind == SiteKind.ServiceCentre && site.Supply is not null && !_ground.Shown.Contains(site.Id)).ToList();
        List<SiteInfo> busy = [.. _ground.Shown.Select(id => _sites[id]).Where(site => site.Supply is not null)];
        while (busy.Count < Math.Min(BusyCentres, others.Count))
        {
            busy.Add(_luck.Pick(others));
        }

        foreach (var (n, centre) in busy.Distinct().Index())
        {
            OneBox(_sites[centre.Supply!.Value], centre, common, isSent: n % 2 == 0);
        }
    }

    private void OneBox(SiteInfo house, SiteInfo centre, IReadOnlyList<PartId> common, bool isSent)
    {
        var asked = (_ground.End - TimeSpan.FromHours(isSent ? 26 : 3)).ToMicroseconds();
        var sent = (_ground.End - TimeSpan.FromHours(20)).ToMicroseconds();
        Transfer box = new()
        {
            Id = _ids.Next<TransferId>(),
            Number = Number($"T-{house.Ref.Code}-{asked.Year % 100:00}"),
            From = house.Id,
            To = centre.Id,
            State = isSent ? TransferState.Sent : TransferState.Requested,
            Reason = TransferReason.Replenish,
            CreatedAt = asked,
            SentAt = isSent ? sent : null,
            ExpectedOn = centre.Today(_ground.End).AddDays(isSent ? 1 : DeliveryDays),
            Carrier = isSent ? "Blue Road" : null,
        };
        _transfers.Add(box);
        List<PartId> parts = [];
        for (var tries = 0; parts.Count < PartsInABox && tries < 40; tries++)
        {
            var part = _luck.Pick(common);
            if (!parts.Contains(part) && _parts[part].Class != "display")
            {
                parts.Add(part);
            }
        }

        foreach (var id in parts)
        {
            var (part, quantity) = (_parts[id], 1 + _luck.Below(4));
            var bin = Bin(house, part);
            List<Stock.PartUnit?> units = [.. Units(part, quantity, null)];
            Move(units, quantity, null, bin, MovementKind.Receipt, _ground.From, _ground.Storekeeper, StockPaper.Import, null, "opening");
            if (!isSent)
            {
                _transferLines.Add(Line(box, bin, quantity, 0, null));
                continue;
            }

            Move(units, quantity, bin, bin.OnTheWayTo(centre.Id), MovementKind.Send, sent, _ground.Storekeeper, StockPaper.Transfer, box.Id.Value);
            foreach (var unit in units)
            {
                _transferLines.Add(Line(box, bin, unit is null ? quantity : 1, unit is null ? quantity : 1, unit));
            }
        }
    }

    private TransferLine Line(Transfer box, Stock.PlaceKey bin, int asked, int sent, Stock.PartUnit? unit) => new()
    {
        Id = _ids.Next<TransferLineId>(),
        Transfer = box.Id,
        Part = bin.Part,
        Condition = bin.Condition,
        Owner = bin.Owner,
        Lot = bin.Lot,
        Asked = asked,
        Sent = sent,
        Unit = unit?.Id,
    };
}
