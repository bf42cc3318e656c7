using System.IO.Compression;
using Mainstay.Common;
using Npgsql;

namespace Mainstay.Storage.Backups;

/// <summary>One transaction: schema, rows, and only then indexes and foreign keys, which are built faster at once than row by row.</summary>
internal static class PostgresRestore
{
    public static async Task LoadAsync(
        Database database, ZipArchive zip, Manifest manifest, IReadOnlyList<string> scripts, TimeProvider clock, IProgress<Progress>? progress, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await ListAsync(connection, "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace LIMIT 1", ct) is [_, ..])
        {
            throw new RefusedException("restore-not-empty", $"{database.Description} holds tables already. Make a new, empty database and restore there.");
        }

        await Migrator.ApplyWithinAsync(connection, transaction, scripts, clock, ct);
        var later = await PutOffAsync(connection, ct);
        foreach (var (table, done) in manifest.Tables.Select((table, i) => (table, i)))
        {
            progress?.Report(new Progress(done, manifest.Tables.Count));
            await ExecuteAsync(connection, $"TRUNCATE \"{table.Name}\"", ct);
            await using var csv = await zip.GetEntry(table.FileName)!.OpenAsync(ct);
            await using var writer = (StreamWriter)await connection.BeginTextImportAsync($"COPY \"{table.Name}\" ({table.ColumnList}) FROM STDIN (FORMAT csv)", ct);
            await csv.CopyToAsync(writer.BaseStream, ct);
        }

        foreach (var statement in later)
        {
            await ExecuteAsync(connection, statement, ct);
        }

        await transaction.CommitAsync(ct);
        await ExecuteAsync(connection, "ANALYZE", ct);
    }

    /// <returns>The statements that make again what was dropped: indexes first, foreign keys after them.</returns>
    private static async Task<List<string>> PutOffAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        const string Ours = "relnamespace = current_schema()::regnamespace";
        var keys = await ListAsync(connection, $"SELECT format('ALTER TABLE %I DROP CONSTRAINT %I;ALTER TABLE %I ADD CONSTRAINT %I %s', relname, conname, relname, conname, pg_get_constraintdef(c.oid)) FROM pg_constraint c JOIN pg_class t ON t.oid = conrelid WHERE contype = 'f' AND {Ours}", ct);
        var indexes = await ListAsync(connection, $"SELECT format('DROP INDEX %I;%s', i.relname, pg_get_indexdef(i.oid)) FROM pg_index x JOIN pg_class i ON i.oid = indexrelid JOIN pg_class t ON t.oid = indrelid WHERE NOT indisprimary AND t.{Ours} AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.oid AND contype IN ('u', 'p'))", ct);
        foreach (var pair in keys.Concat(indexes))
        {
            await ExecuteAsync(connection, pair.Split(';', 2)[0], ct);
        }

        return [.. indexes.Concat(keys).Select(pair => pair.Split(';', 2)[1])];
    }

    private static async Task<List<string>> ListAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var lines = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
