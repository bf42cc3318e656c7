using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Messaging.Contracts;
using Mainstay.Messaging.Outbox;
using Mainstay.Messaging.Webhooks;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Tests.Messaging;

/// <summary>Events arrive at least once, signed, in order for each case, whatever receivers and workers do.</summary>
public sealed class DeliveryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void The_published_example_is_signed_as_published()
    {
        // The test vector of the Standard Webhooks libraries.
        var secret = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        var signature = Signature.Of([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), Encoding.UTF8.GetBytes("""{"test": 2432232314}"""));
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Theory, BothDatabases]
    public async Task Events_arrive_signed_and_in_order_with_an_id_that_stays(Provider provider)
    {
        await using var world = await WebhooksWorld.CreateAsync(provider);
        var made = await world.AddAsync();
        await world.HappenAsync("case:1", 1, 5);
        await world.HappenAsync("case:2", 1, 5);
        Assert.Equal(10, await world.RoundAsync());
        Assert.All(world.Receiver.Arrived.GroupBy(a => a.Subject), of => Assert.Equal([1, 2, 3, 4, 5], of.Select(a => a.Sequence)));
        var secret = Convert.FromBase64String(made.Secret[WebhookSecret.Prefix.Length..]);
        Assert.All(world.Receiver.Arrived, a => Assert.Equal(
            Signature.Of([secret], a.Id, DateTimeOffset.FromUnixTimeSeconds(a.Timestamp), Encoding.UTF8.GetBytes(a.Body)), a.Signature));
        Assert.Equal(10, world.Receiver.Arrived.Select(a => a.Id).Distinct().Count());
        Assert.Equal(0, await world.RoundAsync());
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_failed_delivery_holds_up_its_own_case_only_and_comes_again(Provider provider)
    {
        await using var world = await WebhooksWorld.CreateAsync(provider);
        await world.AddAsync();
        var isDown = true;
        world.Receiver.Answer = a => isDown && a.Subject == "case:1" && a.Sequence == 2 ? 500 : 204;
        await world.HappenAsync("case:1", 1, 4);
        await world.HappenAsync("case:2", 1, 4);
        await world.RoundAsync();
        Assert.Equal([1], world.Receiver.Taken.Where(a => a.Subject == "case:1").Select(a => a.Sequence));
        Assert.Equal([1, 2, 3, 4], world.Receiver.Taken.Where(a => a.Subject == "case:2").Select(a => a.Sequence));
        Assert.Equal(0, await world.RoundAsync());
        isDown = false;
        world.Test.Clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(0, await world.RoundAsync());
        world.Test.Clock.Advance(TimeSpan.FromSeconds(1.2));
        await world.RoundAsync();
        Assert.Equal([1, 2, 3, 4], world.Receiver.Taken.Where(a => a.Subject == "case:1").Select(a => a.Sequence));
        var ids = world.Receiver.Arrived.Where(a => a is { Subject: "case:1", Sequence: 2 }).Select(a => a.Id).ToList();
        Assert.Equal(2, ids.Count);
        Assert.Single(ids.Distinct());
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task After_the_last_attempt_it_is_dead_the_next_one_goes_and_a_replay_brings_it_back(Provider provider)
    {
        await using var world = await WebhooksWorld.CreateAsync(provider);
        var made = await world.AddAsync();
        world.Receiver.Answer = a => a.Sequence == 1 ? 503 : 200;
        await world.HappenAsync("case:1", 1, 2);
        var waits = new List<TimeSpan>();
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            await world.RoundAsync();
            Assert.Equal(attempt, world.Receiver.Arrived.Count(a => a.Sequence == 1));
            if ((await world.DeliveriesAsync())[0] is { State: DeliveryState.Waiting } waiting)
            {
                waits.Add(waiting.NextAt - world.Test.Clock.GetUtcNow());
                world.Test.Clock.Set(waiting.NextAt);
            }
        }

        TimeSpan[] schedule = [.. new[] { 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400 }.Select(seconds => TimeSpan.FromSeconds(seconds))];
        Assert.Equal(schedule.Length, waits.Count);
        Assert.All(schedule.Zip(waits), pair => Assert.InRange(pair.Second, pair.First, pair.First * 1.2));
        await world.RoundAsync();
        Assert.Equal([DeliveryState.Dead, DeliveryState.Delivered], (await world.DeliveriesAsync()).Select(row => row.State));
        Assert.Equal(503, (await world.DeliveriesAsync())[0].LastStatus);
        await world.IsSoundAsync();

        world.Receiver.Answer = _ => 200;
        Assert.Equal(1, (await world.ReplayAsync(made.Id, new Replay())).Deliveries);
        await world.RoundAsync();
        Assert.All(await world.DeliveriesAsync(), row => Assert.Equal(DeliveryState.Delivered, row.State));
        Assert.Equal([2, 1], world.Receiver.Taken.Select(a => a.Sequence));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task For_a_day_after_rotation_both_secrets_sign(Provider provider)
    {
        await using var world = await WebhooksWorld.CreateAsync(provider);
        var first = await world.AddAsync();
        var second = await world.DoAsync<RotateWebhookSecretHandler, WebhookMade>(h => h.HandleAsync(first.Id, Actor.System, Ct));
        Assert.NotEqual(first.Secret, second.Secret);
        await world.HappenAsync("case:1", 1);
        await world.RoundAsync();
        var arrived = world.Receiver.Arrived.Single();
        Assert.Equal([SignedWith(second, arrived), SignedWith(first, arrived)], arrived.Signature.Split(' '));

        world.Test.Clock.Advance(TimeSpan.FromHours(24));
        await world.HappenAsync("case:1", 2);
        await world.RoundAsync();
        arrived = world.Receiver.Arrived.Last();
        Assert.Equal(SignedWith(second, arrived), arrived.Signature);
    }

    [Theory, BothDatabases]
    public async Task A_receiver_that_is_gone_is_not_asked_again_until_it_is_started(Provider provider)
    {
        await using var world = await WebhooksWorld.CreateAsync(provider);
        var made = await world.AddAsync();
        world.Receiver.Answer = _ => 410;
        await world.HappenAsync("case:1", 1);
        await world.RoundAsync();
        Assert.Equal(WebhookState.Gone, (await world.WebhookAsync(made.Id)).State);
        world.Test.Clock.Advance(TimeSpan.FromDays(1));
        await world.HappenAsync("case:1", 2);
        Assert.Equal(0, await world.RoundAsync());
        world.Receiver.Answer = _ => 200;
        await world.DoAsync<ChangeWebhookHandler, bool>(async h =>
        {
            await h.HandleAsync(made.Id, new ChangeWebhook(world.Receiver.Url, ["case.*"]), Actor.System, Ct);
            return true;
        });
        await world.RoundAsync();
        Assert.Equal([1], world.Receiver.Taken.Select(a => a.Sequence));
        Assert.Equal(2, (await world.ReplayAsync(made.Id, new Replay(Since: world.Test.Clock.GetUtcNow().AddDays(-2)))).Deliveries);
        await world.RoundAsync();
        Assert.Equal([1, 1, 2], world.Receiver.Taken.Select(a => a.Sequence));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_redirect_is_not_followed(Provider provider)
    {
        await using var world = await WebhooksWorld.CreateAsync(provider);
        await world.AddAsync();
        world.Receiver.Answer = _ => 307;
        await world.HappenAsync("case:1", 1);
        Assert.Equal(1, await world.RoundAsync());
        Assert.Equal(307, (await world.DeliveriesAsync())[0].LastStatus);
        Assert.Single(world.Receiver.Arrived);
    }

    [Theory, BothDatabases]
    public async Task A_receiver_that_hangs_holds_up_nobody_else(Provider provider)
    {
        await using var world = await WebhooksWorld.CreateAsync(provider);
        await using var hanging = await Receiver.StartAsync();
        hanging.Delay = _ => TimeSpan.FromMinutes(1);
        await world.AddAsync(hanging.Url);
        await world.AddAsync();
        for (var subject = 0; subject < 50; subject++)
        {
            await world.HappenAsync($"case:{subject}", 1, 2);
        }

        var round = world.RoundAsync();
        for (var i = 0; i < 80 && world.Receiver.Arrived.Count < 100; i++)
        {
            await Task.Delay(100, Ct);
        }

        Assert.Equal(100, world.Receiver.Arrived.Count);
        await round;
        Assert.All((await world.DeliveriesAsync()).Where(row => row.State == DeliveryState.Waiting && row.Version == 1), row => Assert.Equal("timeout", row.LastAnswer));
    }

    [Theory, BothDatabases]
    public async Task Two_relays_and_two_workers_at_once_keep_the_order_of_each_case_and_send_once(Provider provider)
    {
        await using var world = await WebhooksWorld.CreateAsync(provider);
        await world.AddAsync();
        var failed = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        world.Receiver.Answer = a => a.Sequence % 3 == 0 && failed.TryAdd(a.Id, true) ? 500 : 200;
        world.Receiver.Delay = _ => TimeSpan.FromMilliseconds(5);
        for (var subject = 0; subject < 60; subject++)
        {
            await world.HappenAsync($"case:{subject}", 1, 6);
        }

        await using var one = world.Services();
        await using var two = world.Services();
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(new[] { one, two }.Select(node => Task.Run(async () =>
            {
                await node.GetRequiredService<Relay>().TellAsync(Ct);
                await node.GetRequiredService<Dispatcher>().DeliverAsync(Ct);
            }, Ct)));
            world.Test.Clock.Advance(TimeSpan.FromSeconds(7));
        }

        Assert.All(world.Receiver.Taken.GroupBy(a => a.Subject), of => Assert.Equal([1, 2, 3, 4, 5, 6], of.Select(a => a.Sequence)));
        Assert.Equal(360, world.Receiver.Taken.Count());
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task What_a_frozen_worker_held_is_taken_over_and_its_late_word_is_not_heard(Provider provider)
    {
        await using var world = await WebhooksWorld.CreateAsync(provider);
        var made = await world.AddAsync();
        await world.HappenAsync("case:1", 1, 2);
        await using var node = world.Services();
        await node.GetRequiredService<Relay>().TellAsync(Ct);
        var queue = new DeliveryQueue(world.Test.Database, node.GetRequiredService<ISeal>(), world.Test.Ids, world.Test.Clock);
        var frozen = Assert.IsType<Claim>(await queue.ClaimAsync(made.Id, 10, Ct));
        Assert.Equal(1, Assert.Single(frozen.Deliveries).Event.Version);
        Assert.Equal(0, await world.RoundAsync());
        world.Test.Clock.Advance(DeliveryQueue.Lease);
        Assert.Equal(2, await world.RoundAsync());
        await queue.WriteAsync(made.Id, [new Attempted(frozen.Token, frozen.Deliveries[0], new Answer(500, null))], Ct);
        Assert.All(await world.DeliveriesAsync(), row => Assert.Equal((DeliveryState.Delivered, 1), (row.State, row.Attempts)));
    }

    [Theory, BothDatabases]
    public async Task Only_what_is_subscribed_to_is_sent_and_a_test_goes_to_its_webhook_alone(Provider provider)
    {
        await using var world = await WebhooksWorld.CreateAsync(provider);
        await using var other = await Receiver.StartAsync();
        var one = await world.AddAsync(types: ["case.hand_over"]);
        await world.AddAsync(other.Url, types: ["*"]);
        await world.HappenAsync("case:1", 1, type: "case.open");
        await world.HappenAsync("case:1", 2, type: "case.hand_over");
        await world.DoAsync<TestWebhookHandler, bool>(async h =>
        {
            await h.HandleAsync(one.Id, Actor.System, Ct);
            return true;
        });
        await world.RoundAsync();
        Assert.Equal(["case.hand_over", "webhook.test"], world.Receiver.Arrived.Select(a => a.Type).Order());
        Assert.Equal(["case.hand_over", "case.open"], other.Arrived.Select(a => a.Type).Order());
        await world.IsSoundAsync();
    }

    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_refused_when_it_is_resolved()
    {
        await using var receiver = await Receiver.StartAsync();
        using var sender = new WebhookSender(new WebhookOptions());
        var happened = new OutEvent(Guid.Empty, "case.open", "case:1", 1, null, DateTimeOffset.UnixEpoch, "{}");
        var answer = await sender.SendAsync(receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), happened, [[1]], DateTimeOffset.UnixEpoch, Ct);
        Assert.Equal(new Answer(null, "address_refused"), answer);
        answer = await sender.SendAsync(receiver.Url, happened, [[1]], DateTimeOffset.UnixEpoch, Ct);
        Assert.Equal(new Answer(null, "address_refused"), answer);
        Assert.Empty(receiver.Arrived);
    }

    [Theory, BothDatabases]
    public async Task Nobody_lets_out_more_than_he_may_see(Provider provider)
    {
        await using var world = await WebhooksWorld.CreateAsync(provider);
        var ofSite = new Actor(world.Test.Ids.Next<PersonId>(), "Integrator", null, [new Grant(Role.Integrator, world.Test.Ids.Next<SiteId>(), null)]);
        var desk = new Actor(world.Test.Ids.Next<PersonId>(), "Desk", null, [new Grant(Role.FrontDesk, null, null)]);
        Assert.Equal("not-your-site", (await Assert.ThrowsAsync<RefusedException>(() => world.AddAsync(actor: ofSite))).Code);
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => world.AddAsync(actor: desk))).Code);
        Assert.Equal("webhook-invalid", (await Assert.ThrowsAsync<RefusedException>(() => world.AddAsync(types: ["Case Opened"]))).Code);
        var made = await world.AddAsync();
        Assert.Equal("not-your-site", (await Assert.ThrowsAsync<RefusedException>(
            () => world.DoAsync<RotateWebhookSecretHandler, WebhookMade>(h => h.HandleAsync(made.Id, ofSite, Ct)))).Code);
        Assert.Empty(await world.DoAsync<ListWebhooksHandler, IReadOnlyList<WebhookView>>(h => h.HandleAsync(ofSite, Ct)));
        Assert.Equal(made.Id, Assert.Single(await world.DoAsync<ListWebhooksHandler, IReadOnlyList<WebhookView>>(h => h.HandleAsync(Actor.System, Ct))).Id);
    }

    [Theory, BothDatabases]
    public async Task What_is_older_than_thirty_days_goes_and_what_waits_stays(Provider provider)
    {
        await using var world = await WebhooksWorld.CreateAsync(provider);
        await world.AddAsync();
        await world.HappenAsync("case:1", 1, 3);
        await world.RoundAsync();
        world.Test.Clock.Advance(TimeSpan.FromDays(31));
        world.Receiver.Answer = _ => 500;
        await world.HappenAsync("case:2", 1);
        await world.RoundAsync();
        await using var node = world.Services();
        Assert.Equal(6, await node.GetRequiredService<EventsSweep>().SweepAsync(Ct));
        Assert.Equal("case:2", Assert.Single(await world.DeliveriesAsync()).Subject);
        await world.IsSoundAsync();
    }

    private static string SignedWith(WebhookMade made, Arrived arrived) => Signature.Of(
        [Convert.FromBase64String(made.Secret[WebhookSecret.Prefix.Length..])], arrived.Id, DateTimeOffset.FromUnixTimeSeconds(arrived.Timestamp), Encoding.UTF8.GetBytes(arrived.Body));
}
