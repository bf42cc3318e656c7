using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Mainstay.Storage;

/// <summary>Many rows into one table: COPY on PostgreSQL, one prepared statement on SQLite. Joins the context's open transaction.</summary>
public static class Bulk
{
    /// <returns>How many rows were written.</returns>
    public static async Task<long> InsertAsync<T>(MainstayDb db, IEnumerable<T> rows, CancellationToken ct = default) where T : class
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            return db.Database.GetDbConnection() switch
            {
                NpgsqlConnection postgres => await CopyAsync(db, postgres, rows, ct),
                SqliteConnection sqlite => InsertPrepared(db, sqlite, rows, ct),
                var other => throw new InvalidOperationException($"No bulk path for {other.GetType().Name}."),
            };
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task<long> CopyAsync<T>(MainstayDb db, NpgsqlConnection connection, IEnumerable<T> rows, CancellationToken ct) where T : class
    {
        var map = RowMap<T>.Of(db);
        var writers = CopyWriters<T>.Of(map);
        await using var importer = await connection.BeginBinaryImportAsync(
            $"COPY {map.Table} ({map.ColumnList}) FROM STDIN (FORMAT BINARY)", ct);
        importer.Timeout = TimeSpan.FromHours(1);
        var count = 0L;
        foreach (var row in rows)
        {
            if (count % 4096 == 0)
            {
                ct.ThrowIfCancellationRequested();
            }

            importer.StartRow();
            foreach (var write in writers)
            {
                write(importer, row);
            }

            count++;
        }

        await importer.CompleteAsync(ct);
        return count;
    }

    private static long InsertPrepared<T>(MainstayDb db, SqliteConnection connection, IEnumerable<T> rows, CancellationToken ct) where T : class
    {
        var map = RowMap<T>.Of(db);
        using var own = db.Database.CurrentTransaction is null ? connection.BeginTransaction() : null;
        using var table = new SqliteRows<T>(connection, map);
        var count = 0L;
        foreach (var row in rows)
        {
            if (count % 4096 == 0)
            {
                ct.ThrowIfCancellationRequested();
            }

            table.Insert(row);
            count++;
        }

        own?.Commit();
        return count;
    }

    /// <summary>One compiled, typed writer per column: no boxing on the way into COPY.</summary>
    private static class CopyWriters<T> where T : class
    {
        private static readonly ConditionalWeakTable<RowMap<T>, Action<NpgsqlBinaryImporter, T>[]> _writers = [];

        public static Action<NpgsqlBinaryImporter, T>[] Of(RowMap<T> map) =>
            _writers.GetValue(map, made => [.. made.Columns.Select(Writer)]);

        private static Action<NpgsqlBinaryImporter, T> Writer(RowMap<T>.Column column)
        {
            var importer = Expression.Parameter(typeof(NpgsqlBinaryImporter));
            var type = Nullable.GetUnderlyingType(column.Value.ReturnType) ?? column.Value.ReturnType;
            var write = typeof(NpgsqlBinaryImporter).GetMethods()
                .Single(m => m is { Name: nameof(NpgsqlBinaryImporter.Write), IsGenericMethod: true } && m.GetParameters().Length == 1)
                .MakeGenericMethod(type);
            var value = Expression.Variable(column.Value.ReturnType);
            var isNullable = !column.Value.ReturnType.IsValueType || type != column.Value.ReturnType;
            Expression body = Expression.Call(importer, write, type == value.Type ? value : Expression.Property(value, "Value"));
            if (isNullable)
            {
                body = Expression.IfThenElse(
                    Expression.Equal(value, Expression.Constant(null, value.Type)),
                    Expression.Call(importer, nameof(NpgsqlBinaryImporter.WriteNull), null),
                    body);
            }

            return Expression.Lambda<Action<NpgsqlBinaryImporter, T>>(
                Expression.Block([value], Expression.Assign(value, column.Value.Body), body),
                importer,
                column.Value.Parameters[0]).Compile();
        }
    }
}
