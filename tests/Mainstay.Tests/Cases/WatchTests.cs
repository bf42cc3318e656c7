using Mainstay.Cases.Model;
using Mainstay.Cases.Watch;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Cases;

public sealed class WatchTests
{
    [Theory, BothDatabases]
    public async Task Figures_kept_in_step_are_those_reckoned_anew(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await world.DoAsync<FiguresWorker, int>((w, ct) => w.RebuildAsync(ct));
        var phone = await world.NewPhoneAsync(new DateOnly(2025, 12, 1));
        await world.RepairedAsync(phone);
        await world.DoAsync<FiguresWorker, int>((w, ct) => w.CatchUpAsync(ct));
        world.Test.Clock.Advance(TimeSpan.FromDays(4));
        await world.RepairedAsync(phone);
        await world.OpenAsync(await world.NewPhoneAsync(null));
        Assert.True(await world.DoAsync<FiguresWorker, int>((w, ct) => w.CatchUpAsync(ct)) > 0);
        await using var db = world.Test.Open();
        var kept = await db.Set<DailyFigures>().AsNoTracking().OrderBy(row => row.Day).ToListAsync(TestContext.Current.CancellationToken);
        foreach (var ofTheSame in kept.GroupBy(row => row.Category == DailyFigures.AllCategories))
        {
            Assert.Equal((3, 2, 2, 2, 1), (ofTheSame.Sum(r => r.Received), ofTheSame.Sum(r => r.Ready), ofTheSame.Sum(r => r.ReadySameDay), ofTheSame.Sum(r => r.PromiseKept), ofTheSame.Sum(r => r.BackIn30Days)));
        }

        Assert.Equal(2, kept.Select(row => row.Category).Distinct().Count());
        await world.IsSoundAsync();
        world.Test.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.DoAsync<FiguresWorker, int>((w, ct) => w.CatchUpAsync(ct));
        await world.IsSoundAsync();
        await db.Database.ExecuteSqlRawAsync("UPDATE cases_daily SET ready = ready + 1", TestContext.Current.CancellationToken);
        Assert.NotEmpty((await world.CheckAsync("cases.figures")).Violations);
    }

    [Theory, BothDatabases]
    public async Task Nodes_that_reckon_at_once_do_not_get_in_each_others_way(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => world.DoAsync<FiguresWorker, int>((w, ct) => w.RebuildAsync(ct))));
        for (var i = 0; i < 3; i++)
        {
            world.Test.Clock.Advance(TimeSpan.FromMinutes(5));
            await world.RepairedAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));
            for (var minutes = 0; minutes < 2; minutes++)
            {
                await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => world.DoAsync<FiguresWorker, int>((w, ct) => w.CatchUpAsync(ct))));
                await world.IsSoundAsync();
                world.Test.Clock.Advance(TimeSpan.FromMinutes(2));
            }

            await world.IsSoundAsync();
        }
    }

    [Theory, BothDatabases]
    public async Task Promises_rest_on_history_once_there_is_enough_of_it(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        for (var i = 0; i < 31; i++)
        {
            await world.RepairedAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));
        }

        Assert.True(await world.DoAsync<StageLearner, int>((learner, ct) => learner.LearnAsync(ct)) > 0);
        var opened = await world.OpenAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));
        await world.DiagnoseAsync(opened.Id);
        await using var db = world.Test.Open();
        var promises = db.Promises.Where(p => p.Case == opened.Id).OrderBy(p => p.Sequence).ToList();
        Assert.All(promises, promise => Assert.Equal(("site_history", 31), (promise.Basis, promise.Sample)));
        // The shop has closed meanwhile: half an hour of open time ends at half past ten the next morning, 05:00 UTC.
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 5, 0, 0, TimeSpan.Zero), promises[^1].ReadyP90);
    }
}
