using System.Net;
using System.Net.Http.Json;
using Mainstay.Access;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Server.Tests.Access;

/// <summary>What every answer tells browsers, behind a proxy and without one.</summary>
public sealed class HeadersTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mainstay-headers").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private readonly List<WebApplication> _apps = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
        {
            await app.DisposeAsync();
        }

        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Nothing_inline_nothing_foreign_nobodys_frame()
    {
        var address = await StartAsync(new LockSettings());
        using var answer = await _http.GetAsync(address + "/login", Ct);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        foreach (var rule in new[] { "default-src 'self'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'" })
        {
            Assert.Contains(rule, policy, StringComparison.Ordinal);
        }

        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Over_https_cookies_are_bound_to_the_host_and_plain_ones_are_not_taken()
    {
        var address = await StartAsync(new LockSettings { Proxies = ["127.0.0.1", "::1"] });
        using var signedIn = await SendAsync(address, HttpMethod.Post, null, isHttps: true);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single();

        Assert.StartsWith("__Host-mainstay=", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; path=/;", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.True(signedIn.Headers.Contains("Strict-Transport-Security"));
        var pair = cookie.Split(';')[0];
        using var known = await SendAsync(address, HttpMethod.Get, pair, isHttps: true);
        using var planted = await SendAsync(address, HttpMethod.Get, pair["__Host-".Length..], isHttps: true);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (known.StatusCode, planted.StatusCode));
    }

    [Fact]
    public async Task Forms_work_behind_a_proxy_that_speaks_https()
    {
        var address = await StartAsync(new LockSettings { Proxies = ["127.0.0.1"] });
        using var asked = new HttpRequestMessage(HttpMethod.Get, address + "/login");
        asked.Headers.Add("X-Forwarded-Proto", "https");
        using var page = await _http.SendAsync(asked, Ct);
        var token = System.Text.RegularExpressions.Regex.Match(await page.Content.ReadAsStringAsync(Ct), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        var cookie = page.Headers.GetValues("Set-Cookie").Single(text => text.StartsWith("__Host-mainstay-form", StringComparison.Ordinal)).Split(';')[0];

        using var request = new HttpRequestMessage(HttpMethod.Post, address + "/login")
        {
            Content = new FormUrlEncodedContent([new("_handler", "login"), new("__RequestVerificationToken", token), new("login", "root"), new("password", StaffedServer.Password)]),
        };
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("Cookie", cookie);
        using var answer = await _http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Who_is_no_known_proxy_is_not_believed()
    {
        foreach (var locks in new[] { new LockSettings(), new LockSettings { Proxies = ["10.9.8.0/24"] } })
        {
            var address = await StartAsync(locks);
            using var signedIn = await SendAsync(address, HttpMethod.Post, null, isHttps: true);

            Assert.StartsWith("mainstay=", signedIn.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
            Assert.False(signedIn.Headers.Contains("Strict-Transport-Security"));
        }
    }

    [Fact]
    public async Task A_host_that_is_not_ours_is_not_answered_for()
    {
        var address = await StartAsync(new LockSettings { Hosts = ["service.example"] });
        using var foreign = await _http.GetAsync(address + "/login", Ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, address + "/login");
        request.Headers.Host = "service.example";
        using var own = await _http.SendAsync(request, Ct);

        Assert.Equal((HttpStatusCode.MisdirectedRequest, HttpStatusCode.OK), (foreign.StatusCode, own.StatusCode));
    }

    [Theory]
    [InlineData("MAINSTAY_PROXIES", "somewhere")]
    [InlineData("MAINSTAY_SESSION_HOURS", "0")]
    [InlineData("MAINSTAY_IDLE_HOURS", "-3")]
    [InlineData("MAINSTAY_SECOND_FACTOR_DAYS", "soon")]
    public void A_setting_that_cannot_be_is_refused_by_its_name(string name, string value) =>
        Assert.Contains(name, Assert.Throws<RefusedException>(() => LockSettings.From(asked => asked == name ? value : null)).Message, StringComparison.Ordinal);

    [Fact]
    public void Settings_are_read_from_the_environment()
    {
        var values = new Dictionary<string, string>
        {
            ["MAINSTAY_PROXIES"] = "10.0.0.5, 10.1.0.0/16",
            ["MAINSTAY_ALLOWED_HOSTS"] = "a.example,b.example",
            ["MAINSTAY_SESSION_HOURS"] = "10",
            ["MAINSTAY_IDLE_HOURS"] = "2",
        };
        var locks = LockSettings.From(name => values.GetValueOrDefault(name));

        Assert.Equal(["10.0.0.5", "10.1.0.0/16"], locks.Proxies);
        Assert.Equal(["a.example", "b.example"], locks.Hosts);
        Assert.Equal((TimeSpan.FromHours(10), TimeSpan.FromHours(2)), (locks.Sessions.Longest, locks.Sessions.Idle));
    }

    private async Task<string> StartAsync(LockSettings locks)
    {
        var folder = Path.Combine(_folder, _apps.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var app = MainstayServer.Build(new ServerSettings { Data = folder, Port = 0, Locks = locks });
        _apps.Add(app);
        await app.Services.GetRequiredService<Database>().MigrateAsync(TimeProvider.System, Ct);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<CreateFirstAdministratorHandler>().HandleAsync(new CreateFirstAdministrator("root", "Asha", StaffedServer.Password), Ct);
        }

        await app.StartAsync(Ct);
        return app.Urls.First();
    }

    private async Task<HttpResponseMessage> SendAsync(string address, HttpMethod method, string? cookie, bool isHttps)
    {
        using var request = new HttpRequestMessage(method, address + "/api/v1/session");
        if (method == HttpMethod.Post)
        {
            request.Content = JsonContent.Create(new { login = "root", password = StaffedServer.Password });
        }

        if (isHttps)
        {
            request.Headers.Add("X-Forwarded-Proto", "https");
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await _http.SendAsync(request, Ct);
    }
}
