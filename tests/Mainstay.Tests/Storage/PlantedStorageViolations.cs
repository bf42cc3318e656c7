using Mainstay.Access;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Storage;

internal sealed class AColumnAddedByHand : PlantedViolation
{
    public override string Check => "storage.schema";

    public override async Task PlantAsync(TestDatabase test, CancellationToken ct)
    {
        await using var db = test.Open();
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE storage_revisions ADD COLUMN note TEXT", ct);
    }
}

internal sealed class AConstraintThatOldRowsMayBreak : PlantedViolation
{
    public override string Check => "storage.integrity";

    public override Provider? Only => Provider.Postgres;

    public override async Task PlantAsync(TestDatabase test, CancellationToken ct)
    {
        await using var db = test.Open();
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE storage_revisions ADD CONSTRAINT c CHECK (stamp <> 'x') NOT VALID", ct);
    }
}

/// <summary>The index is told that it is about another column than the one it was filled from.</summary>
internal sealed class AnIndexThatDoesNotFitItsTable : PlantedViolation
{
    public override string Check => "storage.integrity";

    public override Provider? Only => Provider.Sqlite;

    public override async Task PlantAsync(TestDatabase test, CancellationToken ct)
    {
        await using (var db = test.Open())
        {
            await db.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO storage_revisions VALUES ('name', 'stamp');
                CREATE INDEX ix ON storage_revisions (stamp);
                PRAGMA writable_schema = ON;
                UPDATE sqlite_master SET sql = 'CREATE INDEX ix ON storage_revisions (name)' WHERE name = 'ix';
                PRAGMA writable_schema = OFF;
                """,
                ct);
        }

        // The next connection reads the schema as it is written now.
        await test.Database.DisposeAsync();
    }
}

internal sealed class ASkillOfNobody : PlantedViolation
{
    public override string Check => "storage.references";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) => test.PlantAsync<Skill>(1);
}

internal sealed class AnAuditEntryFromTomorrow : PlantedViolation
{
    public override string Check => "storage.future";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) =>
        test.PlantAsync<AuditEntry>(1, (nameof(AuditEntry.At), test.Clock.GetUtcNow().AddDays(1)));
}
