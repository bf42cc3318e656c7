using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Server.Tests.Nodes;

/// <summary>Two server processes on one database: any answers anything, and each may die.</summary>
public sealed class NodesTests
{
    private const string Figures = "figures_clock";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_is_killed_and_the_other_serves_on_and_takes_over_its_work()
    {
        Assert.SkipUnless(TestDatabase.HasPostgres, TestDatabase.NoPostgres);
        await using var real = await RealNodes.StartAsync(Provider.Postgres, 2);
        await real.SignInAsync();
        Assert.Equal(HttpStatusCode.OK, await real.GetAsync(1, "/api/v1/session")); // The cookie of one opens the other.
        await UntilAsync(async () => await real.RoundsAsync(Figures) > 1, 40);

        await real.Nodes[0].KillAsync();
        var killed = Stopwatch.GetTimestamp();
        var before = await real.RoundsAsync(Figures);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await real.GetAsync(1, "/api/v1/session"));
        }

        await UntilAsync(async () => await real.RoundsAsync(Figures) > before + 1, 30);
        Assert.InRange(Stopwatch.GetElapsedTime(killed).TotalSeconds, 0, 30);
    }

    [Fact]
    public async Task A_node_that_stood_still_comes_back_without_doing_its_work_twice()
    {
        Assert.SkipUnless(TestDatabase.HasPostgres, TestDatabase.NoPostgres);
        await using var real = await RealNodes.StartAsync(Provider.Postgres, 2);
        await real.SignInAsync();
        await UntilAsync(async () => await real.RoundsAsync(Figures) > 1, 40);
        real.Nodes[0].Signal("STOP");
        var before = await real.RoundsAsync(Figures);
        await UntilAsync(async () => await real.RoundsAsync(Figures) > before + 1, 40);
        real.Nodes[0].Signal("CONT");
        var after = await real.RoundsAsync(Figures);
        await UntilAsync(async () => await real.RoundsAsync(Figures) > after + 2, 40);
        Assert.Equal(HttpStatusCode.OK, await real.GetAsync(0, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await real.GetAsync(1, "/health/ready"));
    }

    [Theory, BothDatabases]
    public async Task Why_it_is_ready_is_told_to_this_machine_and_to_nobody_behind_a_proxy(Provider provider)
    {
        await using var real = await RealNodes.StartAsync(provider, 1);
        await UntilAsync(async () => await real.GetAsync(0, "/health/ready") == HttpStatusCode.OK, 40);
        var here = await real.Http.GetFromJsonAsync<JsonElement>(new Uri(real.Nodes[0].Address, "/health/ready"), Ct);
        Assert.Equal(
            ["serving", "database", "schema", "backlog", "events", "disk", "jobs"],
            here.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString()));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(real.Nodes[0].Address, "/health/ready"));
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var outside = await real.Http.SendAsync(request, Ct);
        Assert.Equal("{\"ready\":true}", await outside.Content.ReadAsStringAsync(Ct));
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, int seconds)
    {
        for (var end = Environment.TickCount64 + (seconds * 1000); !await isSo(); await Task.Delay(100, Ct))
        {
            Assert.True(Environment.TickCount64 < end, "It did not happen in time.");
        }
    }
}
