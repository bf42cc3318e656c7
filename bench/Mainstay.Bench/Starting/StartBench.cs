using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Mainstay.Server;

namespace Mainstay.Bench.Starting;

/// <summary>From the command to the first answer, and what a page weighs on the wire.</summary>
public static partial class StartBench
{
    private const double StartTarget = 3;
    private const double WeightTarget = 180;
    private const int Starts = 3;

    public static async Task<BenchReport> RunAsync(BenchPlace place, string scratch, CancellationToken ct)
    {
        var before = Machine.Load();
        string password;
        string[] pages;
        await using (var world = await BenchWorld.MakeAsync(place.Database, ct))
        {
            await world.SellAsync(20_000, ct);
            password = $"{world.Ids.Next()}";
            await world.SetPasswordAsync(password, ct);
            pages = [$"/desk?site={world.Centres[0].Ref.Code}", $"/bench?site={world.Centres[0].Ref.Code}", "/service", "/cases", "/admin/people"];
        }

        var figures = new List<Figure>();
        var times = new List<double>();
        for (var start = 1; start <= Starts; start++)
        {
            var begun = BenchWorld.Clock.GetTimestamp();
            await using var server = ServerProcess.Start(place.Database, ServerProcess.FreePort());
            using var client = new HttpClient { BaseAddress = server.Address };
            await server.UntilItAnswersAsync(client, TimeSpan.FromMinutes(1), ct);
            times.Add(BenchWorld.Clock.GetElapsedTime(begun).TotalSeconds);
            if (start == Starts)
            {
                figures.AddRange(await WeighAsync(server.Address, password, pages, ct));
            }
        }

        figures.Insert(0, Figure.AtMost("serve to the first 200 of /health", times.Min(), "s", StartTarget, $"least of {Starts}: {string.Join(", ", times.Select(time => time.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)))}"));
        return new BenchReport("start", place.Database.Provider.ToString(), "500 centres, 20,000 devices",
            new Machine(Environment.ProcessorCount, before, Machine.Load(), Machine.Fsyncs(scratch, TimeProvider.System)), figures);
    }

    /// <summary>The page with its styles and scripts as a browser asks for them, compressed; fonts, pictures, maps and charts are not counted.</summary>
    private static async Task<IEnumerable<Figure>> WeighAsync(Uri address, string password, string[] pages, CancellationToken ct)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br, gzip");
        (await client.PostAsJsonAsync("/api/v1/session", new { login = BenchWorld.Login, password }, ct)).EnsureSuccessStatusCode();
        using var reader = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.All, CookieContainer = new CookieContainer() }) { BaseAddress = address };
        (await reader.PostAsJsonAsync("/api/v1/session", new { login = BenchWorld.Login, password }, ct)).EnsureSuccessStatusCode();
        var figures = new List<Figure>();
        foreach (var page in pages)
        {
            using var answer = await client.GetAsync(new Uri(page, UriKind.Relative), ct);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                figures.Add(Figure.Missing($"weight of {page}", $"answers {(int)answer.StatusCode}"));
                continue;
            }

            var bytes = (await answer.Content.ReadAsByteArrayAsync(ct)).LongLength;
            var html = await reader.GetStringAsync(new Uri(page, UriKind.Relative), ct);
            foreach (var part in Part().Matches(html).Select(match => match.Groups[1].Value).Distinct().Where(part => !part.Contains("map", StringComparison.Ordinal) && !part.Contains("chart", StringComparison.Ordinal)))
            {
                bytes += (await client.GetByteArrayAsync(new Uri(address, part), ct)).LongLength;
            }

            figures.Add(Figure.AtMost($"weight of {page}", bytes / 1024.0, "KB", WeightTarget));
        }

        return figures;
    }

    [GeneratedRegex("""(?:src|href)="(/[^"]+\.(?:js|css)[^"]*)""")]
    private static partial Regex Part();
}
