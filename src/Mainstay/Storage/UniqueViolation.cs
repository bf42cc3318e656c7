using Microsoft.Data.Sqlite;
using Npgsql;

namespace Mainstay.Storage;

/// <summary>Which unique index a failed write ran into, the same name on both databases.</summary>
public static class UniqueViolation
{
    private const int SqliteConstraintUnique = 2067;
    private const int SqliteConstraintPrimaryKey = 1555;

    /// <returns>The index name (<c>ux_table_column</c>, <c>pk_table</c>), or null when the exception is something else.</returns>
    public static string? IndexOf(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } postgres:
                    return postgres.ConstraintName;
                case SqliteException { SqliteExtendedErrorCode: SqliteConstraintUnique } sqlite:
                    return MainstayDb.ShortName("ux_" + Columns(sqlite.Message));
                case SqliteException { SqliteExtendedErrorCode: SqliteConstraintPrimaryKey } sqlite:
                    return "pk_" + Table(sqlite.Message);
                default:
                    continue;
            }
        }

        return null;
    }

    private static string Table(string message) => Failed(message)[0].Split('.')[0];

    private static string Columns(string message) =>
        Table(message) + "_" + string.Join('_', Failed(message).Select(column => column.Split('.')[1]));

    /// <summary>SQLite says: <c>UNIQUE constraint failed: t.a, t.b'.</c></summary>
    private static string[] Failed(string message) =>
        message[(message.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.', '\'').Split(", ");
}
