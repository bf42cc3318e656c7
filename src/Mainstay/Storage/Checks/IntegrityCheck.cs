using Microsoft.EntityFrameworkCore;

namespace Mainstay.Storage.Checks;

/// <summary>
/// What the database can say about its own files: SQLite looks through every page and index; PostgreSQL names constraints
/// it was told not to hold existing rows to, and indexes it could not finish.
/// </summary>
internal sealed class IntegrityCheck : ICheck
{
    private const string Postgres = """
        SELECT 'Constraint ' || conname || ' on ' || conrelid::regclass || ' was never checked against the rows that were there before it.'
        FROM pg_constraint WHERE NOT convalidated AND connamespace = current_schema()::regnamespace
        UNION ALL
        SELECT 'Index ' || indexrelid::regclass || ' on ' || indrelid::regclass || ' is invalid: its making was broken off.'
        FROM pg_index JOIN pg_class ON pg_class.oid = indrelid WHERE NOT indisvalid AND relnamespace = current_schema()::regnamespace
        """;

    public string Name => "storage.integrity";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var isPostgres = db.Database.IsNpgsql();
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        var found = await db.Database.SqlQueryRaw<string>(isPostgres ? Postgres : "PRAGMA integrity_check(100)").ToListAsync(ct);
        var looked = await db.Database.SqlQueryRaw<long>(isPostgres
            ? "SELECT COUNT(*) AS \"Value\" FROM pg_constraint WHERE connamespace = current_schema()::regnamespace"
            : "SELECT page_count AS \"Value\" FROM pragma_page_count").SingleAsync(ct);
        return new CheckResult(looked, [.. found.Where(line => line != "ok")]);
    }
}
