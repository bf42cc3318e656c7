using System.Diagnostics;
using System.Globalization;
using System.Net;
using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Bench.Reading;
using Mainstay.Network.Contracts;
using Mainstay.Server;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Bench.Serving;

/// <param name="Boards">How many pages are open, four at a centre.</param>
/// <param name="VerbsPerSecond">Each centre's turn comes round.</param>
/// <param name="Time">How long they are worked.</param>
/// <param name="Fetch">Each board that hears of a change fetches its page again, as a browser does.</param>
public sealed record LiveLoad(int Boards, int VerbsPerSecond, TimeSpan Time, bool Fetch);

/// <summary>
/// Open boards of many centres at one server of its own process while verbs are done there: how long after the verb's answer its
/// boards hear of it. Clients, server and database share the machine.
/// </summary>
public sealed class LiveBench(LiveLoad load)
{
    private const int BoardsOfCentre = 4;
    private const int CasesOfCentre = 30;
    private const double EventTarget = 500;
    private const double MemoryTarget = 1536;
    private const double LeastShare = 0.95;
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _rest = TimeSpan.FromSeconds(2);
    private int _number;
    private long _fetchedBytes;
    private int _fetches;

    public async Task<BenchReport> RunAsync(BenchPlace place, string scratch, CancellationToken ct)
    {
        var before = Machine.Load();
        var figures = new List<Figure>();
        await using (var world = await BenchWorld.MakeAsync(place.Database, ct))
        {
            var centres = world.Centres.Take(Math.Max(1, load.Boards / BoardsOfCentre)).ToList();
            var volume = new Volume(world, CasesOfCentre * world.Centres.Count, CasesOfCentre * world.Centres.Count, openShare: 0.8,
                spare: (int)((load.Time + _warmUp).TotalSeconds * load.VerbsPerSecond) + centres.Count);
            await volume.FillAsync(ct);
            var password = $"{world.Ids.Next()}";
            await HireAsync(world, centres, password, ct);
            await place.SettleAsync(ct);

            await using var server = ServerProcess.Start(place.Database, ServerProcess.FreePort(), ("MAINSTAY_PROXIES", "127.0.0.1"));
            using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AutomaticDecompression = DecompressionMethods.None });
            await server.UntilItAnswersAsync(client, TimeSpan.FromMinutes(1), ct);
            var staff = await SignInAsync(server.Address, client, centres, volume, password, ct);
            figures.AddRange(await MeasureAsync(server, client, staff, ct));
            staff.ForEach(one => one.Dispose());
            await server.StopAsync(ct);
        }

        return new BenchReport("live", place.Database.Provider.ToString(),
            string.Create(CultureInfo.InvariantCulture, $"{load.Boards:N0} boards, {load.VerbsPerSecond} verbs a second for {load.Time.TotalSeconds:0} s, {CasesOfCentre} cases a centre{(load.Fetch ? ", pages fetched" : "")}"),
            new Machine(Environment.ProcessorCount, before, Machine.Load(), Machine.Fsyncs(scratch, TimeProvider.System)), figures);
    }

    /// <summary>One for each centre, all with the same password: making each one's hash would take longer than the rest.</summary>
    private static async Task HireAsync(BenchWorld world, List<SiteInfo> centres, string password, CancellationToken ct)
    {
        foreach (var (n, centre) in centres.Index())
        {
            await world.DoAsync<HirePersonHandler, PersonId>(handler => handler.HandleAsync(
                new HirePerson(Login(n), "Bench Person", null, null, centre.Id, "en", [new Grant(Role.FrontDesk, centre.Id, null), new Grant(Role.Technician, centre.Id, null)], []),
                Actor.System, ct));
        }

        await world.SetPasswordAsync(password, ct);
        await using var db = world.Database.CreateDbContext();
        var hash = await db.Set<Person>().Where(person => person.Id == world.Everybody.Person).Select(person => person.PasswordHash).SingleAsync(ct);
        await db.Set<Person>().Where(person => person.Login!.StartsWith("live-")).ExecuteUpdateAsync(set => set.SetProperty(person => person.PasswordHash, hash), ct);
    }

    private static string Login(int n) => string.Create(CultureInfo.InvariantCulture, $"live-{n}");

    /// <summary>Each from an address of his own: behind one, only so many sign in a minute.</summary>
    private async Task<List<Work>> SignInAsync(Uri server, HttpClient client, List<SiteInfo> centres, Volume volume, string password, CancellationToken ct)
    {
        var staff = new Work[centres.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, centres.Count), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct }, async (n, token) =>
        {
            var from = string.Create(CultureInfo.InvariantCulture, $"10.7.{n / 250}.{1 + (n % 250)}");
            var cookie = await SignIn.AtAsync(client, server, Login(n), password, from, token);
            staff[n] = new Work(centres[n], cookie, server, client, volume.Spare, () => $"9{Interlocked.Increment(ref _number):000000000}");
        });
        return [.. staff];
    }

    private async Task<IEnumerable<Figure>> MeasureAsync(ServerProcess server, HttpClient client, List<Work> staff, CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var boards = new List<List<Board>>();
        var listening = new List<Task>();
        foreach (var one in staff)
        {
            var request = Wire.Request("GET", $"/live?about=bench&site={one.Centre.Ref.Code}", server.Address, $"Cookie: {one.Cookie}\r\nAccept: text/event-stream\r\n");
            var of = new List<Board>();
            for (var n = 0; n < BoardsOfCentre; n++)
            {
                var board = new Board(await Wire.ConnectAsync(server.Address, ct), load.Fetch ? token => FetchAsync(client, server.Address, one, token) : null);
                listening.Add(Task.Run(() => board.ListenAsync(request, end.Token), CancellationToken.None));
                of.Add(board);
            }

            boards.Add(of);
        }

        await Task.WhenAll(boards.SelectMany(of => of).Select(board => board.Hello)).WaitAsync(TimeSpan.FromMinutes(2), ct);
        var idle = server.Memory;
        await WorkAsync(staff, _warmUp, null, ct);
        var peak = new Peak(server);
        var watching = peak.WatchAsync(end.Token);
        var done = new List<(int Centre, long Sent, long Answered)>();
        var spent = Cpu(server);
        var begun = BenchWorld.Clock.GetTimestamp();
        var refused = await WorkAsync(staff, load.Time, done, ct);
        var took = BenchWorld.Clock.GetElapsedTime(begun);
        spent = Cpu(server) - spent;
        await Task.Delay(_rest, ct);
        await end.CancelAsync();
        await Task.WhenAll(listening);
        await watching;
        var figures = Judge(done, boards, took).ToList();
        figures.Add(Figure.AtMost("verbs refused", refused, "", 0));
        figures.Add(Figure.AtMost("memory of the server, most", peak.Bytes / 1048576.0, "MB", MemoryTarget, string.Create(CultureInfo.InvariantCulture, $"resident; {idle / 1048576.0:0} before the first verb")));
        figures.Add(Figure.Of("cores the server used", spent / took, "", "of its own process, without the database"));
        boards.ForEach(of => of.ForEach(board => board.Dispose()));
        return figures;
    }

    private static TimeSpan Cpu(ServerProcess server)
    {
        using var process = Process.GetProcessById(server.Id);
        return process.TotalProcessorTime;
    }

    /// <summary>Verbs at an even pace, whether or not the ones before have been answered.</summary>
    /// <returns>How many were not done.</returns>
    private async Task<int> WorkAsync(List<Work> staff, TimeSpan time, List<(int Centre, long Sent, long Answered)>? done, CancellationToken ct)
    {
        var begun = BenchWorld.Clock.GetTimestamp();
        var underWay = new List<Task>();
        var refused = 0;
        var count = (int)(time.TotalSeconds * load.VerbsPerSecond);
        for (var n = 0; n < count; n++)
        {
            var wait = TimeSpan.FromSeconds((double)n / load.VerbsPerSecond) - BenchWorld.Clock.GetElapsedTime(begun);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, ct);
            }

            var centre = n % staff.Count;
            underWay.Add(Task.Run(async () =>
            {
                var answer = await staff[centre].DoAsync(ct);
                lock (underWay)
                {
                    refused += answer is null ? 1 : 0;
                    if (answer is { } at)
                    {
                        done?.Add((centre, at.Sent, at.Answered));
                    }
                }
            }, ct));
        }

        await Task.WhenAll([.. underWay]);
        return refused;
    }

    private IEnumerable<Figure> Judge(List<(int Centre, long Sent, long Answered)> done, List<List<Board>> boards, TimeSpan took)
    {
        var clock = BenchWorld.Clock;
        List<TimeSpan> events = [], fetched = [];
        var (deaf, unfetched) = (0, 0);
        foreach (var (centre, sent, answered) in done)
        {
            foreach (var board in boards[centre])
            {
                if (board.FirstSince(sent) is not { } heard)
                {
                    deaf++;
                    continue;
                }

                events.Add(Since(answered, heard.At));
                if (heard.FetchedAt is { } at)
                {
                    fetched.Add(Since(answered, at));
                }
                else
                {
                    unfetched++;
                }
            }
        }

        yield return Figure.AtLeast("verbs done a second", done.Count / took.TotalSeconds, "/s", LeastShare * load.VerbsPerSecond);
        yield return Figure.Of("verb p95", Percentile.Of(done.Select(one => clock.GetElapsedTime(one.Sent, one.Answered)), 0.95), "ms", "from sending to its answer");
        yield return Figure.AtMost("boards that heard nothing of a verb", deaf, "", 0, string.Create(CultureInfo.InvariantCulture, $"of {events.Count + deaf:N0}"));
        if (events.Count > 0)
        {
            yield return Figure.Of("event at the board p50", Percentile.Of(events, 0.5), "ms", "after the verb's answer");
            yield return Figure.AtMost("event at the board p95", Percentile.Of(events, 0.95), "ms", EventTarget);
            yield return Figure.Of("event at the board p99", Percentile.Of(events, 0.99), "ms");
        }

        if (load.Fetch)
        {
            yield return Figure.AtMost("pages not fetched", unfetched, "", 0, string.Create(CultureInfo.InvariantCulture, $"of {fetched.Count + unfetched:N0}, {_fetchedBytes / 1024.0 / Math.Max(1, _fetches):0.0} KB each, {boards.Sum(of => of.Sum(board => board.Failed))} refused"));
            if (fetched.Count > 0)
            {
                yield return Figure.Of("page fetched p50", Percentile.Of(fetched, 0.5), "ms", "after the verb's answer");
                yield return Figure.Of("page fetched p95", Percentile.Of(fetched, 0.95), "ms");
            }
        }

        TimeSpan Since(long answered, long at) => at <= answered ? TimeSpan.Zero : clock.GetElapsedTime(answered, at);
    }

    /// <summary>As the script of the page asks; the browser takes its fragment out of the answer.</summary>
    private async Task<bool> FetchAsync(HttpClient client, Uri server, Work one, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, $"/bench?site={one.Centre.Ref.Code}"));
        request.Headers.Add("Cookie", one.Cookie);
        request.Headers.Add("HX-Request", "true");
        request.Headers.Add("Accept-Encoding", "br");
        using var answer = await client.SendAsync(request, ct);
        var bytes = (await answer.Content.ReadAsByteArrayAsync(ct)).Length;
        Interlocked.Add(ref _fetchedBytes, bytes);
        Interlocked.Increment(ref _fetches);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>The most memory the server was seen with.</summary>
    private sealed class Peak(ServerProcess server)
    {
        public long Bytes { get; private set; } = server.Memory;

        public async Task WatchAsync(CancellationToken ct)
        {
            while (!ct.IsCancellationRequested)
            {
                Bytes = Math.Max(Bytes, server.Memory);
                await Task.Delay(TimeSpan.FromMilliseconds(500), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
