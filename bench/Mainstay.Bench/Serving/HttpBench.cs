using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using Mainstay.Bench.Opening;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Server;

namespace Mainstay.Bench.Serving;

/// <summary>
/// Opening a case over HTTP at a server of its own process, signed in with a session, against the same rows written by hand, in turns
/// of half a second. Clients, server and database share the machine.
/// </summary>
public sealed class HttpBench
{
    private const double Target = 0.15;
    private static readonly TimeSpan _turn = TimeSpan.FromMilliseconds(500);
    private const int WarmUpPosts = 3_000;
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(20);
    private readonly ConcurrentQueue<DeviceId> _devices = new();
    private BenchWorld _world = null!;
    private CustomerId _known;
    private int _number;

    public async Task<BenchReport> RunAsync(BenchPlace place, string scratch, int clients, TimeSpan time, CancellationToken ct)
    {
        var before = Machine.Load();
        var figures = new List<Figure>();
        await using (_world = await BenchWorld.MakeAsync(place.Database, ct))
        {
            (await _world.SellAsync((int)(time.TotalSeconds * 1_500) + 30_000, ct)).ForEach(_devices.Enqueue);
            var password = $"{_world.Ids.Next()}";
            await _world.SetPasswordAsync(password, ct);
            await place.SettleAsync(ct);
            _known = (await OpenHereAsync(isNewCustomer: true, ct)).Customer;
            var patterns = new List<(bool IsNew, RawOpen Raw)>();
            foreach (var isNew in new[] { false, true })
            {
                var opened = await OpenHereAsync(isNew, ct);
                await using var db = _world.Database.CreateDbContext();
                patterns.Add((isNew, await RawOpen.LikeAsync(db, opened.Id, isNew, withEvent: false, ct)));
            }

            await using var server = ServerProcess.Start(place.Database, ServerProcess.FreePort());
            using var probe = new HttpClient(new SocketsHttpHandler { UseCookies = false });
            await server.UntilItAnswersAsync(probe, TimeSpan.FromMinutes(1), ct);
            var cookie = await SignIn.AtAsync(probe, server.Address, BenchWorld.Login, password, null, ct);
            foreach (var (isNew, raw) in patterns)
            {
                figures.AddRange(await CompareAsync(server.Address, cookie, raw, isNew, clients, time / 2, ct));
            }

            await server.StopAsync(ct);
        }

        return new BenchReport("http", place.Database.Provider.ToString(), "POST /api/v1/cases at a server of its own process, 500 centres, devices sold beforehand",
            new Machine(Environment.ProcessorCount, before, Machine.Load(), Machine.Fsyncs(scratch, TimeProvider.System)), figures);
    }

    private async Task<IEnumerable<Figure>> CompareAsync(Uri server, string cookie, RawOpen raw, bool isNew, int clients, TimeSpan time, CancellationToken ct)
    {
        var wires = new List<Wire>();
        var raws = new List<RawOpen.Client>();
        for (var n = 0; n < clients; n++)
        {
            wires.Add(await Wire.ConnectAsync(server, ct));
            raws.Add(await raw.ConnectAsync(_world, readsInOneBatch: true, ct));
        }

        var (plain, keyed, written) = (new Tally(), new Tally(), new Tally());
        await WarmUpAsync((n, isKeyed) => PostAsync(wires[n], server, cookie, isNew, isKeyed, ct), clients);
        for (var spent = TimeSpan.Zero; spent < time; spent += 3 * _turn)
        {
            await Turns.TakeAsync(clients, _turn, n => PostAsync(wires[n], server, cookie, isNew, false, ct), plain);
            await Turns.TakeAsync(clients, _turn, n => raws[n].OpenAsync(Device(), Number(), ct), written);
            await Turns.TakeAsync(clients, _turn, n => PostAsync(wires[n], server, cookie, isNew, true, ct), keyed);
        }

        wires.ForEach(wire => wire.Dispose());
        foreach (var client in raws)
        {
            await client.DisposeAsync();
        }

        var who = string.Create(CultureInfo.InvariantCulture, $"{(isNew ? "new" : "known")} customer, {clients} client{(clients == 1 ? "" : "s")}");
        return
        [
            Figure.Of($"open over HTTP, {who}", plain.PerSecond, "/s"),
            Figure.Of($"open over HTTP with Idempotency-Key, {who}", keyed.PerSecond, "/s"),
            Figure.Of($"open raw, {who}", written.PerSecond, "/s", $"{raw.Rows} inserts in one batch, {raw.Reads} reads in one batch"),
            Figure.AtLeast($"ratio over HTTP, {who}", plain.PerSecond / written.PerSecond, "", Target),
            Figure.AtLeast($"ratio over HTTP with key, {who}", keyed.PerSecond / written.PerSecond, "", Target),
        ];
    }

    /// <summary>Code is compiled for good once it has run for a while.</summary>
    private static async Task WarmUpAsync(Func<int, bool, Task> post, int clients)
    {
        var begun = BenchWorld.Clock.GetTimestamp();
        for (var posts = 0; posts < WarmUpPosts && BenchWorld.Clock.GetElapsedTime(begun) < _warmUp;)
        {
            await Turns.TakeAsync(clients, _turn, n =>
            {
                Interlocked.Increment(ref posts);
                return post(n, n % 2 == 0);
            });
        }
    }

    private async Task PostAsync(Wire wire, Uri server, string cookie, bool isNew, bool isKeyed, CancellationToken ct)
    {
        var number = Number();
        var customer = isNew ? $$"""
            "new_customer":{"name":"Meera Iyer","phone":"+91{{number}}","language":"en"}
            """ : $"\"customer\":\"{_known}\"";
        var body = $$"""{"site":"{{Centre()}}","device":"{{Device()}}",{{customer}},"symptom":"131","items":[{"kind":"charger"}],"wipe_consent":true}""";
        var headers = $"Cookie: {cookie}\r\n{(isKeyed ? $"Idempotency-Key: {number}\r\n" : "")}";
        var (status, answer) = await wire.AskAsync(Wire.Request("POST", "/api/v1/cases", server, headers, body), ct);
        if (status != 201)
        {
            throw new InvalidOperationException($"Opening a case was answered so: {answer}");
        }
    }

    private Task<CaseOpened> OpenHereAsync(bool isNewCustomer, CancellationToken ct) => _world.DoAsync<OpenCaseHandler, CaseOpened>(handler => handler.HandleAsync(new OpenCase
    {
        Site = _world.Centres[0].Id,
        Device = Device(),
        Customer = isNewCustomer ? null : _known,
        NewCustomer = isNewCustomer ? new NewCustomer("Meera Iyer", $"+91{Number()}", null, "en") : null,
        Symptom = "131",
        Items = [new ItemIn(ItemKind.Charger)],
        WipeConsent = true,
    }, _world.Everybody, ct));

    private string Centre() => _world.Centres[Math.Abs(_number % _world.Centres.Count)].Id.ToString();

    private DeviceId Device() => _devices.TryDequeue(out var device) ? device : throw new InvalidOperationException("All devices are used: ask for fewer seconds.");

    private string Number() => $"9{Interlocked.Increment(ref _number):000000000}";
}

internal static class SignIn
{
    /// <returns>What stands in the header <c>Cookie</c> from now on.</returns>
    /// <param name="from">The address the server shall take for the caller's; it must believe us (MAINSTAY_PROXIES).</param>
    public static async Task<string> AtAsync(HttpClient client, Uri server, string login, string password, string? from, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "/api/v1/session")) { Content = JsonContent.Create(new { login, password }) };
        if (from is not null)
        {
            request.Headers.Add("X-Forwarded-For", from);
        }

        using var answer = await client.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
    }
}
