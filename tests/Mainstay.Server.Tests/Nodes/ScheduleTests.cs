using Mainstay.Server.Jobs;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Server.Tests.Nodes;

/// <summary>Work in rounds is done once for all nodes.</summary>
public sealed class ScheduleTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Jobs_run_beside_the_requests(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var app = await StartAsync(test);
        await UntilAsync(test, async db => await UpToAsync(db) is not null);
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Two_nodes_that_start_at_once_share_one_schedule_and_doctor_does_not_mind_its_tables()
    {
        Assert.SkipUnless(TestDatabase.HasPostgres, TestDatabase.NoPostgres);
        await using var test = await TestDatabase.CreateAsync(Provider.Postgres);
        var nodes = await Task.WhenAll(StartAsync(test), StartAsync(test));
        await UntilAsync(test, async db => await UpToAsync(db) is not null);
        await using (var db = test.Open())
        {
            var jobs = nodes[0].Services.GetServices<Job>().Select(job => job.Name).Order(StringComparer.Ordinal);
            Assert.Equal(jobs, await NamesAsync(db, "SELECT job_name AS \"Value\" FROM qrtz_job_details ORDER BY job_name COLLATE \"C\""));
            Assert.Equal(2, (await NamesAsync(db, "SELECT instance_name AS \"Value\" FROM qrtz_scheduler_state")).Count);
            Assert.Empty(await SchemaDriftOf(nodes[0]));
        }

        Assert.All(nodes, node => Assert.Null(node.Services.GetRequiredService<Schedule>().Trouble));
        await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task A_round_that_a_wrong_clock_put_off_is_called_back()
    {
        Assert.SkipUnless(TestDatabase.HasPostgres, TestDatabase.NoPostgres);
        await using var test = await TestDatabase.CreateAsync(Provider.Postgres);
        var app = await StartAsync(test);
        await UntilAsync(test, async db => await UpToAsync(db) is not null);
        await using (var db = test.Open())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE qrtz_triggers SET next_fire_time = next_fire_time + 36000000000 WHERE trigger_name = 'figures_clock'", Ct);
            var number = await NumberAsync(db);
            await UntilAsync(test, async other => await NumberAsync(other) > number + 1);
        }

        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_node_that_died_with_its_clock_ahead_is_missed_like_any_other()
    {
        Assert.SkipUnless(TestDatabase.HasPostgres, TestDatabase.NoPostgres);
        await using var test = await TestDatabase.CreateAsync(Provider.Postgres);
        var app = await StartAsync(test);
        await UntilAsync(test, async db => await UpToAsync(db) is not null);
        await using (var db = test.Open())
        {
            await db.Database.ExecuteSqlRawAsync("""
                INSERT INTO qrtz_scheduler_state (sched_name, instance_name, last_checkin_time, checkin_interval)
                SELECT sched_name, 'dead', last_checkin_time + 36000000000, checkin_interval FROM qrtz_scheduler_state LIMIT 1
                """, Ct);
            await UntilAsync(test, async other => !(await NamesAsync(other, "SELECT instance_name AS \"Value\" FROM qrtz_scheduler_state")).Contains("dead"));
        }

        await app.DisposeAsync();
    }

    private static async Task<IReadOnlyList<string>> SchemaDriftOf(WebApplication app)
    {
        var diagnosis = await app.Services.GetRequiredService<Doctor>().ExamineAsync(null, Ct);
        return [.. diagnosis.Checks.SelectMany(check => check.Details)];
    }

    private static async Task<string?> UpToAsync(MainstayDb db) => (await NamesAsync(db, "SELECT CAST(up_to AS TEXT) AS \"Value\" FROM cases_figures_cursor")).FirstOrDefault();

    private static async Task<long> NumberAsync(MainstayDb db) =>
        (await db.Set<FenceNumber>().AsNoTracking().SingleAsync(fence => fence.Name == "figures_clock", Ct)).Number;

    private static Task<List<string>> NamesAsync(MainstayDb db, string sql) => db.Database.SqlQueryRaw<string>(sql).ToListAsync(Ct);

    private static async Task<WebApplication> StartAsync(TestDatabase test)
    {
        var app = MainstayServer.Build(test.Provider == Provider.Sqlite
            ? new ServerSettings { Data = test.Database.Folder, Port = 0 }
            : new ServerSettings { Database = test.Database.ConnectionString, Port = 0 });
        await app.StartAsync(Ct);
        return app;
    }

    private static async Task UntilAsync(TestDatabase test, Func<MainstayDb, Task<bool>> isSo)
    {
        for (var end = Environment.TickCount64 + 40_000; ; await Task.Delay(200, Ct))
        {
            await using var db = test.Open();
            if (await isSo(db))
            {
                return;
            }

            Assert.True(Environment.TickCount64 < end, "It did not happen in time.");
        }
    }
}
