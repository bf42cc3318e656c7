using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Mainstay.Storage;

/// <summary>
/// Where a database is not what the model says. The database itself spells out both sides: the create script is run in a
/// scratch place (memory, or a temporary schema rolled back) and the two catalogues are compared, so that no expression has
/// to be understood here.
/// </summary>
internal static class SchemaDrift
{
    private const string SqliteCatalogue = """
        SELECT 'column ' || m.name || '.' || c.name || ' ' || lower(c.type) || iif(c."notnull", ' not null', '') ||
               coalesce(' default ' || c.dflt_value, '') || iif(c.pk > 0, ' key ' || c.pk, '')
        FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'
        UNION ALL
        SELECT 'foreign key ' || m.name || '.' || f."from" || ' to ' || f."table" || '.' || coalesce(f."to", 'key') || ' on delete ' || lower(f.on_delete)
        FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
        UNION ALL
        SELECT 'index ' || m.name || '.' || l.name || iif(l."unique", ' unique', '') || ' (' ||
               (SELECT group_concat(coalesce(x.name, 'expression') || iif(x."desc", ' desc', ''), ', ' ORDER BY x.seqno) FROM pragma_index_xinfo(l.name) x WHERE x.key) || ')' ||
               iif(l.partial, ' ' || (SELECT lower(replace(replace(substr(i.sql, instr(i.sql, ' WHERE ') + 1), '"', ''), char(10), ' ')) FROM sqlite_master i WHERE i.name = l.name), '')
        FROM sqlite_master m JOIN pragma_index_list(m.name) l WHERE m.type = 'table' AND l.origin = 'c'
        """;

    private const string PostgresCatalogue = """
        SELECT 'column ' || t.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END ||
               coalesce(' collate ' || (SELECT collname FROM pg_collation l WHERE l.oid = a.attcollation AND l.collname <> 'default'), '') ||
               coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid, true), '')
        FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
        WHERE t.relkind IN ('r', 'p') AND t.relnamespace = {0}
        UNION ALL
        SELECT 'constraint ' || t.relname || '.' || c.conname || ' ' || pg_get_constraintdef(c.oid, true)
        FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid WHERE t.relnamespace = {0} AND c.contype <> 'n'
        UNION ALL
        SELECT 'index ' || t.relname || '.' || i.relname || CASE WHEN x.indisunique THEN ' unique' ELSE '' END || CASE WHEN x.indisvalid THEN '' ELSE ' invalid' END || ' ' || m.amname || ' (' ||
               (SELECT string_agg(pg_get_indexdef(x.indexrelid, k, true) || CASE WHEN (x.indoption[k - 1] & 1) = 1 THEN ' desc' ELSE '' END, ', ' ORDER BY k) FROM generate_series(1, x.indnatts) k) || ')' ||
               coalesce(' where ' || pg_get_expr(x.indpred, x.indrelid, true), '')
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid JOIN pg_am m ON m.oid = i.relam
        WHERE t.relnamespace = {0} AND t.relkind IN ('r', 'p') AND NOT x.indisprimary
        """;

    /// <summary>The migrator's journal, what Quartz.NET makes and looks after for itself, and what SQLite notes when it analyses tables.</summary>
    private static readonly string[] _notOurs = [" schema_script.", " qrtz_", " sqlite_stat"];

    /// <returns>One sentence for each difference.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(MainstayDb db, CancellationToken ct)
    {
        var (actual, expected) = db.Database.IsNpgsql() ? await OnPostgresAsync(db, ct) : await OnSqliteAsync(db, ct);
        return
        [
            .. expected.Except(actual).Order(StringComparer.Ordinal).Select(line => $"The database lacks: {line}."),
            .. actual.Except(expected).Order(StringComparer.Ordinal).Select(line => $"The program does not know: {line}."),
        ];
    }

    private static async Task<(HashSet<string> Actual, HashSet<string> Expected)> OnSqliteAsync(MainstayDb db, CancellationToken ct)
    {
        await using var scratch = new SqliteConnection("Data Source=:memory:;Pooling=False");
        await scratch.OpenAsync(ct);
        await using (var create = scratch.CreateCommand())
        {
            create.CommandText = db.Database.GenerateCreateScript();
            await create.ExecuteNonQueryAsync(ct);
        }

        var expected = await ReadAsync(scratch, null, SqliteCatalogue, ct);
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            return (await ReadAsync(db.Database.GetDbConnection(), db.Database.CurrentTransaction?.GetDbTransaction(), SqliteCatalogue, ct), expected);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task<(HashSet<string> Actual, HashSet<string> Expected)> OnPostgresAsync(MainstayDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var connection = db.Database.GetDbConnection();
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var actual = await ReadAsync(connection, transaction, PostgresCatalogue.Replace("{0}", "current_schema()::regnamespace", StringComparison.Ordinal), ct);
            await using (var create = connection.CreateCommand())
            {
                create.Transaction = transaction;
                create.CommandText = "SET LOCAL search_path = pg_temp; " + db.Database.GenerateCreateScript();
                await create.ExecuteNonQueryAsync(ct);
            }

            var expected = await ReadAsync(connection, transaction, PostgresCatalogue.Replace("{0}", "pg_my_temp_schema()", StringComparison.Ordinal), ct);
            await transaction.RollbackAsync(ct);
            return (actual, expected);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task<HashSet<string>> ReadAsync(DbConnection connection, DbTransaction? transaction, string catalogue, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = catalogue;
        var lines = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var line = reader.GetString(0);
            if (!_notOurs.Any(table => line.Contains(table, StringComparison.Ordinal)))
            {
                lines.Add(line);
            }
        }

        return lines;
    }
}
