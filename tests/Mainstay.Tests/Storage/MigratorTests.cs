using System.Data.Common;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Storage;

public sealed class MigratorTests
{
    [Theory, BothDatabases]
    public async Task Migrating_twice_applies_every_script_once(Provider provider)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(provider);
        Assert.Equal(Migrator.Scripts(provider).Count, await database.Database.MigrateAsync(database.Clock, TestContext.Current.CancellationToken));
        Assert.Equal(0, await database.Database.MigrateAsync(database.Clock, TestContext.Current.CancellationToken));
    }

    [Theory, BothDatabases]
    public async Task Several_migrators_at_once_apply_every_script_once(Provider provider)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(provider);
        await using var other = provider == Provider.Sqlite ? Database.Sqlite(test.Database.Folder!) : Database.Postgres(test.Database.ConnectionString);
        var runs = await Task.WhenAll(new[] { test.Database, other, test.Database, other }
            .Select(database => Task.Run(() => database.MigrateAsync(test.Clock))));
        Assert.Equal(Migrator.Scripts(provider).Count, runs.Sum());
    }

    [Theory, BothDatabases]
    public async Task A_script_that_fails_leaves_nothing_half_done(Provider provider)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(provider);
        await using var db = test.Open();
        await Assert.ThrowsAnyAsync<DbException>(() => Migrator.ApplyAsync(
            db, test.Clock, _ => "CREATE TABLE half_done (a INTEGER); CREATE TABLE half_done (a INTEGER)", TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<DbException>(() => db.Database.ExecuteSqlRawAsync("SELECT * FROM half_done", TestContext.Current.CancellationToken));
        Assert.Equal(Migrator.Scripts(provider), await Migrator.PendingAsync(db, TestContext.Current.CancellationToken));

        Assert.Equal(Migrator.Scripts(provider).Count, await test.Database.MigrateAsync(test.Clock, TestContext.Current.CancellationToken));
    }

    [Theory, BothDatabases]
    public async Task A_copied_test_database_has_nothing_left_to_migrate(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var db = test.Open();
        Assert.Empty(await Migrator.PendingAsync(db, TestContext.Current.CancellationToken));
    }
}
