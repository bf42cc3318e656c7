using Microsoft.EntityFrameworkCore;

namespace Mainstay.Storage;

/// <summary>
/// Filling a database nobody uses yet. On SQLite indexes are made at the end and nothing is synced before: a power cut leaves a
/// file to throw away, which is why it is built aside and moved to its place when it is whole. On PostgreSQL nothing differs.
/// </summary>
public static class FreshDatabase
{
    /// <param name="db">Its connection stays open meanwhile.</param>
    /// <param name="fill">Writes everything.</param>
    /// <param name="ct">Stops it; what is there by then is worth nothing.</param>
    public static async Task FillAsync(MainstayDb db, Func<Task> fill, CancellationToken ct)
    {
        if (!db.Database.IsSqlite())
        {
            await fill();
            return;
        }

        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await RunAsync(db, "PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA journal_mode=OFF; PRAGMA threads=4;", ct);
            var indexes = await db.Database.SqlQueryRaw<Index>(
                "SELECT name AS \"Name\", sql AS \"Sql\" FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND sql NOT LIKE 'CREATE UNIQUE%' ORDER BY name").ToListAsync(ct);
            await RunAsync(db, string.Concat(indexes.Select(index => $"DROP INDEX \"{index.Name}\";")), ct);
            await fill();
            await RunAsync(db, string.Join(";\n", indexes.Select(index => index.Sql)), ct);
            await RunAsync(db, "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA journal_mode=WAL;", ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Everything is in the one file, and on the disk: it can be moved.</summary>
    public static async Task SettleAsync(MainstayDb db, CancellationToken ct)
    {
        if (db.Database.IsSqlite())
        {
            await RunAsync(db, "PRAGMA wal_checkpoint(TRUNCATE);", ct);
        }
    }

    private static Task<int> RunAsync(MainstayDb db, string sql, CancellationToken ct) =>
        sql.Length == 0 ? Task.FromResult(0) : db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), ct);

    private sealed record Index(string Name, string Sql);
}
