using System.Diagnostics;
using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Access.Terminals;
using Mainstay.Cases.Demo;
using Mainstay.Cases.Watch;
using Mainstay.Common;
using Mainstay.Contacts.Demo;
using Mainstay.Devices.Contracts;
using Mainstay.Devices.Demo;
using Mainstay.Network.Contracts;
using Mainstay.Network.Demo;
using Mainstay.Parts.Demo;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Server.Demo;

/// <summary>How large the demo is; the standard one by default.</summary>
public sealed record DemoSize
{
    public ulong Seed { get; init; } = 2026;

    public int Cases { get; init; } = 31_000;

    public int Days { get; init; } = 60;

    /// <summary>Sold devices; most have not been in a case.</summary>
    public int Devices { get; init; } = 48_000;

    /// <summary>Centres with their factories, warehouses and call centres; null for all.</summary>
    public int? Centres { get; init; }
}

/// <summary>Part of the build, with how long it took and what it made.</summary>
public sealed record DemoPart(string Name, long Rows, TimeSpan Took);

/// <summary>
/// Builds the demo into an empty, migrated database: network, people, catalogue, devices, customers, and a past of cases that
/// ends at a given instant. Same size, same end: same rows.
/// </summary>
/// <param name="database">Empty and migrated.</param>
/// <param name="size">How large.</param>
/// <param name="end">Nothing is later than this.</param>
/// <param name="done">Told of each part as it is done.</param>
public sealed class DemoBuilder(Database database, DemoSize size, DateTimeOffset end, Action<DemoPart>? done = null)
{
    private const long BytesPerCase = 48_000;

    private readonly List<DemoPart> _parts = [];

    /// <summary>What took how long.</summary>
    public IReadOnlyList<DemoPart> Parts => _parts;

    public async Task BuildAsync(CancellationToken ct)
    {
        var clock = new StandingClock(end);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IdSource>(new SeededIdSource(clock, size.Seed))
            .AddMainstay(database)
            .BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MainstayDb>();
        await FreshDatabase.FillAsync(db, () => FillAsync(scope.ServiceProvider, db, ct), ct);
        await Task.WhenAll(
            LearnAsync<FiguresWorker>("figures", worker => worker.RebuildAsync(ct)),
            LearnAsync<StageLearner>("stage times", learner => learner.LearnAsync(ct)));

        // Both read all cases and write little: side by side, each in a scope and on a thread of its own.
        Task LearnAsync<T>(string name, Func<T, Task<int>> learn) where T : notnull => Task.Run(
            async () =>
            {
                await using var own = services.CreateAsyncScope();
                await TimedAsync(name, () => learn(own.ServiceProvider.GetRequiredService<T>()));
            },
            ct);
    }

    private async Task FillAsync(IServiceProvider services, MainstayDb db, CancellationToken ct)
    {
        var ids = services.GetRequiredService<IdSource>();
        var network = DemoPeople(DemoNetwork.Build(size.Seed));
        await TimedAsync("network", async () =>
        {
            await services.GetRequiredService<BuildDemoNetworkHandler>().HandleAsync(new BuildDemoNetwork(network), Actor.System, ct);
            return network.Sites.Count;
        });
        var sites = services.GetRequiredService<ISites>();
        var all = await sites.AllAsync(ct);
        var organisations = await services.GetRequiredService<IOrganisations>().AllAsync(ct);
        await TimedAsync("people", async () =>
        {
            var hired = await services.GetRequiredService<HireManyHandler>()
                .HandleAsync(new HireMany([.. network.People.Select(person => Hired(person, all, organisations))]), Actor.System, ct);
            await DemoBadges.GiveAsync(services.GetRequiredService<SetCounterKeyHandler>(), network, hired, ct);
            return hired.Count;
        });

        var today = DateOnly.FromDateTime(end.UtcDateTime);
        var first = today.AddDays(-size.Days - 1);
        var maker = organisations.Single(organisation => organisation.Code == DemoNetwork.MakerCode).Id;
        var catalogue = DemoCatalogue.Make(size.Seed, ids, maker, today);
        var customers = new DemoCustomers(size.Seed, ids);
        DemoFleet fleet = null!;
        DemoPast past = null!;
        DemoStock stock = null!;
        await TimedAsync("catalogue", async () =>
        {
            await catalogue.SaveAsync(db, ids, ct);
            return catalogue.Models.Count + catalogue.Parts.Count;
        });
        await TimedAsync("devices", () =>
        {
            fleet = Fleet(catalogue, customers, ids, today, all, organisations);
            fleet.SetBudgets(first, today);
            return Task.FromResult<long>(fleet.Count);
        });
        using var calm = CalmMemory.Begin(size.Cases * BytesPerCase);
        await TimedAsync("past", async () =>
        {
            var ground = await DemoGround.ReadAsync(
                sites, services.GetRequiredService<IPeople>(), services.GetRequiredService<ICatalogue>(),
                services.GetRequiredService<ITerms>(), services.GetRequiredService<ICover>(), first, today.AddDays(1), ct);
            var shown = DemoLogins.ShownCentres(network).Select(code => all.Single(site => site.Ref.Code == code).Id).ToHashSet();
            past = DemoCases.Simulate(ground, fleet, end, size.Seed, new DemoVolume(size.Cases, size.Days, shown));
            return past.Cases;
        });
        await TimedAsync("stock", async () =>
        {
            var shown = DemoLogins.ShownCentres(network).Select(code => all.Single(site => site.Ref.Code == code).Id).ToHashSet();
            var keepers = await services.GetRequiredService<IPeople>().WithRoleAsync(Role.Storekeeper, ct);
            stock = DemoStock.Make(
                new DemoStockGround(
                    all, await services.GetRequiredService<ICatalogue>().PartsAsync(ct), [.. past.PartLines], shown, maker,
                    [.. organisations.Where(organisation => organisation.Kinds.Contains(OrganisationKind.Supplier)).Select(organisation => organisation.Id)],
                    keepers.Count > 0 ? keepers[0].Id : Actor.System.Person, end.AddDays(-size.Days - 1).ToMicroseconds(), end, size.Seed),
                ids);
            return stock.Rows;
        });
        await TimedAsync("storing", async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var rows = await customers.SaveAsync(db, ct) + await fleet.SaveAsync(db, ct) + await past.SaveAsync(db, stock.Numbers, ct) + await stock.SaveAsync(db, ct);
            await transaction.CommitAsync(ct);
            return rows;
        });
    }

    private DemoFleet Fleet(
        DemoCatalogue catalogue, DemoCustomers customers, IdSource ids, DateOnly today, IReadOnlyList<SiteInfo> all, IReadOnlyList<OrganisationInfo> organisations)
    {
        var retailers = organisations.Where(organisation => organisation.Kinds.Contains(OrganisationKind.Retailer)).Select(organisation => organisation.Id).ToList();
        var maker = new DemoDevices(catalogue, ids, size.Seed, today, retailers);
        var devices = maker.Make(size.Devices).ToList();
        return new DemoFleet(
            catalogue,
            maker,
            devices,
            maker.Covers(devices),
            today,
            all.ToDictionary(site => site.Id, site => site.Ref.Operator),
            openedOn =>
            {
                var at = new DateTimeOffset(openedOn, TimeOnly.MinValue, TimeSpan.Zero);
                var customer = customers.Next(at < end ? at : end);
                return new DemoOwner(customer.Id, customer.Phone!, customer.Language == "hi");
            },
            ids);
    }

    /// <summary>A part of the network for a small demo: the shown centres first, then as many others.</summary>
    private DemoNetwork DemoPeople(DemoNetwork whole)
    {
        if (size.Centres is not { } centres)
        {
            return whole;
        }

        var shown = DemoLogins.ShownCentres(whole);
        var kept = whole.Sites.Where(site => site.Kind == SiteKind.ServiceCentre)
            .OrderByDescending(site => shown.Contains(site.Code)).Take(centres)
            .Concat(whole.Sites.Where(site => site.Kind != SiteKind.ServiceCentre))
            .OrderBy(site => site.Code, StringComparer.Ordinal).ToList();
        var codes = kept.Select(site => site.Code).ToHashSet();
        return whole with { Sites = kept, People = [.. whole.People.Where(person => person.SiteCode is null || codes.Contains(person.SiteCode))] };
    }

    /// <summary>At home at a site and answering for it; agents and those without a site for the whole network, or for one operator.</summary>
    private static NewPerson Hired(DemoPerson person, IReadOnlyList<SiteInfo> sites, IReadOnlyList<OrganisationInfo> organisations)
    {
        var home = person.SiteCode is { } code ? sites.First(site => site.Ref.Code == code).Id : (SiteId?)null;
        var operatedBy = person.OperatorCode is { } organisation ? organisations.First(o => o.Code == organisation).Id : (OrganisationId?)null;
        var grant = new Grant(person.Role, person.Role == Role.Agent ? null : home, operatedBy);
        return new NewPerson(person.Login, person.Name, home, person.Language, [grant], person.Skills, DemoLogins.PasswordOf(person));
    }

    private async Task TimedAsync(string name, Func<Task<long>> work)
    {
        var since = Stopwatch.GetTimestamp();
        var part = new DemoPart(name, await work(), Stopwatch.GetElapsedTime(since));
        lock (_parts)
        {
            _parts.Add(part);
            done?.Invoke(part);
        }
    }

    private Task TimedAsync(string name, Func<Task<int>> work) => TimedAsync(name, async () => (long)await work());

    private sealed class StandingClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
