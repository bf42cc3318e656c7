using System.Collections.Concurrent;
using Mainstay.Cases.Watch;
using Mainstay.Common;
using Mainstay.Server.Pages;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mainstay.Server.Tests.Work;

/// <summary>What goes on in rounds beside the requests.</summary>
public sealed class WorkerTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Figures_are_begun_and_kept_up_by_the_clock(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var rooms = Rooms(test);
        using var log = new Lines();
        using var clock = new FiguresClock(rooms.GetRequiredService<FiguresWorker>(), test.Clock, new Logger<FiguresClock>(log));
        await clock.StartAsync(Ct);
        await using var db = test.Open();
        Assert.Null(await UpToAsync(db));
        await UntilAsync(test.Clock, async () => await UpToAsync(db) is not null);
        var upTo = await UpToAsync(db);
        test.Clock.Advance(TimeSpan.FromMinutes(5));
        await UntilAsync(test.Clock, async () => string.CompareOrdinal(await UpToAsync(db), upTo) > 0);
        await clock.StopAsync(Ct);
        Assert.True(clock.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Empty(log.Written);
    }

    [Fact]
    public async Task A_round_that_fails_is_told_once_and_the_next_one_comes()
    {
        var time = new ManualClock();
        using var worker = new Stumbling(time);
        await worker.StartAsync(Ct);
        await UntilAsync(time, () => Task.FromResult(worker.Rounds >= 3));
        await worker.StopAsync(Ct);
        Assert.Equal(["The first stone.", "The second took too long."], worker.Told);
        Assert.True(worker.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Stopped_in_the_middle_of_a_round_it_says_nothing()
    {
        var time = new ManualClock();
        using var worker = new Endless(time);
        await worker.StartAsync(Ct);
        await UntilAsync(time, () => Task.FromResult(worker.IsAtWork));
        await worker.StopAsync(Ct);
        Assert.Empty(worker.Told);
        Assert.True(worker.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_server_that_is_stopped_writes_no_word_of_failure()
    {
        await using var test = await TestDatabase.CreateAsync(Provider.Sqlite);
        var app = MainstayServer.Build(new ServerSettings { Data = test.Database.Folder, Port = 0 });
        using var log = new Lines();
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        await app.StartAsync(Ct);
        await Task.Delay(TimeSpan.FromSeconds(1.5), Ct);
        await app.StopAsync(Ct);
        await app.Services.GetRequiredService<Database>().DisposeAsync();
        await app.DisposeAsync();
        Assert.Empty(log.Written);
    }

    /// <summary>Every service can be made from the others, and none holds on to something that lives for one request only.</summary>
    [Fact]
    public async Task The_container_is_whole()
    {
        await using var test = await TestDatabase.CreateAsync(Provider.Sqlite);
        await using (var commands = new ServiceCollection().AddLogging().AddMainstay(test.Database)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }))
        {
            Assert.NotEmpty(commands.GetServices<ICheck>());
        }

        await using var app = MainstayServer.Build(new ServerSettings { Data = test.Database.Folder, Port = 0, Development = true });
        Assert.NotNull(app.Services.GetRequiredService<Live>());
        await app.Services.GetRequiredService<Database>().DisposeAsync();
    }

    /// <summary>How far the figures are, in a form that grows.</summary>
    private static async Task<string?> UpToAsync(MainstayDb db) =>
        (await db.Database.SqlQueryRaw<string>("SELECT CAST(up_to AS TEXT) AS \"Value\" FROM cases_figures_cursor").ToListAsync(Ct)).FirstOrDefault();

    private static ServiceProvider Rooms(TestDatabase test) => new ServiceCollection().AddLogging()
        .AddSingleton<TimeProvider>(test.Clock).AddSingleton<IdSource>(test.Ids).AddMainstay(test.Database).BuildServiceProvider();

    private static async Task UntilAsync(ManualClock time, Func<Task<bool>> isSo)
    {
        var end = Environment.TickCount64 + (long)_patience.TotalMilliseconds;
        while (!await isSo())
        {
            Assert.True(Environment.TickCount64 < end, "It did not happen in time.");
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(20, Ct);
        }
    }

    private abstract class Watched(TimeProvider clock) : Worker(TimeSpan.FromSeconds(5), clock)
    {
        public List<string> Told { get; } = [];

        protected override void Failed(string reason) => Told.Add(reason);
    }

    private sealed class Stumbling(TimeProvider clock) : Watched(clock)
    {
        public int Rounds { get; private set; }

        protected override Task WorkAsync(CancellationToken ct) => ++Rounds switch
        {
            1 => throw new InvalidOperationException("The first stone."),
            2 => throw new TaskCanceledException("The second took too long."),
            _ => Task.CompletedTask,
        };
    }

    private sealed class Endless(TimeProvider clock) : Watched(clock)
    {
        public bool IsAtWork { get; private set; }

        protected override Task WorkAsync(CancellationToken ct)
        {
            IsAtWork = true;
            return Task.Delay(Timeout.InfiniteTimeSpan, ct);
        }
    }

    /// <summary>Keeps what is written from warnings up.</summary>
    private sealed class Lines : ILoggerProvider, ILogger, ILoggerFactory
    {
        public ConcurrentQueue<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith("Microsoft.AspNetCore.DataProtection", StringComparison.Ordinal) ? NullLogger.Instance : this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Written.Enqueue(formatter(state, exception) + exception);
            }
        }

        public void Dispose()
        {
        }
    }
}
