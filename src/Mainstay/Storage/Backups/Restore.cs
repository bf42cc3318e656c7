using System.IO.Compression;
using System.Text.Json;
using Mainstay.Common;

namespace Mainstay.Storage.Backups;

/// <summary>
/// Brings a backup back into an empty place, on either database: looked through to the last byte before anything is
/// written, then all of it or nothing, then brought up to the schema of this program.
/// </summary>
public static class Restore
{
    /// <param name="database">Holds nothing yet.</param>
    /// <param name="input">Must be able to seek.</param>
    /// <param name="clock">For the journal of scripts.</param>
    /// <param name="progress">Counts tables.</param>
    /// <param name="ct">Breaks off; the place is as empty as before.</param>
    /// <exception cref="RefusedException"><c>backup-damaged</c>, <c>backup-foreign</c>, <c>restore-not-empty</c>.</exception>
    public static async Task<BackupResult> ReadAsync(
        Database database, Stream input, TimeProvider clock, IProgress<Progress>? progress, CancellationToken ct)
    {
        try
        {
            using var zip = new ZipArchive(input, ZipArchiveMode.Read, leaveOpen: true);
            var manifest = await OpenAsync(zip, ct);
            var scripts = manifest.ScriptsFor(database.Provider);
            await DemandWholeAsync(zip, manifest, ct);
            if (database.Provider == Provider.Postgres)
            {
                await PostgresRestore.LoadAsync(database, zip, manifest, scripts, clock, progress, ct);
            }
            else
            {
                await SqliteRestore.LoadAsync(database, zip, manifest, scripts, clock, progress, ct);
            }

            await database.MigrateAsync(clock, ct);
            return new BackupResult(manifest.Tables.Count, manifest.Tables.Sum(table => table.Rows));
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            throw new RefusedException("backup-damaged", $"The file is not a whole backup of Mainstay: {e.Message.TrimEnd('.')}. Nothing was restored.");
        }
    }

    private static async Task<Manifest> OpenAsync(ZipArchive zip, CancellationToken ct)
    {
        var entry = zip.GetEntry(Manifest.FileName) ?? throw new InvalidDataException("it has no manifest");
        await using var json = await entry.OpenAsync(ct);
        return Manifest.FromJson(json);
    }

    private static async Task DemandWholeAsync(ZipArchive zip, Manifest manifest, CancellationToken ct)
    {
        foreach (var table in manifest.Tables)
        {
            var entry = zip.GetEntry(table.FileName) ?? throw new InvalidDataException($"{table.FileName} is missing");
            await using var csv = new MeasuredStream(await entry.OpenAsync(ct));
            csv.CopyTo(Stream.Null, 1 << 16);
            if (csv.Digest() != table.Sha256 || csv.Records != table.Rows)
            {
                throw new InvalidDataException($"{table.FileName} is not what the manifest says");
            }
        }
    }
}
