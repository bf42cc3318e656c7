using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Mainstay.Bench.Reading;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Links;
using Mainstay.Server;

namespace Mainstay.Bench.Linking;

/// <summary>The customer's page at a full network: how soon it answers, and how much it weighs on the way to the phone.</summary>
public static partial class LinkBench
{
    private const int Rounds = 400;
    private const int WarmUp = 40;
    private const double PageTarget = 50;
    private const double WeightTarget = 40;

    public static async Task<BenchReport> RunAsync(BenchPlace place, string scratch, int cases, CancellationToken ct)
    {
        var before = Machine.Load();
        await using var world = await BenchWorld.MakeAsync(place.Database, ct);
        var volume = new Volume(world, Math.Max(1_000, cases), cases);
        await volume.FillAsync(ct);
        await place.SettleAsync(ct);
        var links = new List<Uri>();
        foreach (var id in volume.Cases)
        {
            if (links.Count < Rounds && await OpenLinkAsync(world, id, ct) is { } link)
            {
                links.Add(link);
            }
        }

        var figures = await MeasureAsync(world, links, ct);
        return new BenchReport("link", place.Database.Provider.ToString(), $"{cases:N0} cases",
            new Machine(Environment.ProcessorCount, before, Machine.Load(), Machine.Fsyncs(scratch, TimeProvider.System)), figures);
    }

    /// <summary>Null when the repair is so long over that its link has ended.</summary>
    private static Task<Uri?> OpenLinkAsync(BenchWorld world, CaseId id, CancellationToken ct) => world.DoAsync<CaseLinks, Uri?>(async made =>
        await made.AddressForAsync(id, ct) is { } address && await made.FindAsync(address.Segments[^1], ct) is not null ? address : null);

    /// <summary>Each link is opened for the first time, as by a customer; the wrong ones beside them must not be quicker to guess with.</summary>
    private static async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, List<Uri> links, CancellationToken ct)
    {
        await using var app = MainstayServer.Build(new ServerSettings
        {
            Data = world.Database.Folder,
            Database = world.IsPostgres ? world.Database.ConnectionString : null,
            Port = 0,
        });
        await app.StartAsync(ct);
        var root = new Uri(app.Urls.First());
        using var client = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None, UseCookies = false }) { BaseAddress = root };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        List<TimeSpan> right = [], wrong = [];
        long heaviest = 0;
        var opened = 0;
        for (var n = 0; n < WarmUp + Rounds; n++)
        {
            var path = links[n % links.Count].AbsolutePath;
            var (took, status, bytes) = await AskAsync(client, path, ct);
            var (missed, _, _) = await AskAsync(client, path[..^6] + "AAAAAA", ct);
            if (n >= WarmUp)
            {
                right.Add(took);
                wrong.Add(missed);
                heaviest = Math.Max(heaviest, bytes);
                opened += status == HttpStatusCode.OK ? 1 : 0;
            }
        }

        var (style, sheets) = await StylesAsync(client, links[0].AbsolutePath, ct);
        await app.StopAsync(ct);
        return
        [
            Figure.Of("page p50", Percentile.Of(right, 0.5), "ms"),
            Figure.AtMost("page p95", Percentile.Of(right, 0.95), "ms", PageTarget, $"{opened} of {Rounds} answered with the page, over {links.Count} links"),
            Figure.AtMost("heaviest page with its style sheet", (heaviest + style) / 1024.0, "KB", WeightTarget, string.Create(CultureInfo.InvariantCulture, $"compressed, without pictures: {heaviest / 1024.0:0.0} and {style / 1024.0:0.0} in {sheets} file{(sheets == 1 ? "" : "s")}")),
            Figure.Of("wrong link p50", Percentile.Of(wrong, 0.5), "ms"),
            Figure.Of("wrong link p95", Percentile.Of(wrong, 0.95), "ms"),
        ];
    }

    /// <summary>Style sheets and scripts that the page names, as they come.</summary>
    private static async Task<(long Bytes, int Files)> StylesAsync(HttpClient client, string path, CancellationToken ct)
    {
        using var reader = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.All, UseCookies = false }) { BaseAddress = client.BaseAddress };
        var parts = Part().Matches(await reader.GetStringAsync(new Uri(path, UriKind.Relative), ct)).Select(match => match.Groups[1].Value).Distinct().ToList();
        long bytes = 0;
        foreach (var part in parts)
        {
            bytes += (await client.GetByteArrayAsync(new Uri(part, UriKind.Relative), ct)).LongLength;
        }

        return (bytes, parts.Count);
    }

    [GeneratedRegex("""(?:src|href)="(/[^"]+\.(?:js|css)[^"]*)""")]
    private static partial Regex Part();

    private static async Task<(TimeSpan Took, HttpStatusCode Status, long Bytes)> AskAsync(HttpClient client, string path, CancellationToken ct)
    {
        var begun = BenchWorld.Clock.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), ct);
        var bytes = (await answer.Content.ReadAsByteArrayAsync(ct)).LongLength;
        return (BenchWorld.Clock.GetElapsedTime(begun), answer.StatusCode, bytes);
    }
}
