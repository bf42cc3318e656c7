using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Server.Demo;
using Mainstay.Server.Tests.Browser;
using Mainstay.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(SmallDemo))]

namespace Mainstay.Server.Tests.Browser;

/// <summary>The demo with ten centres, served; built when the first test asks for it. Two of its centres show every state a case can be in.</summary>
public sealed partial class SmallDemo : IAsyncDisposable
{
    public static readonly string[] Logins = ["desk", "tech", "manager", "factory", "factory.manager", "agent", "store", "planner", "quality", "head", "admin"];

    private readonly string _folder = Directory.CreateTempSubdirectory("mainstay-small-demo").FullName;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentDictionary<string, string> _cookies = [];
    private readonly SemaphoreSlim _walking = new(1, 1);
    private IReadOnlyList<(string Login, string Path)>? _walk;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private WebApplication? _app;

    public string Address => _app!.Urls.First();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _gate.Dispose();
        _walking.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task StartAsync()
    {
        await _gate.WaitAsync(Ct);
        try
        {
            if (_app is null)
            {
                await DemoFolder.EnsureAsync(_folder, new DemoSize { Centres = 10, Cases = 400, Devices = 4_000 }, TimeProvider.System, null, Ct);
                var app = MainstayServer.Build(new ServerSettings { Data = _folder, Port = 0, Demo = true });
                await app.StartAsync(Ct);
                _app = app;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Signs in once and keeps the cookie.</summary>
    public async Task<string> CookieAsync(string login)
    {
        await StartAsync();
        if (!_cookies.TryGetValue(login, out var cookie))
        {
            using var answer = await _http.PostAsJsonAsync(Address + "/api/v1/session", new { login, password = DemoLogins.Password }, Ct);
            answer.EnsureSuccessStatusCode();
            _cookies[login] = cookie = answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        }

        return cookie;
    }

    /// <summary>The page as it is sent; fails when there is none.</summary>
    public async Task<string> HtmlAsync(string login, string path)
    {
        var cookie = await CookieAsync(login);
        using var request = new HttpRequestMessage(HttpMethod.Get, Address + path);
        request.Headers.Add("Cookie", cookie);
        using var answer = await _http.SendAsync(request, Ct);
        Assert.True(answer.IsSuccessStatusCode, $"{login} {path}: {answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync(Ct);
    }

    public async Task<IPage> OpenAsync(Chromium chromium, string login, int width = 1440, string theme = "light", string language = "en")
    {
        var page = await chromium.OpenAsync(width, theme, language);
        var cookie = (await CookieAsync(login)).Split('=', 2);
        await page.Context.AddCookiesAsync([
            new() { Name = cookie[0], Value = cookie[1], Url = Address },
            new() { Name = "lang", Value = language, Url = Address },
        ]);
        return page;
    }

    /// <summary>The IMEI of a phone sold some months ago that was never in a case.</summary>
    public Task<string> CoveredPhoneAsync() => OneAsync("""
        SELECT CAST(d.imei1 AS TEXT) AS "Value" FROM devices_devices d
        WHERE d.imei1 IS NOT NULL AND d.state = 'in_use' AND d.sold_on BETWEEN date('now', '-200 days') AND date('now', '-60 days')
        AND NOT EXISTS (SELECT 1 FROM cases_cases c WHERE c.device = d.id OR c.device_root = d.id OR c.device_root = d.root)
        LIMIT 1
        """);

    /// <summary>The IMEI of a phone that the desk's own centre repaired and handed over days ago, and the symptom it had.</summary>
    public async Task<(string Imei, string Symptom)> LatelyRepairedPhoneAsync() => (await OneAsync("""
        SELECT CAST(d.imei1 AS TEXT) || ' ' || c.symptom AS "Value" FROM cases_cases c JOIN devices_devices d ON d.id = c.device JOIN network_sites s ON s.id = c.site
        WHERE s.code = 'MH-MUM-01' AND c.outcome = 'repaired' AND c.state IN ('handed_over', 'closed') AND d.imei1 IS NOT NULL AND d.state = 'in_use'
        AND NOT EXISTS (SELECT 1 FROM cases_cases later WHERE later.device_root = c.device_root AND later.opened_at > c.opened_at)
        ORDER BY c.handed_over_at DESC
        LIMIT 1
        """)).Split(' ') is [var imei, var symptom] ? (imei, symptom) : throw new InvalidOperationException();

    /// <summary>
    /// Every page somebody can reach: all of each role's navigation, one page of each kind they link to, and a case of each state
    /// with each of its forms open. Each kind of page once, as the first role that reaches it.
    /// </summary>
    public async Task<IReadOnlyList<(string Login, string Path)>> WalkAsync()
    {
        await _walking.WaitAsync(Ct);
        try
        {
            return _walk ??= await WalkOnceAsync();
        }
        finally
        {
            _walking.Release();
        }
    }

    private async Task<List<(string Login, string Path)>> WalkOnceAsync()
    {
        HashSet<string> seen = [];
        List<(string Login, string Path)> pages = [];
        foreach (var login in Logins)
        {
            // Links of links are followed twice over: lists, what they list, and what that leads to.
            var ahead = NavLink().Matches(await HtmlAsync(login, "/password")).Select(link => link.Groups[1].Value).Prepend("/password").ToList();
            for (var depth = 0; depth < 3; depth++)
            {
                List<string> next = [];
                foreach (var path in ahead.Where(path => seen.Add(KindOf(path))))
                {
                    pages.Add((login, path));
                    var html = await HtmlFollowingAsync(login, path);
                    next.AddRange(Link().Matches(html[html.IndexOf("<main", StringComparison.Ordinal)..]).Select(link => System.Net.WebUtility.HtmlDecode(link.Groups[1].Value)).Where(IsPage));
                }

                ahead = next;
            }
        }

        foreach (var (login, states) in new[] { ("manager", StatesOf("ready", "to_factory")), ("factory.manager", StatesOf("at_factory", "factory_repair")) })
        {
            foreach (var state in states)
            {
                var html = await HtmlAsync(login, "/cases?state=" + state);
                if (CaseLink().Match(html) is { Success: true } one)
                {
                    var @case = await HtmlAsync(login, one.Value);
                    var forms = VerbLink().Matches(@case).Select(verb => verb.Groups[1].Value).Distinct();
                    pages.AddRange(forms.Where(verb => seen.Add("verb " + verb)).Select(verb => (login, $"{one.Value}?verb={verb}")));
                }
            }
        }

        return pages;
    }

    private async Task<string> OneAsync(string sql)
    {
        await StartAsync();
        await using var scope = _app!.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<MainstayDb>().Database.SqlQueryRaw<string>(sql).ToListAsync(Ct)).First();
    }

    private static IEnumerable<string> StatesOf(params string[] first) => first.Concat(EnumText<CaseState>.All).Distinct();

    /// <summary>Some addresses lead on to the one site somebody has.</summary>
    private async Task<string> HtmlFollowingAsync(string login, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address + path);
        request.Headers.Add("Cookie", await CookieAsync(login));
        using var answer = await _http.SendAsync(request, Ct);
        return answer.Headers.Location is { } there ? await HtmlAsync(login, there.IsAbsoluteUri ? there.PathAndQuery : there.OriginalString) : await HtmlAsync(login, path);
    }

    private static bool IsPage(string path) => !path.Contains("/export", StringComparison.Ordinal) && !path.Contains(".csv", StringComparison.Ordinal) && !path.Contains("/attachments", StringComparison.Ordinal) && !path.StartsWith("/live", StringComparison.Ordinal) && path != "/";

    /// <summary>Pages that differ only in what they show: the address without ids, codes and answers.</summary>
    private static string KindOf(string path)
    {
        var parts = path.Split('?', 2);
        var kind = Code().Replace(Id().Replace(parts[0], "ID"), "/$1/CODE");
        return parts.Length == 1 ? kind : $"{kind}?{string.Join('&', parts[1].Split('&').Where(pair => pair.Split('=')[0] is "kind" or "verb"))}";
    }

    [GeneratedRegex("class=\"side-link\" href=\"([^\"]+)\"")]
    private static partial Regex NavLink();

    [GeneratedRegex("href=\"(/[^\"#]*)")]
    private static partial Regex Link();

    [GeneratedRegex("/cases/[0-9a-f-]{36}")]
    private static partial Regex CaseLink();

    [GeneratedRegex(@"\?verb=([a-z-]+)")]
    private static partial Regex VerbLink();

    [GeneratedRegex("[0-9a-f-]{36}")]
    private static partial Regex Id();

    [GeneratedRegex("/(sites|network)/(?!new)[^/?]+")]
    private static partial Regex Code();
}
