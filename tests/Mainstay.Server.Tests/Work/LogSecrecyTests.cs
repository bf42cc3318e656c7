using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Mainstay.Server.Tests.Api;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.Extensions.Logging;

namespace Mainstay.Server.Tests.Work;

/// <summary>What customers and people gave us in confidence stands in no line of the log, however much is logged.</summary>
public sealed class LogSecrecyTests
{
    [Theory, BothDatabases]
    public async Task A_day_of_work_and_of_mistakes_leaves_no_personal_data_and_no_secret_in_the_log(Provider provider)
    {
        using var log = new Everything();
        await using var world = await ApiWorld.CreateAsync(provider, log: log);
        using var desk = await world.SignInAsync("desk");
        using var bench = await world.SignInAsync("bench");
        var imei = world.NextImei();
        var intake = world.WalkIn(imei);
        intake["new_customer"] = JsonNode.Parse("""{ "name": "Zqxvara Iyer", "phone": "98123 00077", "email": "zqxvara@example.net", "language": "en" }""");
        intake["problem"] = "Zqxproblem after the fall";
        intake["reach_other"] = "Zqxneighbour";
        var opened = (await desk.PostAsync("cases", intake, ("Idempotency-Key", "k-1"))).Ok(HttpStatusCode.Created);
        var path = $"cases/{opened["id"].GetString()}";
        await desk.PostAsync("cases", intake); // The device is here already.
        await desk.PostAsync("cases", intake.ToJsonString()[..^5]);
        (await desk.PostAsync($"{path}/keep-passcode", new { unlock = "passcode", passcode = "Zqxpass99" })).Ok();
        await bench.PostAsync($"{path}/reveal-passcode", new { reason = "zqxreason" });
        (await desk.GetAsync("customers?text=Zqxvara")).Ok();
        await desk.GetAsync("customers?text=9812300077");
        await desk.GetAsync($"devices?identifier={imei}");
        await desk.GetAsync($"cases?text={imei}");
        (await bench.PostAsync($"{path}/return-unrepaired", new { reason = "customer_asked" })).Ok();
        (await desk.PostAsync($"{path}/prepare-return")).Ok();
        (await desk.PostAsync($"{path}/issue-code")).Ok();
        await desk.PostAsync($"{path}/hand-over", new { code = "zqxcode" });
        using (var wrong = new HttpClient { BaseAddress = new Uri(world.Address) })
        {
            await wrong.PostAsync(new Uri("/api/v1/session", UriKind.Relative), new StringContent("""{"login":"zqxlogin","password":"zqxpassword wrong"}""", System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
            await wrong.GetAsync(new Uri("/c/zqxtokenzqxtokenzqxtoken", UriKind.Relative), TestContext.Current.CancellationToken);
            await wrong.GetAsync(new Uri("/health/ready?zqxquery=1", UriKind.Relative), TestContext.Current.CancellationToken);
        }

        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken); // Events are told, messages are made and sent.
        Assert.Contains(log.Lines, line => line.Contains("/api/v1/cases", StringComparison.Ordinal)); // It does hear the requests.
        string[] secrets = ["zqx", "9812300077", "98123 00077", imei, ApiWorld.Password, .. desk.Cookies(new Uri(world.Address)).Select(cookie => cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..])];
        var told = log.Lines.Where(line => secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase))).Distinct().Take(10).ToList();
        Assert.True(told.Count == 0, string.Join('\n', told));
    }

    private sealed class Everything : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        /// <summary>Holds the whole address, and is written by none of our logs.</summary>
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Lines.Enqueue(formatter(state, exception) + exception);
            }
        }

        public void Dispose()
        {
        }
    }
}
