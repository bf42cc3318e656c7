using System.Net.Sockets;
using Mainstay.Common;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Mainstay.Tests.Storage;

/// <summary>A failing database is one clear sentence, and nothing is half done.</summary>
public sealed class StorageProblemTests
{
    [Theory]
    [InlineData("53100", "disk-full")]
    [InlineData("28P01", "database-denied")]
    [InlineData("3D000", "database-denied")]
    [InlineData("42501", "database-denied")]
    [InlineData("57P01", "database-unavailable")]
    [InlineData("57P03", "database-unavailable")]
    [InlineData("08006", "database-unavailable")]
    [InlineData("53300", "database-unavailable")]
    [InlineData("40P01", "database-locked")]
    [InlineData("55P03", "database-locked")]
    [InlineData("22021", "text-impossible")]
    public void Postgres_says_it_by_state(string state, string code) =>
        Assert.Equal(code, StorageProblem.Translate(new DbUpdateException("", new PostgresException("because", "ERROR", "ERROR", state)))?.Code);

    [Fact]
    public void A_lost_connection_is_unavailable_however_it_shows()
    {
        Assert.Equal("database-unavailable", StorageProblem.Translate(new InvalidOperationException("", new NpgsqlException("", new SocketException(111))))?.Code);
        Assert.Equal("database-unavailable", StorageProblem.Translate(new NpgsqlException("", new EndOfStreamException()))?.Code);
    }

    [Fact]
    public void A_bug_stays_a_bug()
    {
        Assert.Null(StorageProblem.Translate(new InvalidOperationException("No such thing.")));
        Assert.Null(StorageProblem.Translate(new PostgresException("", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation)));
    }

    [Fact]
    public async Task A_refusal_passes_as_it_is()
    {
        var refused = new RefusedException("not-allowed", "No.");
        Assert.Same(refused, StorageProblem.Translate(new AggregateException(refused)));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_full_disk_takes_nothing_and_lets_go_when_there_is_room()
    {
        await using var test = await TestDatabase.CreateAsync(Provider.Sqlite);
        await using var db = test.Open();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var pages = await db.Database.SqlQueryRaw<long>("SELECT page_count AS \"Value\" FROM pragma_page_count").SingleAsync(TestContext.Current.CancellationToken);
        await LimitAsync(db, pages + 5);

        var rows = Enumerable.Range(0, 2000).Select(n => new Revision { Name = $"{n}", Stamp = new string('x', 100) }).ToList();
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Bulk.InsertAsync(db, rows, TestContext.Current.CancellationToken));
        Assert.Equal("disk-full", StorageProblem.Translate(failure, test.Database)?.Code);
        Assert.Equal(0, await db.Set<Revision>().CountAsync(TestContext.Current.CancellationToken));

        await LimitAsync(db, 1_000_000);
        Assert.Equal(2000, await Bulk.InsertAsync(db, rows, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_writer_that_does_not_end_is_not_waited_for_for_ever()
    {
        await using var test = await TestDatabase.CreateAsync(Provider.Sqlite);
        await using var first = test.Open();
        await using var held = await first.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var second = test.Open();
        second.Database.SetCommandTimeout(1);
        await second.Database.ExecuteSqlRawAsync("PRAGMA busy_timeout = 10", TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => second.Database.ExecuteSqlRawAsync("DELETE FROM storage_revisions", TestContext.Current.CancellationToken));
        Assert.Equal("database-locked", StorageProblem.Translate(failure, test.Database)?.Code);
    }

    private static Task<int> LimitAsync(MainstayDb db, long pages) =>
        db.Database.ExecuteSqlRawAsync($"PRAGMA max_page_count = {pages}", TestContext.Current.CancellationToken);
}
