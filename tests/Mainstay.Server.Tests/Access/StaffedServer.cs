using System.Net;
using System.Net.Http.Json;
using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Access.Sessions;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Intake;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Network;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Server.Tests.Access;

/// <summary>
/// A running server with two centres of two operators, a case, a customer and a spare person at each, and for every role two
/// people who can sign in: one everywhere, one at the first centre only.
/// </summary>
public sealed class StaffedServer : IAsyncLifetime
{
    public const string Password = "copper lantern 42 mango";

    private readonly string _folder = Directory.CreateTempSubdirectory("mainstay-access").FullName;
    private readonly Dictionary<string, string> _cookies = [];
    private WebApplication _app = null!;
    private HttpClient _http = null!;
    private ModelId _model;

    public IServiceProvider Services => _app.Services;

    public string Address => _app.Urls.First();

    public Belongings Own { get; private set; } = null!;

    public Belongings Foreign { get; private set; } = null!;

    /// <summary>What stands in addresses: ids and codes of one site and of what belongs to it.</summary>
    public sealed record Belongings(SiteRef Site, PersonId Person, CustomerId Customer, CaseId Case, string CaseNumber, string CustomerName, DeviceInfo Device);

    public async ValueTask InitializeAsync()
    {
        _app = MainstayServer.Build(new ServerSettings { Data = _folder, Port = 0 });
        await _app.Services.GetRequiredService<Database>().MigrateAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(_app.Urls.First()), Timeout = TimeSpan.FromSeconds(60) };
        await FurnishAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public static string LoginOf(Role role, bool everywhere) => $"{EnumText<Role>.Of(role)}.{(everywhere ? "all" : "own")}";

    /// <summary>Signs in as a person would, once, and keeps his cookie.</summary>
    public async Task<string> CookieAsync(string login)
    {
        if (!_cookies.TryGetValue(login, out var cookie))
        {
            using var answer = await _http.PostAsJsonAsync("/api/v1/session", new { login, password = Password }, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            _cookies[login] = cookie = answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        }

        return cookie;
    }

    /// <summary>As if everybody had signed in so long ago that dangerous verbs ask for a new proof.</summary>
    public async Task AgeProofsAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var db = await Services.GetRequiredService<Database>().CreateDbContextAsync(ct);
        await db.Set<Session>().ExecuteUpdateAsync(set => set.SetProperty(row => row.ProvedAt, (DateTimeOffset?)null), ct);
        foreach (var session in await db.Set<Session>().Select(row => row.Id).ToListAsync(ct))
        {
            await Services.GetRequiredService<SessionBook>().ProvedAtAsync(session, ct);
        }
    }

    /// <summary>He signed out: next time he signs in anew.</summary>
    public void Forget(string login) => _cookies.Remove(login);

    /// <param name="login">Null for somebody who is not signed in.</param>
    public async Task<HttpResponseMessage> SendAsync(string method, string address, string? login, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = content };
        if (login is not null)
        {
            request.Headers.Add("Cookie", await CookieAsync(login));
        }

        request.Headers.Add("Idempotency-Key", Services.GetRequiredService<IdSource>().Next().ToString());
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken); // Event streams never end.
    }

    private async Task FurnishAsync()
    {
        var maker = await DoAsync<RegisterOrganisationHandler, OrganisationId>((h, ct) => h.HandleAsync(new RegisterOrganisation("MKR", "Maker", [OrganisationKind.Maker], Relation.Own, "IN"), Actor.System, ct));
        await DoAsync<AddCategoryHandler, CategoryId>((h, ct) => h.HandleAsync(new AddCategory("smartphone", "Smartphone", "स्मार्टफ़ोन", 45, true, true), Actor.System, ct));
        _model = await DoAsync<AddModelHandler, ModelId>((h, ct) => h.HandleAsync(new AddModel("AX1", "Alpha X1", "Alpha", maker, "smartphone", new DateOnly(2025, 1, 1), new Money(20_000_00, "INR")), Actor.System, ct));
        Own = await OpenCentreAsync("OWN", 1);
        Foreign = await OpenCentreAsync("FOREIGN", 2);
        var staff = Enum.GetValues<Role>().SelectMany(role => new[] { true, false }.Select(everywhere => new NewPerson(
            LoginOf(role, everywhere), $"{role} {(everywhere ? "everywhere" : "here")}", everywhere ? null : Own.Site.Id, "en",
            [new Grant(role, everywhere ? null : Own.Site.Id, null)], [], Password)));
        await DoAsync<HireManyHandler, IReadOnlyList<PersonId>>((h, ct) => h.HandleAsync(new HireMany([.. staff]), Actor.System, ct));
    }

    private async Task<Belongings> OpenCentreAsync(string code, int number)
    {
        var operated = await DoAsync<RegisterOrganisationHandler, OrganisationId>((h, ct) => h.HandleAsync(new RegisterOrganisation($"OP{number}", $"Operator {number}", [OrganisationKind.Operator], Relation.Partner, "IN"), Actor.System, ct));
        var calendar = await DoAsync<SetCalendarHandler, CalendarId>((h, ct) => h.HandleAsync(new SetCalendar("Retail", "Asia/Kolkata",
            [.. Enum.GetValues<DayOfWeek>().Select(day => new Shift(day, 0, 1440))], []), Actor.System, ct));
        var site = await DoAsync<AddSiteHandler, SiteId>((h, ct) => h.HandleAsync(new AddSite(new SiteFacts(
            code, $"Centre {code}", SiteKind.ServiceCentre, operated, calendar, "Maharashtra", "Pune", "411001", 18.52, 73.85, 20, null, null, new DateOnly(2020, 1, 1), null)), Actor.System, ct));
        var person = await DoAsync<HirePersonHandler, PersonId>((h, ct) => h.HandleAsync(
            new HirePerson(null, $"Spare of {code}", null, null, site, "en", [new Grant(Role.FrontDesk, site, null)], []), Actor.System, ct));
        var imei = Enumerable.Range(0, 10).Select(check => $"35000000{number:000000}{check}").Single(text => Imei.Check(text).Valid);
        var device = await DoAsync<RegisterDeviceHandler, DeviceInfo>((h, ct) => h.HandleAsync(
            new RegisterDevice(_model, new Identifiers($"SN{number:00000000}", imei, null, null), new DateOnly(2026, 1, 1), "retail", "IN", null), Actor.System, ct));
        var name = $"Customer of {code}";
        var opened = await DoAsync<OpenCaseHandler, CaseOpened>((h, ct) => h.HandleAsync(
            new OpenCase { Site = site, Device = device.Id, NewCustomer = new NewCustomer(name, $"+9198000000{number:00}", null, "en"), Symptom = "131", WipeConsent = true }, Actor.System, ct));
        var customer = (await DoAsync<ICustomers, IReadOnlyList<CustomerInfo>>((c, ct) => c.SearchAsync(name, 1, ct)))[0].Id;
        var where = await DoAsync<ISites, SiteInfo>((s, ct) => s.GetAsync(site, ct).AsTask());
        return new Belongings(where.Ref, person, customer, opened.Id, opened.Number, name, device);
    }

    /// <summary>In a scope of its own, as a request would be.</summary>
    public async Task<T> DoAsync<THandler, T>(Func<THandler, CancellationToken, Task<T>> act) where THandler : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<THandler>(), TestContext.Current.CancellationToken);
    }
}
