using System.IO.Compression;
using Mainstay.Common;
using Microsoft.Data.Sqlite;

namespace Mainstay.Storage.Backups;

/// <summary>A new file beside the place, written without a journal, made durable, and only then given its name.</summary>
internal static class SqliteRestore
{
    public static async Task LoadAsync(
        Database database, ZipArchive zip, Manifest manifest, IReadOnlyList<string> scripts, TimeProvider clock, IProgress<Progress>? progress, CancellationToken ct)
    {
        using var alone = ServerLock.Take(database);
        var file = database.FileName!;
        if (File.Exists(file))
        {
            throw new RefusedException("restore-not-empty", $"{file} exists already. Restore into an empty folder.");
        }

        var partial = file + ".restoring";
        File.Delete(partial);
        try
        {
            await FillAsync(partial, zip, manifest, scripts, clock, progress, ct);
            await using (var written = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }

            File.Move(partial, file, overwrite: false);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static async Task FillAsync(
        string file, ZipArchive zip, Manifest manifest, IReadOnlyList<string> scripts, TimeProvider clock, IProgress<Progress>? progress, CancellationToken ct)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        await connection.OpenAsync(ct);
        Execute(connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -131072");
        using var transaction = connection.BeginTransaction();
        await Migrator.ApplyWithinAsync(connection, transaction, scripts, clock, ct);
        var indexes = List(connection, "SELECT name || ';' || sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL");
        indexes.ForEach(index => Execute(connection, $"DROP INDEX \"{index.Split(';', 2)[0]}\""));
        foreach (var (table, done) in manifest.Tables.Select((table, i) => (table, i)))
        {
            progress?.Report(new Progress(done, manifest.Tables.Count));
            Execute(connection, $"DELETE FROM \"{table.Name}\"");
            await using var csv = await zip.GetEntry(table.FileName)!.OpenAsync(ct);
            Insert(connection, transaction, table, csv, ct);
        }

        indexes.ForEach(index => Execute(connection, index.Split(';', 2)[1]));
        transaction.Commit();
        if (List(connection, "SELECT \"table\" || '' FROM pragma_foreign_key_check LIMIT 1") is [var lost, ..])
        {
            throw new InvalidDataException($"rows of {lost} refer to rows that are not there");
        }
    }

    private static void Insert(SqliteConnection connection, SqliteTransaction transaction, TableEntry table, Stream csv, CancellationToken ct)
    {
        var blobs = List(connection, $"SELECT name FROM pragma_table_info('{table.Name}') WHERE type = 'BLOB'").ToHashSet();
        var columns = table.Columns.Select(column => (Kind: column.Kind, IsBlob: blobs.Contains(column.Name))).ToArray();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO \"{table.Name}\" ({table.ColumnList}) VALUES ({string.Join(", ", columns.Select((_, i) => $"${i}"))})";
        var parameters = columns.Select((_, i) => command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" })).ToArray();
        command.Prepare();
        using var reader = new StreamReader(csv);
        foreach (var record in SqliteCsv.Records(reader, columns.Length))
        {
            ct.ThrowIfCancellationRequested();
            for (var i = 0; i < columns.Length; i++)
            {
                parameters[i].Value = SqliteCsv.Read(record[i], columns[i].Kind, columns[i].IsBlob);
            }

            command.ExecuteNonQuery();
        }
    }

    private static List<string> List(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
