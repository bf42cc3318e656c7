using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Kernel.Random;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Needs;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;

namespace Mainstay.Parts.Demo;

/// <summary>What the demo's stock stands on.</summary>
/// <param name="Lines">In the order of asking.</param>
/// <param name="Shown">Centres where something is short today, so that running short can be tried.</param>
/// <param name="Owner">Whose the parts are.</param>
/// <param name="Storekeeper">Who scans parts out and in.</param>
public sealed record DemoStockGround(
    IReadOnlyList<SiteInfo> Sites, IReadOnlyList<PartInfo> Parts, IReadOnlyList<DemoPartLine> Lines, IReadOnlyCollection<SiteId> Shown,
    OrganisationId Owner, IReadOnlyList<OrganisationId> Suppliers, PersonId Storekeeper, DateTimeOffset From, DateTimeOffset End, ulong Seed);

/// <summary>
/// The stores of the demo's sites over its past: an opening count, weekly deliveries from the warehouses, urgent ones for jobs that
/// waited, and what the jobs took. Written as movements; the places are their sums.
/// </summary>
public sealed partial class DemoStock
{
    private const int DeliveryDays = 2;

    private readonly DemoStockGround _ground;
    private readonly IdSource _ids;
    private readonly RandomStream _luck;
    private readonly Dictionary<SiteId, SiteInfo> _sites;
    private readonly Dictionary<PartId, PartInfo> _parts;
    private readonly Dictionary<PlaceId, (PlaceKey Key, int OnHand, DateTimeOffset? CountedAt)> _places = [];
    private readonly List<StockMovement> _movements = [];
    private readonly List<PartUnit> _units = [];
    private readonly List<Need> _needs = [];
    private readonly List<Transfer> _transfers = [];
    private readonly List<TransferLine> _transferLines = [];
    private readonly Dictionary<(SiteId From, SiteId To, DateTimeOffset SentAt), Transfer> _boxes = [];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly HashSet<(PartId, string)> _serials = [];

    private DemoStock(DemoStockGround ground, IdSource ids)
    {
        _ground = ground;
        _ids = ids;
        _luck = new RandomStream(ground.Seed, "demo.stock");
        _sites = ground.Sites.ToDictionary(site => site.Id);
        _parts = ground.Parts.ToDictionary(part => part.Id);
        foreach (var line in ground.Lines.Where(line => line.NewSerial is not null))
        {
            _serials.Add((line.Part, Searchable.Code(line.NewSerial!)));
        }
    }

    /// <summary>Where live numbering of transfers goes on, by series.</summary>
    public IReadOnlyDictionary<string, int> Numbers => _numbers;

    /// <summary>How much there is of everything.</summary>
    public int Rows => _places.Count + _movements.Count + _units.Count + _needs.Count + _transfers.Count + _transferLines.Count + _debts.Count + _boards.Count + _steps.Count + _terms.Count;

    public static DemoStock Make(DemoStockGround ground, IdSource ids)
    {
        DemoStock stock = new(ground, ids);
        stock.Fill();
        return stock;
    }

    /// <summary>Sites, people, parts and cases are stored already.</summary>
    /// <returns>Rows written.</returns>
    public async Task<long> SaveAsync(MainstayDb db, CancellationToken ct) =>
        await Bulk.InsertAsync(db, Keeping().Select(site => new StockKeeping { Site = site.Id, Since = _ground.From }), ct)
        + await Bulk.InsertAsync(db, _places.Values.Select(place => StockPlace.Of(place.Key, place.OnHand, place.CountedAt)), ct)
        + await Bulk.InsertAsync(db, _units, ct)
        + await Bulk.InsertAsync(db, _movements, ct)
        + await Bulk.InsertAsync(db, _needs, ct)
        + await Bulk.InsertAsync(db, _transfers, ct)
        + await Bulk.InsertAsync(db, _transferLines, ct)
        + await Bulk.InsertAsync(db, _debts, ct)
        + await Bulk.InsertAsync(db, _boards, ct)
        + await Bulk.InsertAsync(db, _steps, ct)
        + await Bulk.InsertAsync(db, _terms, ct)
        + await Bulk.InsertAsync(db, _supplies, ct);

    private IEnumerable<SiteInfo> Keeping() => _ground.Sites.Where(site => site.Ref.Kind is not SiteKind.CallCentre);

    private void Fill()
    {
        foreach (var job in _ground.Lines.GroupBy(line => (line.Site, line.Part)))
        {
            OneShelf(_sites[job.Key.Site], _parts[job.Key.Part], [.. job]);
        }

        var common = _ground.Lines.GroupBy(line => line.Part).OrderByDescending(part => part.Count()).ThenBy(part => part.Key.Value).Select(part => (Part: part.Key, Rate: part.Count() / (double)_ground.Sites.Count)).ToList();
        var waitedFor = _needs.Where(need => need.State == NeedState.Waiting).Select(need => (need.Site, need.Part)).ToHashSet();
        foreach (var site in Keeping().Where(site => site.Ref.Kind == SiteKind.ServiceCentre))
        {
            foreach (var (part, rate) in common)
            {
                var isShort = waitedFor.Contains((site.Id, part)) || (_ground.Shown.Contains(site.Id) && _parts[part].Class == "display");
                var kept = isShort ? 0 : Poisson(Math.Min(6, 0.4 + (1.5 * rate)));
                Opening(site, _parts[part], kept);
            }
        }

        foreach (var house in Keeping().Where(site => site.Ref.Kind is SiteKind.Warehouse or SiteKind.RepairFactory))
        {
            foreach (var (part, rate) in common)
            {
                var weekly = rate * _ground.Sites.Count / 9;
                Opening(house, _parts[part], house.Ref.Kind == SiteKind.Warehouse ? (int)(weekly * _luck.Between(0.1, 3.5)) : Poisson(3 + (weekly / 10)));
            }
        }

        foreach (var line in _ground.Lines.Where(line => line.UsedAt is not null))
        {
            TakeOut(line);
        }

        Underway([.. common.Take(40).Select(kind => kind.Part)]);
        Suppliers();
        CountSome();
    }

    /// <summary>What the jobs of one site took of one part: what was there at once had come with the opening count or the week's delivery.</summary>
    private void OneShelf(SiteInfo site, PartInfo part, List<DemoPartLine> lines)
    {
        var bin = Bin(site, part);
        foreach (var line in lines)
        {
            var isWaiting = line.UsedAt is null && line.Waited;
            DateTimeOffset? filled = null;
            List<PartUnit?> units = [];
            if (!isWaiting)
            {
                units = [.. Units(part, line.Quantity, line.NewSerial)];
                filled = (line.Waited ? line.WantedAt + ((line.UsedAt!.Value - line.WantedAt) * 0.7) : line.WantedAt).ToMicroseconds();
                Supply(site, bin, units, line.Quantity, filled.Value, line.Waited ? line.WantedAt : null);
                Move(units, line.Quantity, bin, bin.Reserved, MovementKind.Reserve, filled.Value, line.By, StockPaper.Case, line.Case.Value);
                if (line.UsedAt is { } used)
                {
                    Move(units, line.Quantity, bin.Reserved, null, MovementKind.Consume, used, line.By, StockPaper.Case, line.Case.Value);
                }
            }

            _needs.Add(new Need
            {
                Id = _ids.Next<NeedId>(),
                Case = line.Case,
                Line = line.Line,
                Site = site.Id,
                Part = part.Id,
                Quantity = line.Quantity,
                State = line.UsedAt is not null ? NeedState.Used : isWaiting ? NeedState.Waiting : NeedState.Reserved,
                Place = line.UsedAt is null && !isWaiting ? bin.Reserved.Id : null,
                Bin = isWaiting ? null : bin.Bin,
                Unit = units.FirstOrDefault()?.Id,
                CreatedAt = line.WantedAt,
                FilledAt = filled,
                ClosedAt = line.UsedAt,
                ExpectedOn = isWaiting ? line.ExpectedOn : null,
            });
        }
    }

    /// <summary>So that the pieces are there at an instant: by the opening count in the first week, else by the last weekly delivery, or an urgent one.</summary>
    private void Supply(SiteInfo site, PlaceKey bin, IReadOnlyList<PartUnit?> units, int quantity, DateTimeOffset by, DateTimeOffset? urgentSince)
    {
        var week = _ground.From.AddDays(7 * Math.Floor((by - _ground.From).TotalDays / 7));
        var arrives = urgentSince is null ? week : by;
        var leaves = (urgentSince is { } asked ? by - ((by - asked) * 0.6) : week.AddDays(-DeliveryDays)).ToMicroseconds();
        if (site.Supply is not { } house || leaves <= _ground.From.AddHours(2))
        {
            Move(units, quantity, null, bin, MovementKind.Receipt, _ground.From, _ground.Storekeeper, StockPaper.Import, null, "opening");
            return;
        }

        var from = bin with { Site = house, Bin = Bin(_sites[house], _parts[bin.Part]).Bin };
        Move(units, quantity, null, from, MovementKind.Receipt, _ground.From, _ground.Storekeeper, StockPaper.Import, null, "opening");
        var box = Box(_sites[house], site, leaves, arrives, urgentSince is not null);
        Move(units, quantity, from, bin.OnTheWayTo(site.Id), MovementKind.Send, leaves, _ground.Storekeeper, StockPaper.Transfer, box.Id.Value);
        Move(units, quantity, bin.OnTheWayTo(site.Id), bin, MovementKind.Arrive, arrives, _ground.Storekeeper, StockPaper.Transfer, box.Id.Value);
        foreach (var unit in units)
        {
            _transferLines.Add(Line(box, bin, unit is null ? quantity : 1, unit));
        }
    }

    private TransferLine Line(Transfer box, PlaceKey bin, int quantity, PartUnit? unit) => new()
    {
        Id = _ids.Next<TransferLineId>(),
        Transfer = box.Id,
        Part = bin.Part,
        Condition = bin.Condition,
        Owner = bin.Owner,
        Lot = bin.Lot,
        Asked = quantity,
        Sent = quantity,
        Arrived = quantity,
        Unit = unit?.Id,
    };

    private Transfer Box(SiteInfo from, SiteInfo to, DateTimeOffset leaves, DateTimeOffset arrives, bool isUrgent)
    {
        if (!_boxes.TryGetValue((from.Id, to.Id, leaves), out var box))
        {
            box = new Transfer
            {
                Id = _ids.Next<TransferId>(),
                Number = Number($"T-{from.Ref.Code}-{leaves.Year % 100:00}"),
                From = from.Id,
                To = to.Id,
                State = TransferState.Received,
                Reason = isUrgent ? TransferReason.Job : TransferReason.Replenish,
                CreatedAt = leaves.AddHours(-4),
                SentAt = leaves,
                ExpectedOn = to.Today(arrives),
                ReceivedAt = arrives,
                Carrier = "Blue Road",
            };
            _transfers.Add(box);
            _boxes[(from.Id, to.Id, leaves)] = box;
        }

        return box;
    }

    private string Number(string series)
    {
        var number = _numbers[series] = _numbers.GetValueOrDefault(series) + 1;
        return $"{series}-{number:00000}";
    }

    private void Opening(SiteInfo site, PartInfo part, int quantity)
    {
        if (quantity > 0)
        {
            Move([.. Units(part, quantity, null)], quantity, null, Bin(site, part), MovementKind.Receipt, _ground.From, _ground.Storekeeper, StockPaper.Import, null, "opening");
        }
    }

    /// <summary>One for each piece of a serial-tracked part; else one null for all of them.</summary>
    private IEnumerable<PartUnit?> Units(PartInfo part, int quantity, string? serial)
    {
        if (!part.SerialTracked)
        {
            yield return null;
            yield break;
        }

        for (var n = 0; n < quantity; n++)
        {
            PartUnit unit = new()
            {
                Id = _ids.Next<UnitId>(),
                Part = part.Id,
                Serial = n == 0 && serial is not null ? Searchable.Code(serial) : Unused(part),
                CameAt = _ground.From,
            };
            _units.Add(unit);
            yield return unit;
        }
    }

    private string Unused(PartInfo part)
    {
        string serial;
        do
        {
            serial = Searchable.Code($"{part.Number}{_luck.Below(10_000_000):D7}");
        }
        while (!_serials.Add((part.Id, serial)));
        return serial;
    }

    private void Move(
        IReadOnlyList<PartUnit?> units, int quantity, PlaceKey? from, PlaceKey? to, MovementKind kind, DateTimeOffset at, PersonId by,
        StockPaper paper, Guid? paperId, string? reason = null)
    {
        foreach (var unit in units)
        {
            var pieces = unit is null ? quantity : 1;
            Change(from, -pieces);
            Change(to, pieces);
            _movements.Add(new StockMovement
            {
                Id = _ids.Next<MovementId>(),
                Part = (from ?? to)!.Value.Part,
                From = from?.Id,
                To = to?.Id,
                Quantity = pieces,
                Kind = kind,
                Reason = reason,
                Unit = unit?.Id,
                Paper = paper,
                PaperId = paperId,
                By = by,
                OccurredAt = at,
                RecordedAt = at,
            });
            unit?.Place = to?.Id;
        }
    }

    private void Change(PlaceKey? place, int pieces)
    {
        if (place is { } key)
        {
            var id = key.Id;
            _places[id] = (key, _places.GetValueOrDefault(id).OnHand + pieces, null);
        }
    }

    /// <summary>Most shelves were counted in the last weeks, some never.</summary>
    private void CountSome()
    {
        foreach (var id in _places.Where(place => place.Value.Key.Kind == PlaceKind.Bin).Select(place => place.Key).ToList())
        {
            if (_luck.Chance(0.8))
            {
                var (key, onHand, _) = _places[id];
                _places[id] = (key, onHand, (_ground.End - TimeSpan.FromDays(_luck.Between(0.5, 50))).ToMicroseconds());
            }
        }
    }

    /// <summary>Bins by kind of part; a large house has aisles.</summary>
    private PlaceKey Bin(SiteInfo site, PartInfo part)
    {
        var shelf = Math.Abs(part.Number.Sum(c => c) * 7);
        var code = site.Ref.Kind == SiteKind.ServiceCentre ? $"{(char)('A' + (shelf % 4))}{1 + (shelf % 9)}" : $"{(char)('A' + (shelf % 12))}-{1 + (shelf % 30):00}-{1 + (shelf % 5)}";
        return PlaceKey.InBin(site.Id, part.Id, _ground.Owner, bin: code);
    }

    /// <summary>By multiplication of uniforms (Knuth, The Art of Computer Programming 2, 3.4.1), for small means.</summary>
    private int Poisson(double mean)
    {
        var count = 0;
        for (var product = _luck.NextUnit(); product > Math.Exp(-mean); product *= _luck.NextUnit())
        {
            count++;
        }

        return count;
    }
}
