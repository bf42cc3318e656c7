using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Factory;
using Mainstay.Parts.Returns;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Supply;
using Mainstay.Parts.Transfers;

namespace Mainstay.Parts.Demo;

/// <summary>What was taken out of customers' devices: owed, collected once a week, worked on in the factory; and who delivers new parts on which terms.</summary>
public sealed partial class DemoStock
{
    private const int OwedSinceDays = 33;
    private const int RoadDays = 3;

    private static readonly string[] _findings = ["PSU", "RF", "SOLDER", "GLASS", "FLEX"];

    private readonly List<Debt> _debts = [];
    private readonly List<BoardJob> _boards = [];
    private readonly List<BoardStep> _steps = [];
    private readonly List<SupplyTerm> _terms = [];
    private readonly List<PartSupply> _supplies = [];

    private void TakeOut(DemoPartLine line)
    {
        var (site, part, used) = (_sites[line.Site], _parts[line.Part], line.UsedAt!.Value);
        var rule = CoreRule.Usual(part);
        var serial = line.FaultySerial is { } text ? Searchable.Code(text) : null;
        if (!rule.ComesBack || used < _ground.End.AddDays(-OwedSinceDays) || line.Quantity != 1 || (part.SerialTracked && (serial is null || !_serials.Add((part.Id, serial)))))
        {
            return;
        }

        var to = site.Ref.Kind == SiteKind.RepairFactory ? site : _sites[site.Factory ?? site.Supply ?? site.Id];
        PartUnit? unit = null;
        if (part.SerialTracked)
        {
            unit = new PartUnit { Id = _ids.Next<UnitId>(), Part = part.Id, Serial = serial!, CameAt = used };
            _units.Add(unit);
        }

        Debt debt = new()
        {
            Id = _ids.Next<DebtId>(),
            Number = Number($"R-{site.Ref.Code}-{used.Year % 100:00}"),
            Case = line.Case,
            Line = line.Line,
            Piece = 1,
            Site = site.Id,
            To = to.Id,
            Part = part.Id,
            Owner = _ground.Owner,
            Serial = serial,
            Unit = unit?.Id,
            InStock = true,
            CoreMinor = rule.CoreMinor(part.Cost.Minor),
            Currency = part.Cost.Currency,
            OpenedAt = used,
            DueOn = site.Today(used).AddDays(rule.Days),
            State = DebtState.Owed,
        };
        _debts.Add(debt);
        Move([unit], 1, null, debt.InReturns(), MovementKind.Receipt, used, line.By, StockPaper.Case, line.Case.Value, "removed_from_device");
        if (to.Id == site.Id)
        {
            debt.Arrive(line.By, used);
            Work(debt, unit, to, used);
        }
        else if (_luck.Chance(0.9))
        {
            Collect(debt, unit, site, to, used);
        }
    }

    /// <summary>The weekly box to the factory.</summary>
    private void Collect(Debt debt, PartUnit? unit, SiteInfo site, SiteInfo to, DateTimeOffset used)
    {
        var leaves = _ground.From.AddDays(7 * Math.Ceiling((used - _ground.From).TotalDays / 7)).AddHours(5);
        var arrives = leaves.AddDays(RoadDays);
        if (leaves > _ground.End)
        {
            return;
        }

        var isHere = arrives <= _ground.End;
        var box = ReturnBox(site, to, leaves, isHere ? arrives : null, to.Today(arrives));
        var place = debt.InReturns();
        var line = new TransferLine
        {
            Id = _ids.Next<TransferLineId>(),
            Transfer = box.Id,
            Part = debt.Part,
            Condition = Condition.Defective,
            Owner = debt.Owner,
            Lot = "",
            Asked = 1,
            Sent = 1,
            Arrived = isHere ? 1 : 0,
            Unit = unit?.Id,
        };
        _transferLines.Add(line);
        debt.Pack(box.Id, line.Id);
        debt.Leave();
        Move([unit], 1, place, place.OnTheWayTo(to.Id), MovementKind.Send, leaves, _ground.Storekeeper, StockPaper.Transfer, box.Id.Value);
        if (isHere)
        {
            Move([unit], 1, place.OnTheWayTo(to.Id), place with { Site = to.Id }, MovementKind.Arrive, arrives, _ground.Storekeeper, StockPaper.Transfer, box.Id.Value);
            debt.Arrive(_ground.Storekeeper, arrives);
            Work(debt, unit, to, arrives);
        }
    }

    private Transfer ReturnBox(SiteInfo from, SiteInfo to, DateTimeOffset leaves, DateTimeOffset? arrived, DateOnly expectedOn)
    {
        if (!_boxes.TryGetValue((from.Id, to.Id, leaves), out var box))
        {
            box = new Transfer
            {
                Id = _ids.Next<TransferId>(),
                Number = Number($"T-{from.Ref.Code}-{leaves.Year % 100:00}"),
                From = from.Id,
                To = to.Id,
                State = arrived is null ? TransferState.Sent : TransferState.Received,
                Reason = TransferReason.DefectiveReturn,
                CreatedAt = leaves.AddHours(-4),
                SentAt = leaves,
                ExpectedOn = expectedOn,
                ReceivedAt = arrived,
                Carrier = "Blue Road",
            };
            _transfers.Add(box);
            _boxes[(from.Id, to.Id, leaves)] = box;
        }

        return box;
    }

    /// <summary>From station to station, as far as the days since its arrival go.</summary>
    private void Work(Debt debt, PartUnit? unit, SiteInfo factory, DateTimeOffset arrived)
    {
        if (factory.Ref.Kind != SiteKind.RepairFactory)
        {
            return;
        }

        BoardJob job = new()
        {
            Id = _ids.Next<BoardJobId>(),
            Site = factory.Id,
            Part = debt.Part,
            Owner = debt.Owner,
            Unit = unit?.Id,
            Tag = unit?.Serial ?? Searchable.Code(debt.Number),
            Debt = debt.Id,
            Transfer = debt.Transfer,
            Lot = "",
            State = BoardState.Received,
            ReceivedAt = arrived,
            Since = arrived,
        };
        _boards.Add(job);
        var isScrap = _luck.Chance(0.08);
        var acts = new List<BoardAct> { BoardAct.Start };
        acts.AddRange(isScrap ? [BoardAct.ToRepair, BoardAct.Scrap] : _luck.Chance(0.11)
            ? [BoardAct.ToRepair, BoardAct.ToFinalTest, BoardAct.Fail, BoardAct.ToFinalTest, BoardAct.Pass]
            : [BoardAct.ToRepair, BoardAct.ToFinalTest, BoardAct.Pass]);
        var at = arrived;
        foreach (var (n, act) in acts.Index())
        {
            at = (at + TimeSpan.FromHours(_luck.Between(3, 60))).ToMicroseconds();
            if (at > _ground.End)
            {
                return;
            }

            var code = act == BoardAct.ToRepair ? _luck.Pick(_findings) : act == BoardAct.Scrap ? "beyond_repair" : null;
            job.Do(act, _ground.Storekeeper, at);
            _steps.Add(new BoardStep { Job = job.Id, Sequence = n + 1, Act = act, To = job.State, Code = code, By = _ground.Storekeeper, At = at });
            var lies = debt.InReturns() with { Site = factory.Id };
            if (act == BoardAct.Pass)
            {
                Move([unit], 1, lies, job.GoodPlace, MovementKind.Reclassify, at, _ground.Storekeeper, StockPaper.FactoryJob, job.Id.Value, "refurbished");
            }
            else if (act == BoardAct.Scrap)
            {
                (job.ScrapReason, job.WeightGrams, job.Stream, job.Recycler, job.RecyclerDocument) =
                    (code, 40 + _luck.Below(160), "ITEW15", "Haritam Recyclers", $"HR-{at:yyyyMM}-{_luck.Below(10_000):0000}");
                Move([unit], 1, lies, null, MovementKind.Scrap, at, _ground.Storekeeper, StockPaper.FactoryJob, job.Id.Value, code);
            }
        }
    }

    /// <summary>Each part has one or two suppliers; boards and displays come back repaired; a few numbers end soon.</summary>
    private void Suppliers()
    {
        var from = _sites.Values.First().Today(_ground.From);
        foreach (var (n, part) in _ground.Parts.Index().Where(_ => _ground.Suppliers.Count > 0))
        {
            for (var offer = 0; offer < 1 + (n % 2); offer++)
            {
                var packs = part.Cost.Minor > 1_000_00 ? 5 : 20;
                _terms.Add(new SupplyTerm
                {
                    Part = part.Id,
                    Supplier = _ground.Suppliers[(n + offer) % _ground.Suppliers.Count],
                    ValidFrom = from,
                    LeadDays = 10 + _luck.Below(26) + (10 * offer),
                    MinQuantity = packs * (1 + _luck.Below(4)),
                    PackSize = packs,
                    PriceMinor = part.Cost.Minor * (100 - (3 * offer)) / 100,
                    Currency = part.Cost.Currency,
                });
            }

            var isRepairable = CoreRule.Usual(part).ComesBack;
            var endsSoon = n % 37 == 5;
            if (isRepairable || endsSoon)
            {
                _supplies.Add(new PartSupply
                {
                    Part = part.Id,
                    Repairable = isRepairable,
                    LastOrderOn = endsSoon ? _sites.Values.First().Today(_ground.End).AddDays(40) : null,
                    SupportedUntil = endsSoon ? _sites.Values.First().Today(_ground.End).AddYears(4) : null,
                });
            }
        }
    }
}
