using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Storage;

/// <summary>A database of the ground floor's schema, with data in it, is brought to the newest.</summary>
public sealed class UpgradeTests
{
    private const string LastOfGroundFloor = "0006";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_database_of_the_first_six_scripts_becomes_the_newest_with_its_rows(Provider provider)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(provider);
        await using (var db = test.Open())
        {
            var old = Migrator.Scripts(provider).Where(script => string.CompareOrdinal(script[(script.IndexOf('/', StringComparison.Ordinal) + 1)..][..4], LastOfGroundFloor) <= 0).ToList();
            await db.Database.OpenConnectionAsync(Ct);
            await using var transaction = await db.Database.GetDbConnection().BeginTransactionAsync(Ct);
            await Migrator.ApplyWithinAsync(db.Database.GetDbConnection(), transaction, old, test.Clock, Ct);
            await transaction.CommitAsync(Ct);
        }

        await using (var db = test.Open())
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO storage_revisions (name, stamp) VALUES ('kept', 'x')", Ct);
            Assert.NotEmpty(await Migrator.PendingAsync(db, Ct));
        }

        await test.Database.MigrateAsync(test.Clock, Ct);
        await using var upgraded = test.Open();
        Assert.Empty(await Migrator.PendingAsync(upgraded, Ct));
        Assert.Empty(await SchemaDrift.FindAsync(upgraded, Ct));
        Assert.Equal("x", (await upgraded.Set<Revision>().SingleAsync(revision => revision.Name == "kept", Ct)).Stamp);
    }

    /// <summary>The former version may still be running: nothing it reads or writes may vanish or be renamed, nor a column it does not know be demanded of it.</summary>
    [Fact]
    public void Scripts_after_the_ground_floor_only_add()
    {
        foreach (var provider in Enum.GetValues<Provider>())
        {
            foreach (var script in Migrator.Scripts(provider).Where(script => string.CompareOrdinal(script[(script.IndexOf('/', StringComparison.Ordinal) + 1)..][..4], LastOfGroundFloor) > 0))
            {
                var text = Migrator.Text(script);
                Assert.DoesNotContain("DROP TABLE", text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("DROP COLUMN", text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("RENAME", text, StringComparison.OrdinalIgnoreCase);
                Assert.All(
                    text.Split(';').Where(part => part.Contains("ADD COLUMN", StringComparison.OrdinalIgnoreCase) || part.Contains(" ADD ", StringComparison.Ordinal)),
                    part => Assert.True(!part.Contains("NOT NULL", StringComparison.OrdinalIgnoreCase) || part.Contains("DEFAULT", StringComparison.OrdinalIgnoreCase), $"{script}: {part}"));
            }
        }
    }
}
