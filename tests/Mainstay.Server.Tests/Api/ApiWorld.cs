using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Network;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mainstay.Server.Tests.Api;

/// <summary>A whole server on a free port, with two centres, a factory, a phone model with a display, and people who sign in over HTTP.</summary>
internal sealed class ApiWorld : IAsyncDisposable
{
    public const string Password = "copper lantern 42 mango";

    private readonly TestDatabase _test;
    private readonly WebApplication _app;
    private int _phones;

    private ApiWorld(TestDatabase test, WebApplication app)
    {
        _test = test;
        _app = app;
    }

    public string Address => _app.Urls.First();

    public Database Database => _test.Database;

    public SiteId Centre { get; private set; }

    public SiteId OtherCentre { get; private set; }

    public ModelId Phone { get; private set; }

    public PartId Display { get; private set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="provider">Which database.</param>
    /// <param name="limits">How often each may ask; null: as often as he likes.</param>
    /// <param name="log">Hears everything down to debug; null: as it is by default.</param>
    public static async Task<ApiWorld> CreateAsync(Provider provider, RateLimits? limits = null, ILoggerProvider? log = null)
    {
        var test = await TestDatabase.CreateAsync(provider);
        var settings = new ServerSettings { Port = 0, RateLimits = limits, LogLevel = log is null ? LogLevel.Information : LogLevel.Debug };
        var app = MainstayServer.Build(provider == Provider.Sqlite
            ? settings with { Data = test.Database.Folder }
            : settings with { Database = test.Database.ConnectionString });
        if (log is not null)
        {
            app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        }

        await app.StartAsync(Ct);
        var world = new ApiWorld(test, app);
        await world.FurnishAsync();
        return world;
    }

    /// <summary>Another node on the same database; whoever asks for it stops it.</summary>
    public async Task<WebApplication> StartAnotherAsync()
    {
        var other = MainstayServer.Build(new ServerSettings { Database = _test.Database.ConnectionString, Port = 0 });
        await other.StartAsync(Ct);
        return other;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.Services.GetRequiredService<Database>().DisposeAsync();
        await _app.DisposeAsync();
        await _test.DisposeAsync();
    }

    /// <summary>Somebody who has signed in and keeps his cookie.</summary>
    public async Task<Caller> SignInAsync(string login)
    {
        var cookies = new CookieContainer();
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = new Uri($"{Address}/api/v1/") };
        using var answer = await http.PostAsJsonAsync("session", new { login, password = Password }, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new Caller(http, cookies);
    }

    public Task<Diagnosis> DiagnoseAsync() => DoAsync<Doctor, Diagnosis>((doctor, ct) => doctor.ExamineAsync(null, ct));

    public string NextImei()
    {
        var body = $"35000000{++_phones:000000}";
        return Enumerable.Range(0, 10).Select(check => $"{body}{check}").Single(text => Imei.Check(text).Valid);
    }

    /// <summary>What a desk sends for a walk-in with a phone nobody knows yet.</summary>
    public JsonObject WalkIn(string? imei = null, SiteId? site = null, string soldOn = "2026-06-01") => JsonNode.Parse($$"""
        {
          "site": "{{site ?? Centre}}",
          "new_device": { "model": "{{Phone}}", "identifiers": { "imei1": "{{imei ?? NextImei()}}" } },
          "new_customer": { "name": "Meera Iyer", "phone": "98000 00001", "language": "en" },
          "symptom": "131", "purchased_on": "{{soldOn}}", "purchase_evidence": "invoice",
          "items": [{ "kind": "charger" }], "wipe_consent": true
        }
        """)!.AsObject();

    private async Task FurnishAsync()
    {
        var maker = await DoAsync<RegisterOrganisationHandler, OrganisationId>((h, ct) => h.HandleAsync(new RegisterOrganisation("MKR", "Maker", [OrganisationKind.Maker], Relation.Own, "IN"), Actor.System, ct));
        var own = await DoAsync<RegisterOrganisationHandler, OrganisationId>((h, ct) => h.HandleAsync(new RegisterOrganisation("OPR", "Operator", [OrganisationKind.Operator], Relation.Own, "IN"), Actor.System, ct));
        var calendar = await DoAsync<SetCalendarHandler, CalendarId>((h, ct) => h.HandleAsync(new SetCalendar("Retail", "Asia/Kolkata",
            [.. Enum.GetValues<DayOfWeek>().Select(day => new Shift(day, 0, 1440))], []), Actor.System, ct));
        var factory = await SiteAsync("FAC", SiteKind.RepairFactory, own, calendar, null);
        Centre = await SiteAsync("C1", SiteKind.ServiceCentre, own, calendar, factory);
        OtherCentre = await SiteAsync("C2", SiteKind.ServiceCentre, own, calendar, factory);
        await DoAsync<AddCategoryHandler, CategoryId>((h, ct) => h.HandleAsync(new AddCategory("smartphone", "Smartphone", "स्मार्टफ़ोन", 45, true, true), Actor.System, ct));
        Phone = await DoAsync<AddModelHandler, ModelId>((h, ct) => h.HandleAsync(new AddModel("AX1", "Alpha X1", "Alpha", maker, "smartphone", new DateOnly(2025, 1, 1), new Money(20_000_00, "INR")), Actor.System, ct));
        Display = await DoAsync<AddPartHandler, PartId>((h, ct) => h.HandleAsync(
            new AddPart("P-DSP", "Display", "display", new Money(2_000_00, "INR"), new Money(4_000_00, "INR"), 2, false, [Phone]), Actor.System, ct));
        await HireAsync("desk", Role.FrontDesk, Centre);
        await HireAsync("desk2", Role.FrontDesk, OtherCentre);
        await HireAsync("bench", Role.Technician, Centre, "smartphone_l2");
        await HireAsync("chief", Role.CentreManager, Centre);
        await HireAsync("quality", Role.QualityEngineer, null);
        await HireAsync("root", Role.Administrator, null);
    }

    private Task<SiteId> SiteAsync(string code, SiteKind kind, OrganisationId own, CalendarId calendar, SiteId? factory) =>
        DoAsync<AddSiteHandler, SiteId>((h, ct) => h.HandleAsync(new AddSite(new SiteFacts(
            code, $"Site {code}", kind, own, calendar, "Maharashtra", "Pune", "411001", 18.52, 73.85, 20, null, factory, new DateOnly(2020, 1, 1), null)), Actor.System, ct));

    private Task<IReadOnlyList<PersonId>> HireAsync(string login, Role role, SiteId? site, params string[] skills) => DoAsync<HireManyHandler, IReadOnlyList<PersonId>>((h, ct) => h.HandleAsync(
        new HireMany([new NewPerson(login, $"The {login}", site, "en", [new Grant(role, site, null)], skills, Password)]), Actor.System, ct));

    private async Task<T> DoAsync<THandler, T>(Func<THandler, CancellationToken, Task<T>> act) where THandler : notnull
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<THandler>(), Ct);
    }
}

/// <summary>A program with somebody's cookie.</summary>
internal sealed class Caller(HttpClient http, CookieContainer cookies) : IDisposable
{
    public HttpClient Http => http;

    public IEnumerable<string> Cookies(Uri server) => cookies.GetCookies(server).Select(cookie => cookie.ToString());

    public void Dispose() => http.Dispose();

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, headers);

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, System.Text.Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var content = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(answer.StatusCode, content.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(content), content, answer.Headers.ETag?.Tag, answer.Headers.Contains("Idempotency-Replayed"));
    }
}

internal sealed record Answer(HttpStatusCode Status, JsonElement Json, string Text, string? Etag, bool Replayed)
{
    public string? Code => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    public JsonElement this[string name] => Json.GetProperty(name);

    public Answer Ok(HttpStatusCode status = HttpStatusCode.OK)
    {
        Assert.True(Status == status, $"{(int)Status} {Text}");
        return this;
    }

    public void Refused(HttpStatusCode status, string code)
    {
        Assert.True(Status == status && Code == code, $"{(int)Status} {Text}");
        Assert.Equal($"/problems/{code}", this["type"].GetString());
    }
}
