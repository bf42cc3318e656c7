using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mainstay.Cases.Model;
using Mainstay.Server;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Bench.Torture;

/// <summary>Tries to make the system forget or repeat something it said is done.</summary>
/// <param name="place">A database of the bench's own.</param>
/// <param name="cluster">Its cluster, where that is ours to restart; null when it is not.</param>
public sealed class TortureBench(BenchPlace place, LocalPostgres? cluster) : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);
    private static readonly string[] _offsets = ["0", "0", "-120", "120", "-3600"];
    private readonly Random _random = new(1);
    private readonly Ledger _ledger = new();
    private readonly List<TimeSpan> _recoveries = [];
    private readonly HttpClient _probe = new() { Timeout = TimeSpan.FromSeconds(2) };
    private ServerProcess[] _servers = [];
    private int _restarts;
    private int _freezes;
    private int _jumps;
    private int _slow;
    private int _quietSince;

    public async ValueTask DisposeAsync()
    {
        _probe.Dispose();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    public async Task<TortureReport> RunAsync(int kills, int clients, TimeSpan time, CancellationToken ct)
    {
        await using var world = await BenchWorld.MakeAsync(place.Database, ct);
        var devices = new ConcurrentQueue<string>((await world.SellAsync(20_000 + (int)(time.TotalSeconds * 200), ct)).Select(device => device.ToString()));
        var password = $"{world.Ids.Next()}";
        await world.SetPasswordAsync(password, ct);
        await place.SettleAsync(ct);

        _servers = [.. Enumerable.Range(0, world.IsPostgres ? 2 : 1).Select(_ => ServerProcess.Start(place.Database, ServerProcess.FreePort()))];
        foreach (var server in _servers)
        {
            await server.UntilItAnswersAsync(_probe, _patience, ct);
        }

        var nodes = _servers.Select(server => server.Address).ToList();
        var cookies = new CookieContainer();
        await SignInAsync(cookies, password, ct);
        using var stop = new CancellationTokenSource();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var writers = Enumerable.Range(1, clients)
            .Select(number => new Writer(number, nodes, cookies, devices, world.Centres[number % 8].Id.ToString(), _ledger)).ToList();
        var writing = Task.WhenAll(writers.Select(writer => Task.Run(() => writer.WriteAsync(stop.Token, giveUp.Token), ct)));
        var rounds = new RoundsWatch(place.Database);
        var watching = world.IsPostgres ? Task.Run(() => rounds.WatchAsync(stop.Token), ct) : Task.CompletedTask;
        var begun = TimeProvider.System.GetTimestamp();
        for (var kill = 1; kill <= kills; kill++)
        {
            await Task.Delay((time / kills * (0.5 + _random.NextDouble())) is var pause && pause > TimeSpan.FromSeconds(1) ? pause - TimeSpan.FromSeconds(1) : pause, TimeProvider.System, ct);
            await DisturbAsync(kill, ct);
            rounds.Killed();
            await KillAsync(_random.Next(_servers.Length), kill > _quietSince, ct);
        }

        if (time - TimeProvider.System.GetElapsedTime(begun) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, TimeProvider.System, ct);
        }

        await stop.CancelAsync();
        giveUp.CancelAfter(_patience);
        await writing;
        await watching;
        writers.ForEach(writer => writer.Dispose());
        return await ReckonAsync(world, clients, kills, rounds.Longest, cookies, ct);
    }

    /// <summary>What else happens to servers and their databases: now and then it crashes, stands still, or its disk is slow.</summary>
    private async Task DisturbAsync(int turn, CancellationToken ct)
    {
        if (turn % 5 == 3)
        {
            _freezes++;
            var still = TimeSpan.FromMilliseconds(_random.Next(300, 2000));
            if (cluster is not null && turn % 2 == 0)
            {
                await cluster.FreezeAsync(ct);
                await Task.Delay(still, TimeProvider.System, ct);
                await cluster.ThawAsync(ct);
            }
            else
            {
                var server = _servers[_random.Next(_servers.Length)];
                server.Signal("STOP");
                await Task.Delay(still, TimeProvider.System, ct);
                server.Signal("CONT");
            }
        }

        if (cluster is not null && turn % 6 == 2)
        {
            _slow++;
            await place.SlowDownAsync(true, ct);
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(1000, 3000)), TimeProvider.System, ct);
            await place.SlowDownAsync(false, ct);
        }

        if (cluster is not null && turn % 7 == 5)
        {
            _restarts++;
            _quietSince = turn + 1; // Connections from before are found broken for a while.
            await cluster.CrashAsync(ct);
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(50, 1000)), TimeProvider.System, ct);
            await cluster.StartAsync(ct);
        }
    }

    /// <summary>kill -9, and started again at once, some with a clock that is wrong.</summary>
    /// <param name="which">Which server.</param>
    /// <param name="isQuiet">Nothing else was done that the other servers would still feel: they must serve on.</param>
    /// <param name="ct">Stops it.</param>
    private async Task KillAsync(int which, bool isQuiet, CancellationToken ct)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var old = _servers[which];
        await old.KillAsync();
        _ledger.Dead = isQuiet && _servers.Length > 1 ? new Uri(old.Address, "/") : null;
        var offset = _offsets[_random.Next(_offsets.Length)];
        _jumps += offset == "0" ? 0 : 1;
        _servers[which] = ServerProcess.Start(place.Database, old.Address.Port, ("MAINSTAY_CLOCK_OFFSET", offset));
        await _servers[which].UntilItAnswersAsync(_probe, _patience, ct);
        _recoveries.Add(TimeProvider.System.GetElapsedTime(begun));
        _ledger.Dead = null;
        await old.DisposeAsync();
    }

    private double Recovered(double share) => _recoveries.Count == 0 ? 0 : Math.Round(Percentile.Of(_recoveries, share));

    private async Task SignInAsync(CookieContainer cookies, string password, CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies });
        using var answer = await http.PostAsJsonAsync(new Uri(_servers[0].Address, "/api/v1/session"), new { login = BenchWorld.Login, password }, ct);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Looks for every acknowledged write through the API, then asks doctor, while the servers serve.</summary>
    private async Task<TortureReport> ReckonAsync(BenchWorld world, int clients, int kills, TimeSpan takeOver, CookieContainer cookies, CancellationToken ct)
    {
        int acknowledged = 0, lost = 0, doubled = 0;
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies });
        foreach (var told in _ledger.Cases)
        {
            acknowledged += told.Verbs.Count;
            using var answer = await http.GetAsync(new Uri(_servers[0].Address, $"/api/v1/cases/{told.Id}"), ct);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                lost += told.Verbs.Count;
                _ledger.Findings.Enqueue($"Case {told.Id}: {(int)answer.StatusCode}");
                continue;
            }

            using var view = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(ct));
            var found = view.RootElement.GetProperty("timeline").EnumerateArray().CountBy(e => e.GetProperty("verb").GetString()!).ToDictionary();
            foreach (var (verb, count) in told.Verbs.CountBy(verb => verb))
            {
                var there = found.GetValueOrDefault(verb);
                lost += Math.Max(0, count - there);
                doubled += Math.Max(0, there - count);
                if (there != count)
                {
                    _ledger.Findings.Enqueue($"Case {told.Id}: {verb} acknowledged {count} times, found {there} times");
                }
            }
        }

        await place.Database.DisposeAsync(); // Connections of before a restart are worth nothing.
        var (cases, diagnosis) = (0, new Diagnosis(false, []));
        await BenchPlace.UntilDoneAsync(async () =>
        {
            await using var db = place.Database.CreateDbContext();
            cases = await db.Cases.CountAsync(ct);
            diagnosis = await world.DoAsync<Doctor, Diagnosis>(doctor => doctor.ExamineAsync(null, ct));
        });
        doubled += Math.Max(0, cases - _ledger.Cases.Count);
        diagnosis.Checks.SelectMany(check => check.Details.Take(3).Select(detail => $"{check.Name}: {detail}")).ToList().ForEach(_ledger.Findings.Enqueue);
        if (_ledger.Faults > 0)
        {
            _servers.SelectMany(server => server.Lines).Where(line => line.Contains("fail", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal))
                .Take(10).ToList().ForEach(_ledger.Findings.Enqueue);
        }

        return new TortureReport(
            place.Database.Provider.ToString(), _servers.Length, clients, acknowledged, lost, doubled, kills,
            Recovered(0.95), Recovered(0.5), diagnosis.Clean,
            _restarts, _freezes, _slow, _jumps, _ledger.Served, _ledger.Unserved, Math.Round(takeOver.TotalSeconds, 1), _ledger.Repeats, _ledger.Retries, _ledger.Faults, [.. _ledger.Findings.Take(20)]);
    }
}
