using Mainstay.Access.Contracts;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Cases.Promises;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Cases;

public sealed class PromiseWatchTests
{
    private static readonly StageTime _repair = new(TimeSpan.FromHours(3), TimeSpan.FromHours(6), "site_history", 100);
    private static readonly StageTime _policy = new(TimeSpan.FromHours(3), TimeSpan.FromHours(6), "policy", 0);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 3.5, false)] // The likely rest fits.
    [InlineData(0, 2.5, true)]
    [InlineData(2, 1.5, false)] // An hour to the median.
    [InlineData(4, 1.5, true)] // Past the median: two hours to the ninetieth percentile.
    [InlineData(4, 2.5, false)]
    [InlineData(9, 2.5, true)] // It does not move.
    [InlineData(9, 8.5, false)] // More than a working day away: not looked at yet.
    [InlineData(0, 0, true)]
    public void A_promise_breaks_when_the_rest_takes_longer_than_what_is_left(double inState, double left, bool breaks) =>
        Assert.Equal(breaks, PromiseOutlook.WillBreak(CaseState.InRepair, _repair, TimeSpan.FromHours(inState), TimeSpan.FromHours(left)));

    [Theory]
    [InlineData(CaseState.InRepair, 2, false)] // Nothing was learned: only the last hour tells.
    [InlineData(CaseState.InRepair, 0.5, true)]
    [InlineData(CaseState.QualityCheck, 0.5, false)]
    public void Where_nothing_was_learned_no_alarm_is_made_up(CaseState state, double left, bool breaks) =>
        Assert.Equal(breaks, PromiseOutlook.WillBreak(state, _policy, TimeSpan.FromHours(1), TimeSpan.FromHours(left)));

    [Theory, BothDatabases]
    public async Task The_customer_hears_of_a_new_time_and_why_before_the_old_one_is_over_and_once(Provider provider)
    {
        var (world, carrier) = await CaseNoticesTests.WorldAsync(provider);
        await using var _ = world;
        var id = await WaitingForPartsAsync(world);
        await CaseNoticesTests.HearAsync(world);
        var told = await PromiseAsync(world, id);
        var heard = carrier.Taken.Count;

        var movedAt = await UntilMovedAsync(world, told);
        await CaseNoticesTests.HearAsync(world);

        Assert.True(movedAt < told, $"moved at {movedAt:u}, promised {told:u}");
        var message = Assert.Single(carrier.Taken.Skip(heard));
        Assert.Contains("a part comes later than planned", message.Text, StringComparison.Ordinal);
        Assert.True(await PromiseAsync(world, id) > told);
        Assert.Equal(0, await WarnAsync(world));
        await using var db = world.Test.Open();
        var last = await db.Promises.OrderByDescending(p => p.Sequence).FirstAsync(p => p.Case == id, Ct);
        Assert.Equal("part_late", last.Reason);
        var e = await db.CaseEvents.OrderByDescending(e => e.Sequence).FirstAsync(e => e.Case == id, Ct);
        Assert.Equal((Verb.MovePromise, Actor.System.Person), (e.Verb, e.Person));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Nodes_that_look_at_once_tell_once(Provider provider)
    {
        var (world, carrier) = await CaseNoticesTests.WorldAsync(provider);
        await using var _ = world;
        var id = await WaitingForPartsAsync(world);
        await CaseNoticesTests.HearAsync(world);
        var heard = carrier.Taken.Count;
        world.Test.Clock.Set(await PromiseAsync(world, id) - TimeSpan.FromMinutes(30));

        var moved = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => WarnAsync(world), Ct)));
        await CaseNoticesTests.HearAsync(world);

        Assert.Equal(1, moved.Sum());
        Assert.Equal(heard + 1, carrier.Taken.Count);
    }

    [Theory, BothDatabases]
    public async Task Before_diagnosis_it_is_the_time_at_which_we_know_that_moves(Provider provider)
    {
        var (world, carrier) = await CaseNoticesTests.WorldAsync(provider);
        await using var _ = world;
        var opened = await world.OpenAsync(await world.NewPhoneAsync(null));
        await CaseNoticesTests.HearAsync(world);
        world.Test.Clock.Set(opened.KnownBy!.Value - TimeSpan.FromMinutes(30));

        Assert.Equal(1, await WarnAsync(world));
        await CaseNoticesTests.HearAsync(world);

        Assert.Contains("there is more work at the centre than planned. We tell you more tomorrow", carrier.Taken[^1].Text, StringComparison.Ordinal);
        await using var db = world.Test.Open();
        var c = await db.Cases.SingleAsync(c => c.Id == opened.Id, Ct);
        Assert.True(c.KnownBy > opened.KnownBy);
        Assert.Null(c.ReadyP90);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Of_a_promise_that_is_over_the_customer_is_told_plainly_and_nobody_calls_it_a_warning(Provider provider)
    {
        var (world, carrier) = await CaseNoticesTests.WorldAsync(provider);
        await using var _ = world;
        var id = await WaitingForPartsAsync(world);
        var told = await PromiseAsync(world, id);
        await CaseNoticesTests.HearAsync(world);
        world.Test.Clock.Set(told + TimeSpan.FromHours(30));

        Assert.Equal(1, await WarnAsync(world));
        await CaseNoticesTests.HearAsync(world);

        Assert.Contains("we are late with your", carrier.Taken[^1].Text, StringComparison.Ordinal);
        await using var db = world.Test.Open();
        var c = await db.Cases.SingleAsync(c => c.Id == id, Ct);
        Assert.Equal((told, "part_late"), (c.UntoldSince, c.SlipCause));
        Assert.True(c.ReadyP90 > world.Test.Clock.GetUtcNow());
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task The_question_goes_by_the_indexes_of_promises_still_to_be_kept(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await using var db = world.Test.Open();
        var plan = provider == Provider.Sqlite ? "EXPLAIN QUERY PLAN " : "SET enable_seqscan = off; EXPLAIN ";
        foreach (var column in new[] { "ready_p90", "known_by" })
        {
            var bound = provider == Provider.Sqlite ? "0" : "'2026-01-01'";
            await db.Database.OpenConnectionAsync(Ct);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"{plan} SELECT id FROM cases_cases c WHERE c.is_open AND c.ready_at IS NULL AND c.{column} >= {bound} AND c.{column} <= {bound} ORDER BY c.{column}";
            await using var reader = await command.ExecuteReaderAsync(Ct);
            var text = "";
            while (await reader.ReadAsync(Ct))
            {
                text += string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i)));
            }

            Assert.Contains($"ix_cases_cases_{column}", text, StringComparison.Ordinal);
        }
    }

    private static Task<int> WarnAsync(CasesWorld world) => world.DoAsync<PromiseWatch, int>((watch, ct) => watch.WarnAsync(ct));

    private static async Task<DateTimeOffset> UntilMovedAsync(CasesWorld world, DateTimeOffset told)
    {
        while (await WarnAsync(world) == 0)
        {
            Assert.True(world.Test.Clock.GetUtcNow() < told + TimeSpan.FromHours(1), "The promise broke, and nobody was told.");
            world.Test.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        return world.Test.Clock.GetUtcNow();
    }

    private static async Task<DateTimeOffset> PromiseAsync(CasesWorld world, CaseId id)
    {
        await using var db = world.Test.Open();
        return (await db.Cases.Where(c => c.Id == id).Select(c => c.ReadyP90).SingleAsync(Ct))!.Value;
    }

    private static async Task<CaseId> WaitingForPartsAsync(CasesWorld world)
    {
        var opened = await world.OpenAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));
        await world.DiagnoseAsync(opened.Id);
        await world.DoAsync(new WaitForParts { Case = opened.Id, Reason = "not_in_stock" }, world.Technician);
        return opened.Id;
    }
}
