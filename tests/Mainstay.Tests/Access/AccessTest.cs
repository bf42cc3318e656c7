using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts;
using Mainstay.Messaging;
using Mainstay.Network;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Tests.Access;

/// <summary>Two sites of two operators, an administrator, and the room's handlers on them.</summary>
internal sealed class AccessTest : IAsyncDisposable
{
    public const string Password = "copper lantern 42 mango";

    private readonly ServiceProvider _services;

    private AccessTest(TestDatabase test, SessionRule? rule)
    {
        Test = test;
        _services = Compose(test, rule);
    }

    public TestDatabase Test { get; }

    public SiteRef Pune { get; private set; } = null!;

    public SiteRef Surat { get; private set; } = null!;

    public Actor Administrator { get; private set; } = null!;

    public static ServiceProvider Compose(TestDatabase test, SessionRule? rule = null) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<TimeProvider>(test.Clock)
        .AddSingleton<IdSource>(test.Ids)
        .AddSingleton<ISeal, TestSeal>()
        .AddSingleton(rule ?? SessionRule.Default)
        .AddSingleton(test.Database)
        .AddScoped(_ => test.Open())
        .AddNetwork()
        .AddAccess()
        .AddContacts()
        .AddMessaging()
        .BuildServiceProvider();

    public static async Task<AccessTest> CreateAsync(Provider provider, SessionRule? rule = null)
    {
        var house = new AccessTest(await TestDatabase.CreateAsync(provider), rule);
        house.Pune = await house.AddSiteAsync("PUN", "NIM");
        house.Surat = await house.AddSiteAsync("SUR", "DAK");
        var first = await house.DoAsync<CreateFirstAdministratorHandler, PersonId>((handler, ct) =>
            handler.HandleAsync(new CreateFirstAdministrator("root", "Asha Rao", Password), ct));
        house.Administrator = await house.ActorAsync(first);
        return house;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

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

    public async Task<Actor> ActorAsync(PersonId person) =>
        await Get<IActors>().LoadAsync(person, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("Not active.");

    public Task<PersonId> HireAsync(string name, SiteRef? home, string? login, params Grant[] grants) => HireAsync(Administrator, name, home, login, grants);

    public Task<PersonId> HireAsync(Actor by, string name, SiteRef? home, string? login, params Grant[] grants) =>
        DoAsync<HirePersonHandler, PersonId>((handler, ct) =>
            handler.HandleAsync(new HirePerson(login, name, null, null, home?.Id, "en", grants, []), by, ct));

    public async Task<Actor> HiredAsync(Role role, SiteRef site) =>
        await ActorAsync(await HireAsync($"{role} of {site.Code}", site, null, new Grant(role, site.Id, null)));

    public Task<SignedIn> SignInAsync(string login, string password = Password) =>
        DoAsync<SignInHandler, SignedIn>((handler, ct) => handler.HandleAsync(new SignIn(login, password), ct));

    public static async Task<string> RefusalAsync(Func<Task> act) => (await Assert.ThrowsAsync<RefusedException>(act)).Code;

    public async Task<CheckResult> CheckAsync(string name)
    {
        await using var db = Test.Open();
        return await _services.GetServices<ICheck>().Single(check => check.Name == name).RunAsync(db, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Test.DisposeAsync();
    }

    private async Task<SiteRef> AddSiteAsync(string code, string operated)
    {
        var organisation = await DoAsync<RegisterOrganisationHandler, OrganisationId>((handler, ct) =>
            handler.HandleAsync(new RegisterOrganisation(operated, $"{operated} Care", [OrganisationKind.Operator], Relation.Partner, "IN"), Actor.System, ct));
        var calendar = await DoAsync<SetCalendarHandler, CalendarId>((handler, ct) =>
            handler.HandleAsync(new SetCalendar("Retail", "Asia/Kolkata", [new Shift(DayOfWeek.Monday, 600, 840)], []), Actor.System, ct));
        var site = await DoAsync<AddSiteHandler, SiteId>((handler, ct) => handler.HandleAsync(
            new AddSite(new SiteFacts(code, $"Site {code}", SiteKind.ServiceCentre, organisation, calendar, null, null, null, null, null, 20, null, null, new DateOnly(2026, 1, 1), null)),
            Actor.System,
            ct));
        return (await Get<ISites>().GetAsync(site, TestContext.Current.CancellationToken)).Ref;
    }
}
