using System.Data.Common;
using Mainstay.Common;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Storage;

/// <summary>Applies the numbered scripts embedded for the active provider, each once, each in its own transaction.</summary>
public static class Migrator
{
    /// <summary>Any number that only we use: one migrator at a time on a PostgreSQL database.</summary>
    private const long AdvisoryLock = 0x4D61_696E_7374_6179;

    private const string Journal = "CREATE TABLE IF NOT EXISTS schema_script (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL)";

    public static IReadOnlyList<string> Scripts(Provider provider)
    {
        var folder = provider == Provider.Postgres ? "postgres/" : "sqlite/";
        return [.. typeof(Migrator).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Scripts of this program that the database has not seen. Takes no lock and changes nothing.</summary>
    public static async Task<IReadOnlyList<string>> PendingAsync(MainstayDb db, CancellationToken ct = default)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            var connection = db.Database.GetDbConnection();
            await using var command = connection.CreateCommand();
            command.CommandText = db.Database.IsNpgsql()
                ? "SELECT COUNT(*) FROM pg_class WHERE oid = to_regclass('schema_script')"
                : "SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_script'";
            var applied = new HashSet<string>(StringComparer.Ordinal);
            if (Convert.ToInt64(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture) > 0)
            {
                command.CommandText = "SELECT name FROM schema_script";
                await using var reader = await command.ExecuteReaderAsync(ct);
                while (await reader.ReadAsync(ct))
                {
                    applied.Add(reader.GetString(0));
                }
            }

            return [.. Scripts(ProviderOf(db)).Where(script => !applied.Contains(script))];
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <returns>How many scripts were applied.</returns>
    public static Task<int> ApplyAsync(MainstayDb db, TimeProvider clock, CancellationToken ct = default) =>
        ApplyAsync(db, clock, Text, ct);

    internal static async Task<int> ApplyAsync(MainstayDb db, TimeProvider clock, Func<string, string> text, CancellationToken ct)
    {
        if (await PendingAsync(db, ct) is { Count: 0 })
        {
            return 0;
        }

        var isPostgres = db.Database.IsNpgsql();
        await db.Database.OpenConnectionAsync(ct);
        var connection = db.Database.GetDbConnection();
        try
        {
            if (isPostgres)
            {
                await ExecuteAsync(connection, $"SELECT pg_advisory_lock({AdvisoryLock})", ct);
            }

            await ExecuteAsync(connection, Journal, ct);
            var applied = 0;
            foreach (var script in Scripts(ProviderOf(db)))
            {
                // On SQLite a transaction begins by taking the write lock: the second process waits here, then sees the journal.
                await using var transaction = await connection.BeginTransactionAsync(ct);
                if (!await IsAppliedAsync(connection, transaction, script, ct))
                {
                    await ApplyAsync(connection, transaction, script, text(script), clock, ct);
                    applied++;
                }

                await transaction.CommitAsync(ct);
            }

            return applied;
        }
        finally
        {
            // A lost connection has let go of the lock by itself.
            if (isPostgres && connection.State == System.Data.ConnectionState.Open)
            {
                await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({AdvisoryLock})", CancellationToken.None);
            }

            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Into an empty database, within the caller's transaction: for restore, which is all or nothing.</summary>
    internal static async Task ApplyWithinAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<string> scripts, TimeProvider clock, CancellationToken ct)
    {
        await ExecuteAsync(connection, Journal, ct, transaction);
        foreach (var script in scripts)
        {
            await ApplyAsync(connection, transaction, script, Text(script), clock, ct);
        }
    }

    private static async Task ApplyAsync(
        DbConnection connection, DbTransaction transaction, string script, string text, TimeProvider clock, CancellationToken ct)
    {
        await ExecuteAsync(connection, text, ct, transaction);
        await ExecuteAsync(connection, $"INSERT INTO schema_script VALUES ('{script}', '{clock.Now():O}')", ct, transaction);
    }

    private static Provider ProviderOf(MainstayDb db) => db.Database.IsNpgsql() ? Provider.Postgres : Provider.Sqlite;

    internal static string Text(string script)
    {
        using var reader = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream(script)!);
        return reader.ReadToEnd();
    }

    private static async Task<bool> IsAppliedAsync(DbConnection connection, DbTransaction transaction, string script, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT COUNT(*) FROM schema_script WHERE name = '{script}'";
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken ct, DbTransaction? transaction = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }
}
