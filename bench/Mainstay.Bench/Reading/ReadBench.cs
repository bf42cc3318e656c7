using System.Net;
using System.Net.Http.Json;
using Mainstay.Bench.Opening;
using Mainstay.Cases.Queries;
using Mainstay.Cases.Watch;
using Mainstay.Server;

namespace Mainstay.Bench.Reading;

/// <summary>What staff ask for all day, at a full network: searches, desk, bench, case page, head of service.</summary>
public static class ReadBench
{
    private const int Rounds = 300;
    private const int WarmUp = 30;
    private const double SearchTarget = 20;
    private const double PageTarget = 50;
    private const double ServiceTarget = 100;

    public static async Task<BenchReport> RunAsync(BenchPlace place, string scratch, int devices, int cases, CancellationToken ct)
    {
        var before = Machine.Load();
        await using var world = await BenchWorld.MakeAsync(place.Database, ct);
        var begun = BenchWorld.Clock.GetTimestamp();
        var volume = new Volume(world, devices, cases);
        await volume.FillAsync(ct);
        var filled = BenchWorld.Clock.GetElapsedTime(begun);
        await place.SettleAsync(ct);
        await world.DoAsync<FiguresWorker, int>(worker => worker.RebuildAsync(ct));
        var figures = new List<Figure> { Figure.Of("filling", filled.TotalSeconds, "s") };
        figures.AddRange(await QueriesAsync(world, volume, ct));
        figures.AddRange(await PagesAsync(world, volume, ct));
        return new BenchReport("read", place.Database.Provider.ToString(), $"{devices:N0} devices, {cases:N0} cases, 500 centres",
            new Machine(Environment.ProcessorCount, before, Machine.Load(), Machine.Fsyncs(scratch, TimeProvider.System)), figures);
    }

    private static async Task<IEnumerable<Figure>> QueriesAsync(BenchWorld world, Volume volume, CancellationToken ct)
    {
        Task Search(string text) => world.DoAsync<SearchAllHandler, SearchResult>(handler => handler.HandleAsync(new SearchAll(text), world.Everybody, ct));
        var asks = new List<Ask>
        {
            new("search by IMEI", n => Search(volume.Imeis[n % volume.Imeis.Count]), 0.99, SearchTarget),
            new("search by phone", n => Search(volume.Phones[n % volume.Phones.Count]), 0.99, SearchTarget),
            new("search by beginning of name", n => Search(volume.Names[n % volume.Names.Count]), 0.99, SearchTarget),
            new("search by case number", n => Search(volume.Numbers[n % volume.Numbers.Count]), 0.99, SearchTarget),
            new("front desk", n => world.DoAsync<ViewDeskHandler, DeskView>(handler => handler.HandleAsync(new ViewDesk(world.Centres[n % world.Centres.Count].Id), world.Everybody, ct)), 0.95, PageTarget),
            new("bench board", n => world.DoAsync<ViewBoardHandler, BoardView>(handler => handler.HandleAsync(new ViewBoard(world.Centres[n % world.Centres.Count].Id), world.Everybody, ct)), 0.95, PageTarget),
            new("head of service, first to ask", n => world.DoAsync<ViewServiceHandler, ServiceView>(handler => handler.HandleAsync(new ViewService(BenchWorld.Today.AddDays(-27 - n), BenchWorld.Today.AddDays(-n)), world.Everybody, ct)), 0.95, ServiceTarget),
            new("head of service, asked before", n => world.DoAsync<ViewServiceHandler, ServiceView>(handler => handler.HandleAsync(new ViewService(BenchWorld.Today.AddDays(-27), BenchWorld.Today), world.Everybody, ct)), 0.95, ServiceTarget),
            new("case page", n => world.DoAsync<ViewCaseHandler, CaseView>(handler => handler.HandleAsync(new ViewCase(volume.Cases[n % volume.Cases.Count]), world.Everybody, ct)), 0.95, PageTarget),
        };
        await MeasureAsync(asks, ct);
        if (world.IsPostgres)
        {
            await CountAsync(asks);
        }

        return asks.SelectMany(ask => ask.Figures());
    }

    /// <summary>The same over HTTP, with sign-in, rendering and compression: in this process, so the client's own work is in the figure.</summary>
    private static async Task<IEnumerable<Figure>> PagesAsync(BenchWorld world, Volume volume, CancellationToken ct)
    {
        var password = $"{world.Ids.Next()}";
        await world.SetPasswordAsync(password, ct);
        await using var app = MainstayServer.Build(new ServerSettings
        {
            Data = world.Database.Folder,
            Database = world.IsPostgres ? world.Database.ConnectionString : null,
            Port = 0,
        });
        await app.StartAsync(ct);
        using var client = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.All, AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
        (await client.PostAsJsonAsync("/api/v1/session", new { login = BenchWorld.Login, password }, ct)).EnsureSuccessStatusCode();
        var site = world.Centres[0];
        var paths = new List<(string Name, Func<int, string> Path, double Target)>
        {
            ("GET /api/v1/search", n => $"/api/v1/search?text={volume.Imeis[n % volume.Imeis.Count]}", SearchTarget),
            ("GET /api/v1/sites/{site}/desk", n => $"/api/v1/sites/{world.Centres[n % world.Centres.Count].Id}/desk", PageTarget),
            ("GET /api/v1/sites/{site}/board", n => $"/api/v1/sites/{world.Centres[n % world.Centres.Count].Id}/board", PageTarget),
            ("GET /api/v1/cases/{id}", n => $"/api/v1/cases/{volume.Cases[n % volume.Cases.Count]}", PageTarget),
            ("page /desk", _ => $"/desk?site={site.Ref.Code}", PageTarget),
            ("page /bench", _ => $"/bench?site={site.Ref.Code}", PageTarget),
            ("page /cases/{id}", n => $"/cases/{volume.Cases[n % volume.Cases.Count]}", PageTarget),
            ("page /service, first to ask", n => $"/service?range=own&from={BenchWorld.Today.AddDays(-27 - n):yyyy-MM-dd}&to={BenchWorld.Today.AddDays(-n):yyyy-MM-dd}", ServiceTarget),
            ("page /service, asked before", _ => "/service", ServiceTarget),
        };
        var asks = new List<Ask>();
        var figures = new List<Figure>();
        foreach (var (name, path, target) in paths)
        {
            using var first = await client.GetAsync(new Uri(path(0), UriKind.Relative), ct);
            if (first.StatusCode == HttpStatusCode.OK)
            {
                asks.Add(new Ask($"HTTP {name}", async n => (await client.GetAsync(new Uri(path(n), UriKind.Relative), ct)).EnsureSuccessStatusCode().Dispose(), name.Contains("search", StringComparison.Ordinal) ? 0.99 : 0.95, target));
            }
            else
            {
                figures.Add(Figure.Missing($"HTTP {name}", $"answers {(int)first.StatusCode}"));
            }
        }

        await MeasureAsync(asks, ct);
        figures.AddRange(asks.SelectMany(ask => ask.Figures()));
        await app.StopAsync(ct);
        return figures;
    }

    /// <summary>All kinds in turn, so that what disturbs the machine disturbs all alike.</summary>
    private static async Task MeasureAsync(List<Ask> asks, CancellationToken ct)
    {
        for (var n = 0; n < WarmUp + Rounds; n++)
        {
            ct.ThrowIfCancellationRequested();
            foreach (var ask in asks)
            {
                var begun = BenchWorld.Clock.GetTimestamp();
                await ask.Act(n);
                if (n >= WarmUp)
                {
                    ask.Times.Add(BenchWorld.Clock.GetElapsedTime(begun));
                }
            }
        }
    }

    private static async Task CountAsync(List<Ask> asks)
    {
        using var trips = new RoundTrips();
        foreach (var ask in asks)
        {
            ask.Trips = int.MaxValue;
            for (var n = 0; n < 5; n++)
            {
                var before = trips.Count;
                await ask.Act(n);
                ask.Trips = Math.Min(ask.Trips.Value, trips.Count - before);
            }
        }
    }

    private sealed record Ask(string Name, Func<int, Task> Act, double Share, double Target)
    {
        public List<TimeSpan> Times { get; } = new(Rounds);

        public int? Trips { get; set; }

        public IEnumerable<Figure> Figures() =>
        [
            Figure.Of($"{Name} p50", Percentile.Of(Times, 0.5), "ms"),
            Figure.AtMost($"{Name} p{100 * Share:0}", Percentile.Of(Times, Share), "ms", Target, Trips is { } trips ? $"{trips} round trips" : null),
        ];
    }
}
