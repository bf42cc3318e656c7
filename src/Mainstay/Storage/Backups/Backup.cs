using System.Data;
using System.IO.Compression;
using System.Text;
using Mainstay.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Mainstay.Storage.Backups;

/// <summary>What was saved or brought back.</summary>
public sealed record BackupResult(int Tables, long Rows);

/// <summary>
/// A copy of the whole database as it is at one instant, while others go on reading and writing: one transaction that sees
/// one snapshot, whatever is committed meanwhile.
/// </summary>
public static class Backup
{
    public static async Task<BackupResult> WriteAsync(
        Database database, Stream output, TimeProvider clock, IProgress<Progress>? progress, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        await db.Database.OpenConnectionAsync(ct);
        var manifest = Manifest.Of(db, database.Provider, clock.Now());
        await using var snapshot = db.Database.GetDbConnection() is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await db.Database.GetDbConnection().BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        var tables = new List<TableEntry>();
        foreach (var table in manifest.Tables)
        {
            progress?.Report(new Progress(tables.Count, manifest.Tables.Count));
            await using var csv = new MeasuredStream(await zip.CreateEntry(table.FileName, CompressionLevel.Fastest).OpenAsync(ct));
            if (db.Database.GetDbConnection() is NpgsqlConnection postgres)
            {
                await CopyAsync(postgres, table, csv, ct);
            }
            else
            {
                Copy((SqliteConnection)db.Database.GetDbConnection(), (SqliteTransaction)snapshot, table, csv, ct);
            }

            tables.Add(table with { Rows = csv.Records, Sha256 = csv.Digest() });
        }

        await using (var json = await zip.CreateEntry(Manifest.FileName).OpenAsync(ct))
        {
            await json.WriteAsync((manifest with { Tables = tables }).ToJson(), ct);
        }

        await db.Database.CloseConnectionAsync();
        return new BackupResult(tables.Count, tables.Sum(table => table.Rows));
    }

    private static async Task CopyAsync(NpgsqlConnection connection, TableEntry table, Stream csv, CancellationToken ct)
    {
        await using (var command = connection.CreateCommand())
        {
            // However the server is set up, instants are in UTC and floating point numbers come back as they were.
            command.CommandText = "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL statement_timeout = 0";
            await command.ExecuteNonQueryAsync(ct);
        }

        using var reader = (StreamReader)await connection.BeginTextExportAsync($"COPY \"{table.Name}\" ({table.ColumnList}) TO STDOUT (FORMAT csv)", ct);
        await reader.BaseStream.CopyToAsync(csv, ct);
    }

    private static void Copy(SqliteConnection connection, SqliteTransaction snapshot, TableEntry table, Stream csv, CancellationToken ct)
    {
        using var command = connection.CreateCommand();
        command.Transaction = snapshot;
        command.CommandText = $"SELECT {table.ColumnList} FROM \"{table.Name}\"";
        using var reader = command.ExecuteReader();
        using var writer = new StreamWriter(csv, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        var kinds = table.Columns.Select(column => column.Kind).ToArray();
        while (reader.Read())
        {
            ct.ThrowIfCancellationRequested();
            for (var i = 0; i < kinds.Length; i++)
            {
                if (i > 0)
                {
                    writer.Write(',');
                }

                SqliteCsv.Write(writer, reader.GetValue(i), kinds[i]);
            }

            writer.Write('\n');
        }
    }
}
