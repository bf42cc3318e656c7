using System.Text.Json;
using Mainstay.Cases;
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
        await Assert.ThrowsAsync<OperationCanceledException>(() => TellAsync(world.Test, dying));
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

    [Theory, BothDatabases]
    public async Task What_one_consumer_cannot_take_is_set_aside_for_it_alone_and_its_subject_waits_in_order(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using (var db = test.Open())
        {
            await Bulk.InsertAsync(db, from version in Enumerable.Range(1, 3)
                                       from subject in Enumerable.Range(1, 3)
                                       select PendingEvent.Of(new OutEvent(test.Ids.Next(), "case.open", $"case:{subject}", version, null, test.Clock.GetUtcNow(), "{}")), Ct);
        }

        var ear = new Ear();
        var picky = new Taste { Dislikes = ("case:2", 2) };
        await TellAsync(test, ear, picky);
        Assert.Equal(9, ear.Heard.Count);
        Assert.Equal(["case:1 1", "case:1 2", "case:1 3", "case:2 1", "case:3 1", "case:3 2", "case:3 3"], picky.Kept.Order(StringComparer.Ordinal));

        await using (var db = test.Open())
        {
            db.Add(PendingEvent.Of(new OutEvent(test.Ids.Next(), "case.open", "case:2", 4, null, test.Clock.GetUtcNow(), "{}")));
            await db.SaveChangesAsync(Ct);
        }

        await TellAsync(test, ear, picky);
        Assert.Equal(10, ear.Heard.Count);
        Assert.Equal(7, picky.Kept.Count);
        Assert.Equal([(2, 1, "ArgumentException"), (3, 0, null), (4, 0, null)], await AsideAsync(test));

        for (var i = 0; i < 10; i++)
        {
            test.Clock.Advance(TimeSpan.FromHours(2));
            await TellAsync(test, ear, picky);
        }

        Assert.Equal([(2, 6, "ArgumentException"), (3, 0, null), (4, 0, null)], await AsideAsync(test)); // Given up.
        picky.Dislikes = default;
        await using (var db = test.Open())
        {
            Assert.Equal(1, await new RetellHandler(db, test.Clock).HandleAsync(Ct));
        }

        await TellAsync(test, ear, picky);
        Assert.Equal(["case:2 1", "case:2 2", "case:2 3", "case:2 4"], picky.Kept.Where(one => one.StartsWith("case:2", StringComparison.Ordinal)));
        Assert.Empty(await AsideAsync(test));
        await using var left = test.Open();
        Assert.Equal(10, await left.Set<FenceNumber>().CountAsync(Ct)); // What it wrote before it failed was undone.
    }

    [Theory, BothDatabases]
    public async Task What_a_node_without_an_outbox_did_to_a_case_is_told_in_its_place(Provider provider)
    {
        var ear = new Ear();
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.RepairedAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));
        var subject = $"case:{opened.Id}";
        await using (var db = world.Test.Open())
        {
            var all = await db.Set<PendingEvent>().Where(e => e.Subject == subject).OrderBy(e => e.Version).ToListAsync(Ct);
            db.RemoveRange(all[2], all[4], all[5], all[^1]);
            await db.SaveChangesAsync(Ct);
        }

        await TellAsync(world.Test, ear);
        var count = ear.Heard.Count;
        Assert.Equal(Enumerable.Range(1, count), ear.Heard.Select(e => e.Version));
        Assert.Equal(opened.Number, JsonDocument.Parse(ear.Heard[2].Data).RootElement.GetProperty("number").GetString());
        await using var after = world.Test.Open();
        after.Add(PendingEvent.Of(new OutEvent(world.Test.Ids.Next(), "case.close", subject, count + 2, null, world.Test.Clock.GetUtcNow(), "{}")));
        await after.SaveChangesAsync(Ct);
        await TellAsync(world.Test, ear);
        Assert.Equal(Enumerable.Range(1, count + 2), ear.Heard.Select(e => e.Version));
    }

    private static async Task<List<(int, int, string?)>> AsideAsync(TestDatabase test)
    {
        await using var db = test.Open();
        return [.. (await db.Set<SetAside>().OrderBy(row => row.Version).ToListAsync(Ct)).Select(row => (row.Version, row.Tries, row.Fault))];
    }

    private static async Task TellAsync(TestDatabase test, Ear ear, Taste? taste = null)
    {
        var collection = new ServiceCollection().AddStorage(test.Database).AddSingleton<IConsumeEvents>(ear)
            .AddScoped<IRecallEvents>(scope => new RecallCaseEvents(scope.GetRequiredService<MainstayDb>(), test.Ids));
        if (taste is not null)
        {
            collection.AddScoped<IConsumeEvents>(scope => new Picky(scope.GetRequiredService<MainstayDb>(), taste));
        }

        await using var services = collection.BuildServiceProvider();
        await new Relay(services.GetRequiredService<IServiceScopeFactory>(), test.Clock).TellAsync(Ct);
    }

    private sealed class Taste
    {
        public (string Subject, int Version) Dislikes { get; set; }

        public List<string> Kept { get; } = [];
    }

    /// <summary>Writes a row for each event, and fails after having written at the one it dislikes.</summary>
    private sealed class Picky(MainstayDb db, Taste taste) : IConsumeEvents
    {
        public async Task ConsumeAsync(IReadOnlyList<OutEvent> events, CancellationToken ct)
        {
            foreach (var happened in events)
            {
                db.Add(new FenceNumber { Name = $"{happened.Subject} {happened.Version}", Number = 1, TakenAt = happened.At });
            }

            await db.SaveChangesAsync(ct);
            if (events.Any(happened => (happened.Subject, happened.Version) == taste.Dislikes))
            {
                throw new ArgumentException("Not this one.");
            }

            taste.Kept.AddRange(events.Select(happened => $"{happened.Subject} {happened.Version}"));
        }
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

            return DiesAfterHearing ? throw new OperationCanceledException("Killed.") : Task.CompletedTask;
        }
    }
}
