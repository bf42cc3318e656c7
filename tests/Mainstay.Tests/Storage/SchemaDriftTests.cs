using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Storage;

public sealed class SchemaDriftTests
{
    [Theory, BothDatabases]
    public async Task The_scripts_build_what_the_model_says(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var db = test.Open();
        Assert.Empty(await SchemaDrift.FindAsync(db, TestContext.Current.CancellationToken));
    }

    [Theory, BothDatabases]
    public async Task A_change_by_hand_is_found(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var db = test.Open();
        await db.Database.ExecuteSqlRawAsync(
            "ALTER TABLE storage_revisions ADD COLUMN added integer NOT NULL DEFAULT 7; CREATE UNIQUE INDEX ux_by_hand ON storage_revisions (stamp) WHERE name <> 'x'; ALTER TABLE storage_revisions RENAME COLUMN name TO title",
            TestContext.Current.CancellationToken);
        var found = await SchemaDrift.FindAsync(db, TestContext.Current.CancellationToken);
        Assert.Contains(found, line => line.StartsWith("The database lacks: column storage_revisions.name text not null", StringComparison.Ordinal));
        Assert.Contains("The program does not know: column storage_revisions.added integer not null default 7.", found);
        Assert.Contains(found, line => line.Contains("ux_by_hand unique", StringComparison.Ordinal) && line.Contains("where", StringComparison.Ordinal));
    }
}
