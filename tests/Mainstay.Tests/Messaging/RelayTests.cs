using System.Text.Json;
using Mainstay.Cases.Model;
using Mainstay.Messaging.Contracts;
using Mainstay.Messaging.Outbox;
using Mainstay.Storage;
using Mainstay.Testing;
using Mainstay.Tests.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Tests.Messaging;

/// <summary>Every event of every case is told, once it is committed and in order, whatever happens to the teller.</summary>
public sealed class RelayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Every_event_of_a_case_is_told_in_order(Provider provider)
    {
        var ear = new Ear();
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.RepairedAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));
        await TellAsync(world.Test, ear);
        await using var db = world.Test.Open();
        var happened = await db.CaseEvents.Where(e => e.Case == opened.Id).OrderBy(e => e.Sequence).ToListAsync(Ct);
        Assert.Equal(happened.Select(e => (e.Sequence, e.OccurredAt)), ear.Heard.Select(e => (e.Version, e.At)));
        Assert.Equal("case.open", ear.Heard[0].Type);
        Assert.All(ear.Heard, e => Assert.Equal($"case:{opened.Id}", e.Subject));
        var data = JsonDocument.Parse(ear.Heard[^1].Data).RootElement;
        Assert.Equal(opened.Number, data.GetProperty("number").GetString());
        Assert.Equal("handed_over", data.GetProperty("to").GetString());
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_relay_killed_between_hearing_and_commit_tells_again_and_leaves_nothing_half_done(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await world.OpenAsync(await world.NewPhoneAsync(null));
        var dying = new Ear { DiesAfterHearing = true };
        await Assert.ThrowsAsync<InvalidOperationException>(() => TellAsync(world.Test, dying));
        Assert.NotEmpty(dying.Heard);
        await using (var db = world.Test.Open())
        {
            Assert.Empty(await db.Set<ToldEvent>().ToListAsync(Ct));
        }

        var ear = new Ear();
        await TellAsync(world.Test, ear);
        Assert.Equal(dying.Heard, ear.Heard);
        await TellAsync(world.Test, ear);
        Assert.Equal(dying.Heard.Count, ear.Heard.Count);
    }

    [Theory, BothDatabases]
    public async Task Two_relays_at_once_tell_each_event_once_and_in_order(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        const int subjects = 40;
        const int versions = 40;
        await using (var db = test.Open())
        {
            // Versions are written with ids that run backwards, as from nodes whose clocks differ.
            await Bulk.InsertAsync(db, from version in Enumerable.Range(1, versions).Reverse()
                                       from subject in Enumerable.Range(1, subjects)
                                       select PendingEvent.Of(new OutEvent(test.Ids.Next(), "case.open", $"case:{subject}", version, null, test.Clock.GetUtcNow(), "{}")), Ct);
        }

        var ear = new Ear();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TellAsync(test, ear), Ct)));
        await TellAsync(test, ear);
        Assert.Equal(subjects * versions, ear.Heard.Count);
        Assert.All(ear.Heard.GroupBy(e => e.Subject), of => Assert.Equal(Enumerable.Range(1, versions), of.Select(e => e.Version)));
    }

    [Theory, BothDatabases]
    public async Task What_a_slow_transaction_commits_late_is_told_late_and_not_skipped(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var slow = test.Open();
        var early = PendingEvent.Of(new OutEvent(test.Ids.Next(), "case.open", "case:1", 1, null, test.Clock.GetUtcNow(), "{}"));
        test.Clock.Advance(TimeSpan.FromMinutes(1));
        await using (var quick = test.Open())
        {
            quick.Add(PendingEvent.Of(new OutEvent(test.Ids.Next(), "case.open", "case:2", 1, null, test.Clock.GetUtcNow(), "{}")));
            await quick.SaveChangesAsync(Ct);
        }

        var ear = new Ear();
        await TellAsync(test, ear);
        slow.Add(early);
        await slow.SaveChangesAsync(Ct);
        await TellAsync(test, ear);
        Assert.Equal(["case:2", "case:1"], ear.Heard.Select(e => e.Subject));
    }

    private static async Task TellAsync(TestDatabase test, Ear ear)
    {
        await using var services = new ServiceCollection().AddStorage(test.Database).AddSingleton<IConsumeEvents>(ear).BuildServiceProvider();
        await new Relay(services.GetRequiredService<IServiceScopeFactory>(), test.Clock).TellAsync(Ct);
    }

    private sealed class Ear : IConsumeEvents
    {
        public List<OutEvent> Heard { get; } = [];

        public bool DiesAfterHearing { get; init; }

        public Task ConsumeAsync(IReadOnlyList<OutEvent> events, CancellationToken ct)
        {
            lock (Heard)
            {
                Heard.AddRange(events);
            }

            return DiesAfterHearing ? throw new InvalidOperationException("Killed.") : Task.CompletedTask;
        }
    }
}
