using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Bench;

internal static class Sql
{
    public static async Task RunAsync(MainstayDb db, string sql, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
        await db.Database.CloseConnectionAsync();
    }
}
