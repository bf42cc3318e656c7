using Mainstay.Common;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Storage;

/// <summary>The database server crashes and comes back: what was acknowledged is there, nothing else is, and nobody restarts Mainstay.</summary>
public sealed class DatabaseGoneTests : IAsyncLifetime
{
    private readonly OwnPostgres _postgres = new();

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(TestDatabase.HasPostgres, TestDatabase.NoPostgres);
        await _postgres.StartAsync();
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task The_same_process_goes_on_when_the_database_is_back()
    {
        var ct = TestContext.Current.CancellationToken;
        var clock = new ManualClock();
        await using var database = Database.Postgres(_postgres.Connection);
        await database.MigrateAsync(clock, ct);

        // Many connections lie idle in the pool, as they do in a busy server.
        await Task.WhenAll(Enumerable.Range(0, 10).Select(n => WriteAsync(database, $"before {n}", ct)));
        await using var interrupted = await database.CreateDbContextAsync(ct);
        await using var transaction = await interrupted.Database.BeginTransactionAsync(ct);
        await new WriteBatch(interrupted).Insert(new Revision { Name = "half", Stamp = "1" }).CommitAsync(ct);

        await _postgres.PauseAsync();
        var lost = await Assert.ThrowsAnyAsync<Exception>(() => transaction.CommitAsync(ct));
        Assert.Equal("database-unavailable", StorageProblem.Translate(lost, database)?.Code);
        for (var attempt = 0; attempt < 12; attempt++)
        {
            var gone = await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(database, "while away", ct));
            var refused = Assert.IsType<RefusedException>(StorageProblem.Translate(gone, database));
            Assert.Equal("database-unavailable", refused.Code);
        }

        await _postgres.StartAsync();
        await WriteAsync(database, "after", ct);
        await using var db = await database.CreateDbContextAsync(ct);
        Assert.Equal(
            Enumerable.Range(0, 10).Select(n => $"before {n}").Prepend("after"),
            await db.Set<Revision>().Where(r => r.Stamp == "gone").Select(r => r.Name).OrderBy(name => name).ToListAsync(ct));
        Assert.False(await db.Set<Revision>().AnyAsync(r => r.Name == "half", ct));
    }

    private static async Task WriteAsync(Database database, string name, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        db.Add(new Revision { Name = name, Stamp = "gone" });
        await db.SaveChangesAsync(ct);
    }
}
