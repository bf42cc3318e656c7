using Microsoft.EntityFrameworkCore;

namespace Mainstay.Storage;

/// <summary>Work that lies in a table and that several nodes take from it.</summary>
public static class Claims
{
    /// <summary>
    /// The rows whose time has come, the longest due first, held for the caller's transaction; rows another node holds are passed
    /// over, not waited for. On SQLite the transaction itself is that lock.
    /// </summary>
    /// <param name="db">With a transaction begun.</param>
    /// <param name="column">The instant at which somebody is to look at a row; null in it: never.</param>
    /// <param name="now">Up to and with.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>Tracked: what the caller changes is the claim.</returns>
    public static Task<List<T>> TakeDueAsync<T>(MainstayDb db, string column, DateTimeOffset now, int most, CancellationToken ct) where T : class
    {
        var table = db.Model.FindEntityType(typeof(T))!.GetTableName();
        var isPostgres = db.Database.IsNpgsql();
        var sql = $"SELECT * FROM \"{table}\" WHERE \"{column}\" <= {{0}} ORDER BY \"{column}\", id LIMIT {{1}}{(isPostgres ? " FOR UPDATE SKIP LOCKED" : "")}";
        return db.Set<T>().FromSqlRaw(sql, isPostgres ? now.ToUniversalTime() : Microseconds.Of(now), most).ToListAsync(ct);
    }
}
