using System.Globalization;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Intake;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Messaging.Outbox;
using Mainstay.Messaging.Webhooks;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Bench.Telling;

/// <summary>
/// Events to a slow and failing receiver: none lost, each case's in order; and what a subscription costs whoever opens cases
/// meanwhile, in turns with and without it so that a busy machine slows both. Relay, sender and receiver share the machine with the verbs.
/// </summary>
public sealed class OutboxBench
{
    private const int EventsOfCase = 10;
    private const int Clients = 4;
    private const double MostSlowdown = 15;
    private static readonly TimeSpan _turn = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(8);
    private readonly Queue<DeviceId> _devices = new();
    private BenchWorld _world = null!;
    private CustomerId _known;
    private int _number;

    public async Task<BenchReport> RunAsync(BenchPlace place, string scratch, int events, int turns, CancellationToken ct)
    {
        var before = Machine.Load();
        var figures = new List<Figure>();
        await using (_world = await BenchWorld.MakeAsync(place.Database, ct))
        await using (var receiver = await SlowReceiver.StartAsync(ct))
        {
            (await _world.SellAsync((turns + 8) * 2 * 3 * 1_500, ct)).ForEach(_devices.Enqueue);
            await place.SettleAsync(ct);
            var made = await _world.DoAsync<AddWebhookHandler, WebhookMade>(h => h.HandleAsync(new AddWebhook(receiver.Url, ["case.*"]), Actor.System, ct));
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var clocks = Task.WhenAll(
                LoopAsync(() => _world.DoAsync<Relay, int>(relay => relay.TellAsync(stop.Token)), stop.Token),
                LoopAsync(() => _world.DoAsync<Dispatcher, int>(dispatcher => dispatcher.DeliverAsync(stop.Token)), stop.Token));
            figures.AddRange(await DeliverAsync(receiver, events, ct));
            figures.Add(await SlowdownAsync(made.Id, receiver, turns, ct));
            figures.AddRange(await JudgeAsync(receiver, ct));
            await stop.CancelAsync();
            await clocks;
        }

        return new BenchReport("outbox", place.Database.Provider.ToString(),
            string.Create(CultureInfo.InvariantCulture, $"{events:N0} events of {events / EventsOfCase:N0} cases, a receiver on this machine that takes 5 to 34 ms and refuses every tenth event once"),
            new Machine(Environment.ProcessorCount, before, Machine.Load(), Machine.Fsyncs(scratch, TimeProvider.System)), figures);
    }

    private async Task<IEnumerable<Figure>> DeliverAsync(SlowReceiver receiver, int events, CancellationToken ct)
    {
        await using (var db = _world.Database.CreateDbContext())
        {
            var centre = _world.Centres[0].Id;
            await Bulk.InsertAsync(db, Enumerable.Range(0, events / EventsOfCase).SelectMany(_ =>
            {
                var id = _world.Ids.Next();
                return Enumerable.Range(1, EventsOfCase).Select(version => PendingEvent.Of(new OutEvent(
                    _world.Ids.Next(), "case.open", $"case:{id}", version, centre, BenchWorld.Clock.Now(), $$"""{"case":"{{id}}","sequence":{{version}}}""")));
            }), ct);
        }

        var begun = BenchWorld.Clock.GetTimestamp();
        await QuietAsync(ct);
        var took = BenchWorld.Clock.GetElapsedTime(begun);
        return
        [
            Figure.Of("events delivered a second", events / took.TotalSeconds, "/s", string.Create(CultureInfo.InvariantCulture, $"in {took.TotalSeconds:0} s with the waits after refusals")),
            Figure.Of("refused at first and sent again", receiver.Refused, ""),
        ];
    }

    /// <summary>Nothing waits any more, neither to be told nor to be sent.</summary>
    private async Task QuietAsync(CancellationToken ct)
    {
        while (true)
        {
            await using var db = _world.Database.CreateDbContext();
            if (!await db.Set<PendingEvent>().AnyAsync(ct) && !await db.Set<Delivery>().AnyAsync(row => row.State == DeliveryState.Waiting, ct))
            {
                return;
            }

            await Task.Delay(500, ct);
        }
    }

    private async Task<Figure> SlowdownAsync(WebhookId hook, SlowReceiver receiver, int turns, CancellationToken ct)
    {
        _known = (await OpenAsync(new NewCustomer("Meera Iyer", "+919800000001", null, "en"), ct)).Customer;
        await TurnAsync(_warmUp, ct);
        var (with, without) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < turns; turn++)
        {
            foreach (var isHeard in turn % 2 == 0 ? new[] { true, false } : [false, true])
            {
                await _world.DoAsync<ChangeWebhookHandler, int>(async h =>
                {
                    await h.HandleAsync(hook, new ChangeWebhook(receiver.Url, ["case.*"], null, isHeard), Actor.System, ct);
                    return 0;
                });
                (isHeard ? with : without).Add(await TurnAsync(_turn, ct));
                await QuietAsync(ct);
            }
        }

        var slowdown = 100 * (1 - (with.Average() / without.Average()));
        return Figure.AtMost("opening cases slower with a subscription", slowdown, "%", MostSlowdown,
            string.Create(CultureInfo.InvariantCulture, $"{Clients} clients, {turns} turns of {_turn.TotalSeconds:0} s each: {with.Average():0} a second with, {without.Average():0} without"));
    }

    /// <summary>Every delivered event was taken, and each case's for the first time in the order of its versions.</summary>
    private async Task<IEnumerable<Figure>> JudgeAsync(SlowReceiver receiver, CancellationToken ct)
    {
        await using var db = _world.Database.CreateDbContext();
        var lost = 0;
        var heard = await db.Set<Delivery>().AsNoTracking().Select(row => new { row.Subject, row.Version }).ToListAsync(ct);
        var taken = receiver.Taken.ToDictionary(of => $"case:{of.Key}", of => of.Value.ToHashSet());
        foreach (var row in heard)
        {
            lost += taken.TryGetValue(row.Subject, out var versions) && versions.Contains(row.Version) ? 0 : 1;
        }

        var disordered = receiver.Taken.Values.Count(of => !of.Distinct().SequenceEqual(of.Distinct().Order()));
        return
        [
            Figure.AtMost("events lost", lost, "", 0, string.Create(CultureInfo.InvariantCulture, $"of {heard.Count:N0}")),
            Figure.AtMost("cases out of order", disordered, "", 0, string.Create(CultureInfo.InvariantCulture, $"of {receiver.Taken.Count:N0}")),
            Figure.Of("events taken twice", receiver.Taken.Values.Sum(of => of.Count - of.Distinct().Count()), ""),
        ];
    }

    private async Task<double> TurnAsync(TimeSpan time, CancellationToken ct)
    {
        var begun = BenchWorld.Clock.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            while (BenchWorld.Clock.GetElapsedTime(begun) < time)
            {
                await OpenAsync(null, ct);
                count++;
            }

            return count;
        })));
        return counts.Sum() / BenchWorld.Clock.GetElapsedTime(begun).TotalSeconds;
    }

    private Task<CaseOpened> OpenAsync(NewCustomer? customer, CancellationToken ct)
    {
        DeviceId device;
        lock (_devices)
        {
            device = _devices.Dequeue();
        }

        var centre = _world.Centres[Interlocked.Increment(ref _number) % _world.Centres.Count];
        return _world.DoAsync<OpenCaseHandler, CaseOpened>(handler => handler.HandleAsync(new OpenCase
        {
            Site = centre.Id,
            Device = device,
            Customer = customer is null ? _known : null,
            NewCustomer = customer,
            Symptom = "131",
            Items = [new ItemIn(Cases.Model.ItemKind.Charger)],
            WipeConsent = true,
        }, _world.Everybody, ct));
    }

    /// <summary>As the server's own clocks do.</summary>
    private static async Task LoopAsync(Func<Task> round, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await round();
                await Task.Delay(500, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
    }
}
