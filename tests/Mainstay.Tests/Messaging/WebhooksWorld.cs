using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Messaging;
using Mainstay.Messaging.Contracts;
using Mainstay.Messaging.Outbox;
using Mainstay.Messaging.Webhooks;
using Mainstay.Network;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Tests.Messaging;

/// <summary>Events, webhooks and a receiver; the clock stands still until it is told to move.</summary>
internal sealed class WebhooksWorld : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private WebhooksWorld(TestDatabase test, Receiver receiver)
    {
        Test = test;
        Receiver = receiver;
        _services = Services();
    }

    public TestDatabase Test { get; }

    public Receiver Receiver { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<WebhooksWorld> CreateAsync(Provider provider) => new(await TestDatabase.CreateAsync(provider), await Receiver.StartAsync());

    /// <summary>Another node on the same database.</summary>
    public ServiceProvider Services() => new ServiceCollection()
        .AddSingleton<TimeProvider>(Test.Clock)
        .AddSingleton<IdSource>(Test.Ids)
        .AddSingleton<ISeal, OpenSeal>()
        .AddSingleton(new WebhookOptions { Reach = DeliveryReach.ThisMachine, Timeout = TimeSpan.FromSeconds(1) })
        .AddStorage(Test.Database)
        .AddNetwork().AddAccess().AddMessaging()
        .AddLogging()
        .BuildServiceProvider();

    public async Task<T> DoAsync<THandler, T>(Func<THandler, Task<T>> act) where THandler : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<THandler>());
    }

    public Task<WebhookMade> AddAsync(string? url = null, Actor? actor = null, SiteId? site = null, params string[] types) => DoAsync<AddWebhookHandler, WebhookMade>(
        h => h.HandleAsync(new AddWebhook(url ?? Receiver.Url, types.Length == 0 ? ["case.*"] : types, null, site), actor ?? Actor.System, Ct));

    public async Task HappenAsync(string subject, int from, int count = 1, string type = "case.open", SiteId? site = null)
    {
        await using var db = Test.Open();
        foreach (var version in Enumerable.Range(from, count))
        {
            db.Add(PendingEvent.Of(new OutEvent(Test.Ids.Next(), type, subject, version, site, Test.Clock.Now(), $$"""{"subject":"{{subject}}","sequence":{{version}}}""")));
        }

        await db.SaveChangesAsync(Ct);
    }

    /// <summary>What the server's clocks do, once.</summary>
    public async Task<int> RoundAsync()
    {
        await _services.GetRequiredService<Relay>().TellAsync(Ct);
        return await _services.GetRequiredService<Dispatcher>().DeliverAsync(Ct);
    }

    public async Task<List<Delivery>> DeliveriesAsync()
    {
        await using var db = Test.Open();
        return await db.Set<Delivery>().OrderBy(row => row.Subject).ThenBy(row => row.Version).ToListAsync(Ct);
    }

    public async Task<Webhook> WebhookAsync(WebhookId id)
    {
        await using var db = Test.Open();
        return await db.Set<Webhook>().SingleAsync(hook => hook.Id == id, Ct);
    }

    public Task<Replayed> ReplayAsync(WebhookId id, Replay what) => DoAsync<ReplayHandler, Replayed>(h => h.HandleAsync(id, what, Actor.System, Ct));

    public async Task IsSoundAsync()
    {
        await using var db = Test.Open();
        foreach (var check in _services.GetServices<ICheck>().Where(check => check.Name.StartsWith("messaging.", StringComparison.Ordinal)))
        {
            Assert.Empty((await check.RunAsync(db, Ct)).Violations);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Receiver.DisposeAsync();
        await Test.DisposeAsync();
    }

    private sealed class OpenSeal : ISeal
    {
        public byte[] Close(string purpose, ReadOnlySpan<byte> plain) => [.. plain, .. System.Text.Encoding.UTF8.GetBytes(purpose)];

        public byte[]? Open(string purpose, byte[] closed) => closed[..^purpose.Length];
    }
}
