using System.Net.Sockets;
using Mainstay.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Mainstay.Storage;

/// <summary>What a failing database means to the person who waits for it: one sentence, and whether to try again, call somebody or free disk.</summary>
public static class StorageProblem
{
    /// <returns>The refusal to answer with; null when the failure is not the database's, so a bug.</returns>
    public static RefusedException? Translate(Exception exception, Database? database = null)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            var refusal = e switch
            {
                RefusedException refused => refused,
                PostgresException postgres => OfPostgres(postgres),
                NpgsqlException or SocketException or TimeoutException => Unavailable(database),
                SqliteException sqlite => OfSqlite(sqlite, Place(database)),
                UnauthorizedAccessException => Denied(Sentence(e.Message)),
                IOException io => OfFiles(io, Place(database)),
                _ => null,
            };
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    private static RefusedException? OfPostgres(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.DiskFull => DiskFull("the database server"),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Denied($"The database server does not let us in: {Sentence(e.MessageText)}"),
        PostgresErrorCodes.InvalidCatalogName => Denied($"There is no such database: {Sentence(e.MessageText)}"),
        PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction => Denied($"The database does not allow this to its user: {Sentence(e.MessageText)}"),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => Locked(),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => Damaged($"The database says that its files are damaged: {Sentence(e.MessageText)}"),
        PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter => new("text-impossible", "A text holds a character that cannot be kept. Nothing was changed."),
        PostgresErrorCodes.TooManyConnections => new("database-unavailable", "The database server has no connection left. Try again in a moment."),
        // Class 08: connection; 57: the operator, a crash or a start is under way.
        ['0', '8', ..] or ['5', '7', 'P', ..] => new("database-unavailable", $"The database is not available: {Sentence(e.MessageText)} Try again in a moment."),
        _ => null,
    };

    private static RefusedException? OfSqlite(SqliteException e, string place) => e.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => DiskFull(place),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Locked(),
        raw.SQLITE_NOTADB => Damaged($"{place} is not a Mainstay database. Nothing was changed."),
        raw.SQLITE_CORRUPT => Damaged($"{place} is damaged. Restore the latest backup."),
        raw.SQLITE_CANTOPEN => Denied($"{place} cannot be opened: the folder is missing or not ours to write."),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => Denied($"{place} is not ours to write."),
        raw.SQLITE_IOERR => new("database-unavailable", $"{place} could not be read or written: the disk failed or is full."),
        _ => null,
    };

    private static RefusedException? OfFiles(IOException e, string place) => (e.HResult & 0xFFFF) switch
    {
        28 or 112 or 122 => DiskFull(place), // ENOSPC, Windows' own, EDQUOT
        _ => e.InnerException is SocketException || e is EndOfStreamException ? Unavailable(null) : null,
    };

    private static RefusedException Unavailable(Database? database) => new(
        "database-unavailable",
        database is { Provider: Provider.Postgres }
            ? $"The database {Place(database)} cannot be reached. Nothing was changed; try again in a moment."
            : "The database cannot be reached. Nothing was changed; try again in a moment.");

    private static RefusedException Locked() => new("database-locked", "The database is busy with another change. Nothing was changed; try again in a moment.");

    private static RefusedException Denied(string detail) => new("database-denied", detail);

    private static RefusedException Damaged(string detail) => new("database-damaged", detail);

    private static RefusedException DiskFull(string place) => new("disk-full", $"There is no room left on the disk of {place}. Nothing was changed; free some and try again.");

    private static string Place(Database? database) => database?.Description ?? "the database";

    private static string Sentence(string text)
    {
        text = text.Trim().ReplaceLineEndings(" ");
        return text.EndsWith('.') ? text : text + ".";
    }
}
