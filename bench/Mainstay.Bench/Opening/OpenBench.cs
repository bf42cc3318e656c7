using System.Collections.Concurrent;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;

namespace Mainstay.Bench.Opening;

/// <summary>Opening a case by the handler against the same rows written by hand, in turns of half a second so that a busy machine slows both.</summary>
public sealed class OpenBench
{
    private const int MostTrips = 8;
    private const double Target = 0.40;
    private static readonly TimeSpan _turn = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(8);
    private readonly ConcurrentQueue<DeviceId> _devices = new();
    private BenchWorld _world = null!;
    private CustomerId _known;
    private int _number;

    public async Task<BenchReport> RunAsync(BenchPlace place, string scratch, TimeSpan time, CancellationToken ct)
    {
        var before = Machine.Load();
        await using (_world = await BenchWorld.MakeAsync(place.Database, ct))
        {
            var figures = new List<Figure>();
            (await _world.SellAsync((int)(time.TotalSeconds * 2_500) + 20_000, ct)).ForEach(_devices.Enqueue);
            await place.SettleAsync(ct);
            if (_world.IsPostgres)
            {
                using var trips = new RoundTrips();
                var some = new Queue<DeviceId>();
                while (some.Count < 50 && _devices.TryDequeue(out var device))
                {
                    some.Enqueue(device);
                }

                figures.AddRange(await new WholeCases(_world, trips, some, ct).CountAsync(MostTrips));
            }

            _known = (await OpenAsync(isNewCustomer: true, ct)).Customer;
            foreach (var isNewCustomer in new[] { true, false })
            {
                var opened = await OpenAsync(isNewCustomer, ct);
                await using var db = _world.Database.CreateDbContext();
                var raw = await RawOpen.LikeAsync(db, opened.Id, isNewCustomer, withEvent: true, ct);
                foreach (var clients in new[] { 1, 8 })
                {
                    figures.AddRange(await CompareAsync(raw, isNewCustomer, clients, time / 4, ct));
                }
            }

            return new BenchReport("open", place.Database.Provider.ToString(), "500 centres, devices sold beforehand, one scope a call",
                new Machine(Environment.ProcessorCount, before, Machine.Load(), Machine.Fsyncs(scratch, TimeProvider.System)), figures);
        }
    }

    private async Task<IEnumerable<Figure>> CompareAsync(RawOpen raw, bool isNewCustomer, int clients, TimeSpan time, CancellationToken ct)
    {
        var batched = await ConnectAsync(raw, clients, true, ct);
        var separate = _world.IsPostgres ? await ConnectAsync(raw, clients, false, ct) : [];
        var handlers = new Tally();
        var raws = new Tally();
        var separates = new Tally();
        await Turns.TakeAsync(clients, _warmUp, _ => OpenAsync(isNewCustomer, ct));
        for (var spent = TimeSpan.Zero; spent < time; spent += 2 * _turn)
        {
            await Turns.TakeAsync(clients, _turn, _ => OpenAsync(isNewCustomer, ct), handlers);
            await Turns.TakeAsync(clients, _turn, n => batched[n].OpenAsync(Device(), Number(), ct), raws);
            if (separate.Count > 0)
            {
                await Turns.TakeAsync(clients, _turn, n => separate[n].OpenAsync(Device(), Number(), ct), separates);
            }
        }

        foreach (var client in batched.Concat(separate))
        {
            await client.DisposeAsync();
        }

        var who = $"{(isNewCustomer ? "new" : "known")} customer, {clients} client{(clients == 1 ? "" : "s")}";
        var found = new List<Figure>
        {
            Figure.Of($"open handler, {who}", handlers.PerSecond, "/s"),
            Figure.Of($"open raw, {who}", raws.PerSecond, "/s", $"{raw.Rows} inserts in one batch, {raw.Reads} reads in one batch"),
        };
        if (separate.Count > 0)
        {
            found.Add(Figure.Of($"open raw, reads one by one, {who}", separates.PerSecond, "/s"));
            found.Add(Figure.Of($"open ratio, reads one by one, {who}", handlers.PerSecond / separates.PerSecond, ""));
        }

        var ratio = handlers.PerSecond / raws.PerSecond;
        found.Add(_world.IsPostgres && clients == 8 ? Figure.AtLeast($"open ratio, {who}", ratio, "", Target) : Figure.Of($"open ratio, {who}", ratio, ""));
        return found;
    }

    private async Task<List<RawOpen.Client>> ConnectAsync(RawOpen raw, int clients, bool readsInOneBatch, CancellationToken ct)
    {
        var made = new List<RawOpen.Client>();
        for (var i = 0; i < clients; i++)
        {
            made.Add(await raw.ConnectAsync(_world, readsInOneBatch, ct));
        }

        return made;
    }

    private DeviceId Device() => _devices.TryDequeue(out var device) ? device : throw new InvalidOperationException("All devices are used: ask for fewer seconds.");

    private string Number() => $"9{Interlocked.Increment(ref _number):000000000}";

    private Task<CaseOpened> OpenAsync(bool isNewCustomer, CancellationToken ct)
    {
        var number = Number();
        var centre = _world.Centres[_number % _world.Centres.Count];
        return _world.DoAsync<OpenCaseHandler, CaseOpened>(handler => handler.HandleAsync(new OpenCase
        {
            Site = centre.Id,
            Device = Device(),
            Customer = isNewCustomer ? null : _known,
            NewCustomer = isNewCustomer ? new NewCustomer("Meera Iyer", $"+91{number}", null, "en") : null,
            Symptom = "131",
            Items = [new ItemIn(ItemKind.Charger)],
            WipeConsent = true,
        }, _world.Everybody, ct));
    }
}
