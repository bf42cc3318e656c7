using System.Collections.Concurrent;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Devices.Demo;
using Mainstay.Kernel.Random;
using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Bench.Reading;

/// <summary>
/// A year of a whole network copied into the tables: most cases long closed, a few in a hundred open in the states of the bench,
/// more in large centres than in small ones. Not made by the verbs: only the sizes and spreads are real.
/// </summary>
/// <param name="world">Where.</param>
/// <param name="devices">Sold ones that cases are about.</param>
/// <param name="cases">Of a year.</param>
/// <param name="openShare">How many of them are open.</param>
/// <param name="spare">Further devices that no case is about.</param>
internal sealed class Volume(BenchWorld world, int devices, int cases, double openShare = 0.02, int spare = 0)
{
    private const int Days = 365;
    private const int BlockSize = 20_000;
    private const double CustomersPerCase = 0.7;

    private static readonly string[] _firstNames =
        ["Aarav", "Aditi", "Amit", "Ananya", "Arjun", "Asha", "Deepak", "Divya", "Farhan", "Gauri", "Harsh", "Isha", "Jaya", "Kabir", "Kavya", "Lakshmi", "Manoj", "Meera", "Mohan", "Nadia", "Neha", "Nikhil", "Pooja", "Priya", "Rahul", "Rani", "Ravi", "Ritu", "Rohan", "Sana", "Sanjay", "Sara", "Shreya", "Sunil", "Tara", "Uma", "Varun", "Vidya", "Vikram", "Zoya"];

    private static readonly string[] _lastNames =
        ["Agarwal", "Ahmed", "Banerjee", "Bhat", "Bose", "Chauhan", "Chopra", "Das", "Desai", "Dutta", "Fernandes", "Gandhi", "Ghosh", "Gupta", "Iyer", "Jain", "Joshi", "Kapoor", "Khan", "Kulkarni", "Kumar", "Mehta", "Menon", "Mishra", "Mukherjee", "Nair", "Naidu", "Pandey", "Patel", "Pillai", "Rao", "Reddy", "Roy", "Saxena", "Sen", "Shah", "Sharma", "Shetty", "Singh", "Sinha", "Thakur", "Varma", "Verma", "Yadav"];

    private static readonly string[] _symptoms = ["111", "112", "121", "131", "151", "1A1", "211", "311"];

    private static readonly (CaseState State, double Weight)[] _open =
    [
        (CaseState.Received, 0.12), (CaseState.Triage, 0.08), (CaseState.Diagnosed, 0.08), (CaseState.EstimateSent, 0.1), (CaseState.Approved, 0.1),
        (CaseState.PartsWait, 0.16), (CaseState.InRepair, 0.12), (CaseState.QualityCheck, 0.05), (CaseState.Ready, 0.15), (CaseState.Booked, 0.04),
    ];

    private readonly RandomStream _chance = new(BenchWorld.Seed, "bench.read");
    private readonly List<(DeviceId Id, ModelId Model)> _sold = new(devices);

    /// <summary>What the searches are asked for.</summary>
    public List<string> Imeis { get; } = [];

    public List<string> Phones { get; } = [];

    public List<string> Names { get; } = [];

    public List<string> Numbers { get; } = [];

    public List<CaseId> Cases { get; } = [];

    public ConcurrentQueue<DeviceId> Spare { get; } = new();

    public async Task FillAsync(CancellationToken ct)
    {
        await using var db = world.Database.CreateDbContext();

        // The rows below refer to each other by construction; checking each would take most of the time.
        await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.OpenConnectionAsync(db.Database, ct);
        await Sql.RunAsync(db, world.IsPostgres ? "SET session_replication_role = replica; SET synchronous_commit = off" : "PRAGMA foreign_keys = OFF", ct);
        await Bulk.InsertAsync(db, Sold(), ct);
        var customers = new List<CustomerId>((int)(cases * CustomersPerCase) + 1);
        await Bulk.InsertAsync(db, People(customers), ct);
        for (var done = 0; done < cases; done += BlockSize)
        {
            var block = Enumerable.Range(done, Math.Min(BlockSize, cases - done)).Select(n => One(n, customers)).ToList();
            await Bulk.InsertAsync(db, block.Select(one => one.Case), ct);
            await Bulk.InsertAsync(db, block.Select(one => one.Private), ct);
            await Bulk.InsertAsync(db, block.SelectMany(one => one.Lines), ct);
            await Bulk.InsertAsync(db, block.SelectMany(one => one.Items), ct);
            await Bulk.InsertAsync(db, block.SelectMany(one => one.Events), ct);
            await Bulk.InsertAsync(db, block.SelectMany(one => one.Clock), ct);
            await Bulk.InsertAsync(db, block.SelectMany(one => one.Promises), ct);
        }

        await Sql.RunAsync(db, world.IsPostgres ? "SET session_replication_role = DEFAULT; SET synchronous_commit = on" : "PRAGMA foreign_keys = ON", ct);
        await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.CloseConnectionAsync(db.Database);
    }

    private IEnumerable<Device> Sold()
    {
        var every = Math.Max(1, devices / 2000);
        foreach (var device in new DemoDevices(world.Catalogue, world.Ids, BenchWorld.Seed, BenchWorld.Today, []).Make(devices + spare))
        {
            if (_sold.Count == devices)
            {
                Spare.Enqueue(device.Id);
                yield return device;
                continue;
            }

            _sold.Add((device.Id, device.Model));
            if (_sold.Count % every == 0 && device.Imei1 is { } imei)
            {
                Imeis.Add(imei.ToString());
            }

            yield return device;
        }
    }

    private IEnumerable<Customer> People(List<CustomerId> made)
    {
        var now = BenchWorld.Clock.Now();
        var every = Math.Max(1, made.Capacity / 1000);
        for (var n = 0; n < made.Capacity; n++)
        {
            var id = world.Ids.Next<CustomerId>();
            made.Add(id);
            var name = $"{_chance.Pick(_firstNames)} {_chance.Pick(_lastNames)}";
            var phone = $"+91{9_000_000_000L + ((long)n * 7919 % 999_999_937)}";
            if (n % every == 0)
            {
                Phones.Add(phone);
                Names.Add(name[..Math.Min(name.Length, name.IndexOf(' ', StringComparison.Ordinal) + 3)]);
            }

            yield return Customer.Register(id, new NewCustomer(name, phone, null, "en"), now);
        }
    }

    private SiteInfo Centre()
    {
        // Of two drawn the larger one: large centres get more, small ones some.
        var (one, other) = (_chance.Pick(world.Centres), _chance.Pick(world.Centres));
        return (one.Capacity ?? 0) >= (other.Capacity ?? 0) ? one : other;
    }

    private Made One(int n, List<CustomerId> customers)
    {
        var site = Centre();
        var (device, model) = _sold[(int)((long)n * 7_368_787 % _sold.Count)];
        var isOpen = n >= cases * (1 - openShare);
        var now = BenchWorld.Clock.Now();
        var opened = isOpen ? now.AddHours(-_chance.Between(0.5, 240)) : now.AddDays(-Days + (Days * Math.Sqrt((double)n / cases)) - 2);
        var state = isOpen ? Drawn() : CaseState.Closed;
        var id = world.Ids.Next<CaseId>();
        var number = $"{site.Ref.Code}-{100_000 + n}";
        var hours = Math.Min(14 * 24, 1 + (-24 * Math.Log(1 - _chance.NextUnit())));
        var ready = opened.AddHours(hours).ToMicroseconds();
        var handed = ready.AddHours(_chance.Between(0.5, 40)).ToMicroseconds();
        var person = world.Everybody.Person;
        var isDone = !isOpen;
        opened = opened.ToMicroseconds();
        if (n % Math.Max(1, cases / 1000) == 0 || (isOpen && Cases.Count < 1200))
        {
            Cases.Add(id);
            Numbers.Add(number);
        }

        var @case = new Case
        {
            Id = id,
            Number = number,
            Site = site.Id,
            At = site.Id,
            Device = device,
            DeviceRoot = device,
            Model = model,
            Category = world.Catalogue.Models.First(known => known.Id == model).Category,
            Customer = customers[_chance.Below(customers.Count)],
            State = state,
            IsOpen = isOpen,
            ClockOwner = Moves.OwnerOf(state),
            ClockSince = opened,
            ClockCount = isDone ? 6 : 2,
            PromiseCount = 2,
            Channel = IntakeChannel.WalkIn,
            Symptom = _chance.Pick(_symptoms),
            Section = "HDSP",
            Defect = "HD01",
            RepairLevel = 1 + _chance.Below(3),
            Technician = person,
            OpenedAt = opened,
            ReceivedAt = opened,
            ReadyAt = isDone || state == CaseState.Ready ? ready : null,
            NetSeconds = isDone ? (long)(ready - opened).TotalSeconds : null,
            HandedOverAt = isDone ? handed : null,
            ClosedAt = isDone ? handed : null,
            KnownBy = opened.AddHours(4),
            ReadyP50 = opened.AddHours(30),
            ReadyP90 = opened.AddHours(60),
            Outcome = isDone ? Outcome.Repaired : null,
            Version = isDone ? 8 : 3,
            UpdatedAt = isDone ? handed : opened,
        };
        return new Made(
            @case,
            new CasePrivate { Case = id, Problem = "Display stays dark after a fall.", ReachPhone = n % 5 == 0 ? $"+91{8_000_000_000L + n}" : null },
            [.. Enumerable.Range(0, 2).Select(i => LineOf(id, i))],
            [.. Enumerable.Range(0, n % 5 < 2 ? 2 : 1).Select(i => ItemOf(id, site.Id, i, isDone, opened, person))],
            [.. EventsOf(@case, site.Id, opened, ready, handed)],
            [.. Enumerable.Range(1, @case.ClockCount).Select(i => new ClockInterval
            {
                Case = id,
                Sequence = i,
                Owner = i == 5 ? ClockOwner.Customer : ClockOwner.Centre,
                State = i == 1 ? CaseState.Received : CaseState.InRepair,
                Site = site.Id,
                From = opened.AddMinutes(10 * (i - 1)),
                Until = opened.AddMinutes(10 * i),
            })],
            [.. Enumerable.Range(1, 2).Select(i => new PromiseMade { Case = id, Sequence = i, At = opened, KnownBy = opened.AddHours(4), ReadyP50 = i == 2 ? opened.AddHours(30) : null, ReadyP90 = i == 2 ? opened.AddHours(60) : null, Basis = "policy", Sample = 0 })]);
    }

    private static IEnumerable<CaseEvent> EventsOf(Case @case, SiteId site, DateTimeOffset opened, DateTimeOffset ready, DateTimeOffset handed)
    {
        (Verb Verb, CaseState From, CaseState To, DateTimeOffset At)[] steps =
        [
            (Verb.Open, CaseState.Received, CaseState.Received, opened),
            (Verb.BeginTriage, CaseState.Received, CaseState.Triage, opened.AddMinutes(10)),
            (Verb.Diagnose, CaseState.Triage, CaseState.Diagnosed, opened.AddMinutes(20)),
            (Verb.StartRepair, CaseState.Diagnosed, CaseState.InRepair, opened.AddMinutes(30)),
            (Verb.FinishRepair, CaseState.InRepair, CaseState.QualityCheck, ready),
            (Verb.PassQuality, CaseState.QualityCheck, CaseState.Ready, ready),
            (Verb.HandOver, CaseState.Ready, CaseState.HandedOver, handed),
            (Verb.Close, CaseState.HandedOver, CaseState.Closed, handed),
        ];
        return steps.Take(@case.Version).Select((step, i) => new CaseEvent
        {
            Case = @case.Id,
            Sequence = i + 1,
            Verb = step.Verb,
            From = step.From,
            To = step.To,
            Person = @case.Technician!.Value,
            Site = site,
            OccurredAt = step.At,
            RecordedAt = step.At,
        });
    }

    private Line LineOf(CaseId id, int i) => new()
    {
        Id = world.Ids.Next<LineId>(),
        Case = id,
        Kind = LineKind.Labour,
        Work = i == 0 ? "inspection" : "repair",
        Quantity = 1,
        CostMinor = 0,
        PriceMinor = i * 45_000,
        Currency = "INR",
        TaxCode = "998715",
        TaxInclusive = true,
        State = LineState.Approved,
        MakerPercent = 100,
        Why = _why,
    };

    private static readonly Why _why = Why.Because("warranty.covered");

    private Item ItemOf(CaseId id, SiteId site, int i, bool isDone, DateTimeOffset at, Access.Contracts.PersonId person) => new()
    {
        Id = world.Ids.Next<ItemId>(),
        Case = id,
        Kind = i == 0 ? ItemKind.Device : ItemKind.Charger,
        HolderKind = isDone ? HolderKind.Customer : HolderKind.Person,
        Holder = isDone ? null : person.Value,
        Site = site,
        HeldSince = at,
    };

    private CaseState Drawn()
    {
        var share = _chance.NextUnit();
        foreach (var (state, weight) in _open)
        {
            if ((share -= weight) < 0)
            {
                return state;
            }
        }

        return CaseState.Received;
    }

    private sealed record Made(
        Case Case, CasePrivate Private, List<Line> Lines, List<Item> Items, List<CaseEvent> Events, List<ClockInterval> Clock, List<PromiseMade> Promises);
}
