using System.Reflection;
using Mainstay.Common;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Mainstay.Tests.Storage;

/// <summary>The fast paths must leave behind, value for value, what EF Core would have written, in every table of the house.</summary>
public sealed class RowMapTests
{
    private static readonly MethodInfo _bulk = typeof(RowMapTests).GetMethod(nameof(BulkAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo _batch = typeof(RowMapTests).GetMethod(nameof(BatchAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    [Theory, BothDatabases]
    public async Task Bulk_and_batch_write_what_EF_writes(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var db = test.Open();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await IgnoreForeignKeysAsync(db);
        foreach (var entity in db.Model.GetEntityTypes())
        {
            foreach (var isFull in new[] { true, false })
            {
                var byEf = await WrittenAsync(db, entity, isFull, AddAsync);
                Assert.Equal(byEf, await WrittenAsync(db, entity, isFull, (d, row) => (Task)_bulk.MakeGenericMethod(entity.ClrType).Invoke(null, [d, row])!));
                Assert.Equal(byEf, await WrittenAsync(db, entity, isFull, (d, row) => (Task)_batch.MakeGenericMethod(entity.ClrType).Invoke(null, [d, row])!));
            }
        }

        await db.Database.CloseConnectionAsync();
    }

    [Theory, BothDatabases]
    public async Task A_batch_that_fails_writes_nothing(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var db = test.Open();
        var revision = new Revision { Name = "a", Stamp = "1" };
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => new WriteBatch(db).Insert(revision, new Revision { Name = "b", Stamp = "1" }, revision)
            .CommitAsync(TestContext.Current.CancellationToken));
        Assert.Equal("pk_storage_revisions", UniqueViolation.IndexOf(failure));
        Assert.Equal(0, await db.Set<Revision>().CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory, BothDatabases]
    public async Task Bulk_and_batch_join_the_open_transaction(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var db = test.Open();
        await using (await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await Bulk.InsertAsync(db, [new Revision { Name = "a", Stamp = "1" }], TestContext.Current.CancellationToken);
            await new WriteBatch(db).Insert(new Revision { Name = "b", Stamp = "1" }).CommitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(2, await db.Set<Revision>().CountAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(0, await db.Set<Revision>().CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory, BothDatabases]
    public async Task Bulk_writes_many_rows_in_one_go(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var db = test.Open();
        var rows = Enumerable.Range(0, 10_000).Select(n => new Revision { Name = $"{n}", Stamp = "1" });
        Assert.Equal(10_000, await Bulk.InsertAsync(db, rows, TestContext.Current.CancellationToken));
        Assert.Equal(10_000, await db.Set<Revision>().CountAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The row as the database holds it, and as EF Core reads it back; the table is empty again afterwards.</summary>
    private static async Task<string> WrittenAsync(MainstayDb db, IEntityType entity, bool isFull, Func<MainstayDb, object, Task> write)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"DELETE FROM \"{entity.GetTableName()}\""; // Some tables come with founding rows.
        await command.ExecuteNonQueryAsync();
        await write(db, Samples.Row(entity, 3, isFull));
        db.ChangeTracker.Clear();
        var lines = new List<string> { entity.GetTableName()! };
        command.CommandText = $"SELECT * FROM \"{entity.GetTableName()}\"";
        await using (var reader = await command.ExecuteReaderAsync())
        {
            Assert.True(await reader.ReadAsync(), $"Nothing was written to {entity.GetTableName()}.");
            for (var i = 0; i < reader.FieldCount; i++)
            {
                lines.Add($"{reader.GetName(i)} {reader.GetDataTypeName(i)} {Samples.Text(reader.GetValue(i))}");
            }
        }

        var expected = Samples.Row(entity, 3, isFull);
        var read = Samples.All(db, entity).Single();
        foreach (var property in entity.GetProperties())
        {
            var getter = property.GetGetter();
            Assert.Equal($"{property.Name} {Samples.Text(getter.GetClrValue(expected))}", $"{property.Name} {Samples.Text(getter.GetClrValue(read))}");
        }

        command.CommandText = $"DELETE FROM \"{entity.GetTableName()}\"";
        await command.ExecuteNonQueryAsync();
        return string.Join('\n', lines);
    }

    private static Task AddAsync(MainstayDb db, object row)
    {
        db.Add(row);
        return db.SaveChangesAsync();
    }

    private static Task<long> BulkAsync<T>(MainstayDb db, object row) where T : class => Bulk.InsertAsync(db, [(T)row]);

    private static Task BatchAsync<T>(MainstayDb db, object row) where T : class => new WriteBatch(db).Insert((T)row).CommitAsync(CancellationToken.None);

    private static Task<int> IgnoreForeignKeysAsync(MainstayDb db) => db.Database.ExecuteSqlRawAsync(
        db.Database.IsNpgsql() ? "SET session_replication_role = replica" : "PRAGMA foreign_keys = OFF");
}
