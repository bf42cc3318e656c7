using Microsoft.EntityFrameworkCore;

namespace Mainstay.Storage;

/// <summary>Rows that must not change between being looked at and being changed.</summary>
public static class HeldRows
{
    /// <summary>
    /// The rows a condition names, held for the caller's transaction in the order of their ids, so that two who hold several wait for
    /// each other instead of both stopping. On SQLite the transaction itself is that lock.
    /// </summary>
    /// <param name="db">With a transaction begun.</param>
    /// <param name="condition">SQL that both databases know; <c>{0}</c>, <c>{1}</c> … are the lists, as in <c>site IN {0}</c>.</param>
    /// <param name="lists">None of them empty.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>As they stand now, not tracked.</returns>
    public static Task<List<T>> HoldAsync<T>(MainstayDb db, string condition, IReadOnlyList<IReadOnlyCollection<Guid>> lists, CancellationToken ct) where T : class
    {
        var isPostgres = db.Database.IsNpgsql();
        List<object> values = [];
        var placeholders = lists.Select(list =>
        {
            var first = values.Count;
            values.AddRange(list.Select(id => isPostgres ? (object)id : id.ToByteArray(bigEndian: true)));
            return (object)$"({string.Join(", ", Enumerable.Range(first, list.Count).Select(i => $"{{{i}}}"))})";
        }).ToArray();
        var where = string.Format(System.Globalization.CultureInfo.InvariantCulture, condition, placeholders);
        var table = db.Model.FindEntityType(typeof(T))!.GetTableName();
        return db.Set<T>().FromSqlRaw($"SELECT * FROM \"{table}\" WHERE {where} ORDER BY id{(isPostgres ? " FOR UPDATE" : "")}", [.. values]).AsNoTracking().ToListAsync(ct);
    }
}
