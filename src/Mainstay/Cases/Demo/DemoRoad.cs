using System.Globalization;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Custody;
using Mainstay.Cases.Model;

namespace Mainstay.Cases.Demo;

/// <summary>Boxes between sites: one being packed for each way, collected in the evening, received some days later.</summary>
internal sealed class DemoRoad(DemoRun run)
{
    private readonly Dictionary<(DemoPlace From, DemoPlace To), Box> _packing = [];
    private readonly Dictionary<string, long> _next = [];

    public List<Consignment> Consignments { get; } = [];

    /// <summary>The next unused number of each challan series.</summary>
    public IReadOnlyDictionary<string, long> NextNumbers => _next;

    /// <param name="arrived">Told once the box is received at the other end.</param>
    public ConsignmentId Pack(DemoPlace from, DemoPlace to, CaseFile file, long valueMinor, Action? arrived)
    {
        if (!_packing.TryGetValue((from, to), out var box))
        {
            var series = ConsignmentBook.ChallanSeries(from.Info.Ref.Code, from.Info.Today(run.Now));
            var number = _next.GetValueOrDefault(series, 1);
            _next[series] = number + 1;
            box = new Box(new Consignment
            {
                Id = run.Ids.Next<ConsignmentId>(),
                Number = ConsignmentBook.ChallanNumber(series, number),
                From = from.Info.Id,
                To = to.Info.Id,
                State = ConsignmentState.Packing,
                CreatedAt = run.Now,
            });
            _packing[(from, to)] = box;
            Consignments.Add(box.Consignment);
            run.Begin(from.NextCollection(run.Now), Travel(box, from, to));
        }

        if (!box.Files.Contains(file))
        {
            box.Files.Add(file);
        }

        box.ValueMinor += valueMinor;
        if (arrived is not null)
        {
            box.Arrived.Add(arrived);
        }

        return box.Consignment.Id;
    }

    private IEnumerable<DateTimeOffset> Travel(Box box, DemoPlace from, DemoPlace to)
    {
        _packing.Remove((from, to));
        DispatchConsignment.Apply(
            box.Consignment,
            box.Files,
            new DispatchConsignment
            {
                Carrier = run.Luck.Pick(DemoWords.Carriers),
                CarrierReference = $"VR{run.Luck.Below(100_000_000):D8}",
                DeclaredMinor = box.ValueMinor,
                EWayBill = box.ValueMinor > Contracts.EWayBill.AboveMinor ? (331_000_000_000L + run.Luck.Below(1_000_000_000)).ToString(CultureInfo.InvariantCulture) : null,
            },
            Carried(from));
        box.Consignment.Version++;

        var nights = 1 + (run.Luck.Chance(0.35) ? 1 : 0) + (run.Luck.Chance(0.12) ? 1 : 0);
        yield return to.Hours.Add(run.Now.AddHours((24 * nights) - 10), TimeSpan.FromMinutes(10 + run.Luck.Below(110)));

        ReceiveConsignment.Apply(
            box.Consignment, box.Files, new ReceiveConsignment { Scans = [.. box.Files.Select(file => file.Case.Number)] }, to.Info.Id, Carried(to));
        box.Consignment.Version++;
        box.Arrived.ForEach(tell => tell());
    }

    private Step Carried(DemoPlace place)
    {
        var roles = Moves.Of(Verb.DispatchToFactory).Roles.OrderByDescending(role => role == Role.Storekeeper).ToList();
        return run.StepOf(place.Somebody(roles, run.Luck), place);
    }

    private sealed class Box(Consignment consignment)
    {
        public Consignment Consignment { get; } = consignment;

        public List<CaseFile> Files { get; } = [];

        public List<Action> Arrived { get; } = [];

        public long ValueMinor { get; set; }
    }
}
