using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Tests.Network;

/// <summary>A network with one operator and one calendar, and the room's handlers on it.</summary>
internal sealed class NetworkTest : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private NetworkTest(TestDatabase test)
    {
        Test = test;
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(test.Clock)
            .AddSingleton<IdSource>(test.Ids)
            .AddSingleton(test.Database)
            .AddScoped(_ => test.Open())
            .AddScoped<IAudit, Ledger>()
            .AddSingleton(Trace)
            .AddNetwork()
            .AddScoped<ISiteWork>(_ => new Work(3))
            .BuildServiceProvider();
    }

    public TestDatabase Test { get; }

    public List<string> Trace { get; } = [];

    public OrganisationId Operator { get; private set; }

    public CalendarId Calendar { get; private set; }

    public ISites Sites => _services.GetRequiredService<ISites>();

    public static async Task<NetworkTest> CreateAsync(Provider provider)
    {
        var network = new NetworkTest(await TestDatabase.CreateAsync(provider));
        network.Operator = await network.DoAsync<RegisterOrganisationHandler, OrganisationId>((handler, ct) =>
            handler.HandleAsync(new RegisterOrganisation("NIM", "Nimbus Care", [OrganisationKind.Operator], Relation.Own, "IN"), Actor.System, ct));
        network.Calendar = await network.DoAsync<SetCalendarHandler, CalendarId>((handler, ct) =>
            handler.HandleAsync(new SetCalendar("Retail", "Asia/Kolkata", [new Shift(DayOfWeek.Monday, 600, 840)], []), Actor.System, ct));
        return network;
    }

    /// <summary>In a scope of its own, as a request would be.</summary>
    public async Task<T> DoAsync<THandler, T>(Func<THandler, CancellationToken, Task<T>> act) where THandler : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<THandler>(), TestContext.Current.CancellationToken);
    }

    public Task DoAsync<THandler>(Func<THandler, CancellationToken, Task> act) where THandler : notnull =>
        DoAsync<THandler, bool>(async (handler, ct) =>
        {
            await act(handler, ct);
            return true;
        });

    public SiteFacts Facts(string code, SiteKind kind = SiteKind.ServiceCentre) => new(
        code, $"Site {code}", kind, Operator, Calendar, "Maharashtra", "Pune", "411001", 18.52, 73.85,
        kind == SiteKind.Warehouse ? null : 20, null, null, new DateOnly(2026, 1, 1), null);

    public Task<SiteId> AddAsync(SiteFacts facts, Actor? actor = null) =>
        DoAsync<AddSiteHandler, SiteId>((handler, ct) => handler.HandleAsync(new AddSite(facts), actor ?? Actor.System, ct));

    public async Task<CheckResult> CheckAsync(string name)
    {
        await using var db = Test.Open();
        return await _services.GetServices<ICheck>().Single(check => check.Name == name).RunAsync(db, TestContext.Current.CancellationToken);
    }

    public static Actor Person(Role role, SiteId? site = null, OrganisationId? organisation = null) =>
        new(new PersonId(new Guid("00000000-0000-7000-8000-0000000000aa")), "Asha", site, [new Grant(role, site, organisation)]);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Test.DisposeAsync();
    }

    private sealed class Ledger(List<string> trace) : IAudit
    {
        public void Changed(Actor actor, string action, string subject, SiteId? site) => trace.Add(action);

        public void Changed(WriteBatch batch, Actor actor, string action, string subject, SiteId? site) => trace.Add(action);

        public Task ReadAsync(Actor actor, string purpose, string subject, SiteId? site, CancellationToken ct) => Task.CompletedTask;
    }

    private sealed class Work(int cases) : ISiteWork
    {
        public Task<int> OpenCasesAsync(SiteId site, CancellationToken ct) => Task.FromResult(cases);
    }
}
