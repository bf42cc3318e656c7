using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Network;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Tests.Devices;

/// <summary>A maker with a phone and a television, their parts, and the room's verbs on it.</summary>
internal sealed class DevicesWorld : IAsyncDisposable
{
    public const string Tac = "35900001";

    private readonly ServiceProvider _services;
    private int _units;

    private DevicesWorld(TestDatabase test)
    {
        Test = test;
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(test.Clock)
            .AddSingleton<IdSource>(test.Ids)
            .AddStorage(test.Database)
            .AddNetwork().AddAccess().AddContacts().AddDevices()
            .AddSingleton<IPastDecisions>(Past)
            .AddLogging()
            .BuildServiceProvider();
    }

    public TestDatabase Test { get; }

    public Remembered Past { get; } = new();

    public OrganisationId Maker { get; private set; }

    public SiteId Site { get; private set; }

    public ModelId Phone { get; private set; }

    public ModelId Television { get; private set; }

    public PartId Display { get; private set; }

    public DateOnly Today => DateOnly.FromDateTime(Test.Clock.Now().UtcDateTime);

    public static async Task<DevicesWorld> CreateAsync(Provider provider)
    {
        var world = new DevicesWorld(await TestDatabase.CreateAsync(provider));
        world.Maker = await world.DoAsync<RegisterOrganisationHandler, OrganisationId>((h, ct) =>
            h.HandleAsync(new RegisterOrganisation("MKR", "Maker", [OrganisationKind.Maker, OrganisationKind.Operator, OrganisationKind.Retailer], Relation.Own, "IN"), Actor.System, ct));
        var calendar = await world.DoAsync<SetCalendarHandler, CalendarId>((h, ct) =>
            h.HandleAsync(new SetCalendar("Retail", "Asia/Kolkata", [new Mainstay.Network.Contracts.Shift(DayOfWeek.Monday, 600, 1140)], []), Actor.System, ct));
        world.Site = await world.DoAsync<AddSiteHandler, SiteId>((h, ct) => h.HandleAsync(new AddSite(new SiteFacts(
            "C1", "Centre", SiteKind.ServiceCentre, world.Maker, calendar, "Maharashtra", "Pune", "411001", 18.52, 73.85, 20, null, null, new DateOnly(2026, 1, 1), null)), Actor.System, ct));
        await world.CategoryAsync("smartphone", true);
        await world.CategoryAsync("television", false);
        world.Phone = await world.ModelAsync("AX1", "smartphone");
        world.Television = await world.ModelAsync("TV1", "television");
        await world.DoAsync<AddTacHandler, TacId>((h, ct) => h.HandleAsync(new AddTac(Tac, world.Phone), Actor.System, ct));
        world.Display = await world.DoAsync<AddPartHandler, PartId>((h, ct) => h.HandleAsync(
            new AddPart("P-DSP", "Display", "display", new Money(2_000_00, "INR"), new Money(4_000_00, "INR"), 2, true, [world.Phone]), Actor.System, ct));
        return world;
    }

    /// <summary>In a scope of its own, as a request would be.</summary>
    public async Task<T> DoAsync<TService, T>(Func<TService, CancellationToken, Task<T>> act) where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>(), TestContext.Current.CancellationToken);
    }

    /// <summary>A contract that joins the caller's unit of work, and then the caller's save.</summary>
    public async Task<T> SavedAsync<TService, T>(Func<TService, CancellationToken, Task<T>> act) where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        var result = await act(scope.ServiceProvider.GetRequiredService<TService>(), TestContext.Current.CancellationToken);
        await scope.ServiceProvider.GetRequiredService<MainstayDb>().SaveChangesAsync(TestContext.Current.CancellationToken);
        return result;
    }

    public string NewImei() => Imei.Of(Tac, ++_units).ToString();

    public Task<DeviceInfo> NewPhoneAsync(DateOnly? soldOn = null, int? buildWeek = null)
    {
        var imei = NewImei();
        return DoAsync<RegisterDeviceHandler, DeviceInfo>((h, ct) => h.HandleAsync(
            new RegisterDevice(Phone, new Identifiers($"SN{_units:00000000}", imei, null, null), soldOn, soldOn is null ? null : "retail", "IN", buildWeek), Actor.System, ct));
    }

    public Task<FoundDevice> FindAsync(string text) =>
        DoAsync<FindDeviceHandler, FoundDevice>((h, ct) => h.HandleAsync(new FindDevice(text), Actor.System, ct));

    public Task<DeviceInfo> SwapAsync(DeviceId old, Identifiers replacement, SwapKind kind = SwapKind.UnitSwap) =>
        SavedAsync<IDevices, DeviceInfo>((d, ct) => d.SwapAsync(old, kind, replacement, new Guid("00000000-0000-7000-8000-0000000000cc"), ct));

    public static async Task<string> RefusedAsync(Func<Task> act) => (await Assert.ThrowsAsync<RefusedException>(act)).Code;

    /// <summary>Every law of the room that data can show holds.</summary>
    public async Task IsSoundAsync()
    {
        await using var db = Test.Open();
        foreach (var check in _services.GetServices<ICheck>().Where(check => check.Name.StartsWith("devices.", StringComparison.Ordinal)))
        {
            var result = await check.RunAsync(db, TestContext.Current.CancellationToken);
            Assert.True(result.Violations.Count == 0, $"{check.Name}: {string.Join(" ", result.Violations)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Test.DisposeAsync();
    }

    private Task<CategoryId> CategoryAsync(string code, bool needsImei) => DoAsync<AddCategoryHandler, CategoryId>((h, ct) =>
        h.HandleAsync(new AddCategory(code, code, code, 45, needsImei, true), Actor.System, ct));

    private Task<ModelId> ModelAsync(string code, string category) => DoAsync<AddModelHandler, ModelId>((h, ct) =>
        h.HandleAsync(new AddModel(code, $"Model {code}", "Alpha", Maker, category, new DateOnly(2025, 1, 1), new Money(20_000_00, "INR")), Actor.System, ct));

    internal sealed class Remembered : IPastDecisions
    {
        public List<PastDecision> Decisions { get; } = [];

        public IAsyncEnumerable<PastDecision> BetweenAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken ct) => Decisions.ToAsyncEnumerable();
    }
}
