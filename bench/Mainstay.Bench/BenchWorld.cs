using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Cases;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Devices.Demo;
using Mainstay.Messaging.Webhooks;
using Mainstay.Network.Contracts;
using Mainstay.Network.Demo;
using Mainstay.Server;
using Mainstay.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Bench;

/// <summary>The demo's network and catalogue in a database of the bench's own, composed as the server composes itself.</summary>
internal sealed class BenchWorld : IAsyncDisposable
{
    public const ulong Seed = 20_26;
    public const string Login = "bench";
    private readonly ServiceProvider _services;

    private BenchWorld(Database database)
    {
        Database = database;
        _services = new ServiceCollection().AddLogging()
            .AddSingleton(new WebhookOptions { Reach = DeliveryReach.ThisMachine })
            .AddMainstay(database).BuildServiceProvider();
    }

    public Database Database { get; }

    public bool IsPostgres => Database.Provider == Provider.Postgres;

    public static TimeProvider Clock => TimeProvider.System;

    public IdSource Ids => _services.GetRequiredService<IdSource>();

    public static DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    public DemoCatalogue Catalogue { get; private set; } = null!;

    public IReadOnlyList<SiteInfo> Centres { get; private set; } = [];

    public IReadOnlyList<SiteInfo> Factories { get; private set; } = [];

    /// <summary>Holds every role everywhere, so that one actor can work a whole case.</summary>
    public Actor Everybody { get; private set; } = null!;

    public static async Task<BenchWorld> MakeAsync(Database database, CancellationToken ct)
    {
        var world = new BenchWorld(database);
        await world.FurnishAsync(ct);
        return world;
    }

    private async Task FurnishAsync(CancellationToken ct)
    {
        await DoAsync<BuildDemoNetworkHandler, int>(async handler =>
        {
            await handler.HandleAsync(new BuildDemoNetwork(DemoNetwork.Build(Seed)), Actor.System, ct);
            return 0;
        });
        await using (var scope = _services.CreateAsyncScope())
        {
            var maker = await scope.ServiceProvider.GetRequiredService<IOrganisations>().FindByCodeAsync(DemoNetwork.MakerCode, ct);
            Catalogue = DemoCatalogue.Make(Seed, Ids, maker!.Id, Today);
            await Catalogue.SaveAsync(scope.ServiceProvider.GetRequiredService<MainstayDb>(), Ids, ct);
            var sites = await scope.ServiceProvider.GetRequiredService<ISites>().AllAsync(ct);
            Centres = [.. sites.Where(site => site.Ref.Kind == SiteKind.ServiceCentre)];
            Factories = [.. sites.Where(site => site.Ref.Kind == SiteKind.RepairFactory)];
        }

        var grants = Enum.GetValues<Role>().Select(role => new Grant(role, null, null)).ToList();
        var person = await DoAsync<HirePersonHandler, PersonId>(handler =>
            handler.HandleAsync(new HirePerson(Login, "Bench Person", null, null, Centres[0].Id, "en", grants, []), Actor.System, ct));
        Everybody = new Actor(person, "Bench Person", Centres[0].Id, grants);
    }

    public Task<int> SetPasswordAsync(string password, CancellationToken ct) => DoAsync<SetPasswordHandler, int>(async handler =>
    {
        await handler.HandleAsync(new SetPassword(Everybody.Person, password), Actor.System, ct);
        return 0;
    });

    /// <summary>In a scope of its own, as each request has.</summary>
    public async Task<T> DoAsync<THandler, T>(Func<THandler, Task<T>> act) where THandler : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<THandler>());
    }

    /// <summary>A verb on a case, found by the type of its request.</summary>
    public async Task<CaseChanged> VerbAsync<TRequest>(TRequest request, CancellationToken ct) where TRequest : CaseRequest
    {
        var type = CasesRoom.VerbHandlers.Single(handler => handler.BaseType == typeof(CaseHandler<TRequest>));
        await using var scope = _services.CreateAsyncScope();
        return await ((CaseHandler<TRequest>)scope.ServiceProvider.GetRequiredService(type)).HandleAsync(request, Everybody, ct);
    }

    /// <summary>Phones and the rest as they were sold, copied into the table.</summary>
    public async Task<List<DeviceId>> SellAsync(int count, CancellationToken ct)
    {
        var made = new List<DeviceId>(count);
        var devices = new DemoDevices(Catalogue, Ids, Seed, Today, []);
        await using var db = Database.CreateDbContext();
        await Bulk.InsertAsync(db, devices.Make(count).Select(device =>
        {
            made.Add(device.Id);
            return device;
        }), ct);
        return made;
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();
}
