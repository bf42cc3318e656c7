using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Mainstay.Storage;

/// <summary>
/// Inserts of several tables in one round trip and one transaction, without change tracking: for the verbs a desk waits for.
/// Joins the context's open transaction when there is one.
/// </summary>
public sealed class WriteBatch(MainstayDb db)
{
    private readonly List<(string Sql, (string Type, object Value)[] Values)> _commands = [];

    private static readonly MethodInfo _insert = typeof(WriteBatch).GetMethod(nameof(InsertUntyped), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private void InsertUntyped<T>(object row) where T : class => Insert((T)row);

    public WriteBatch Insert<T>(params ReadOnlySpan<T> rows) where T : class
    {
        var map = RowMap<T>.Of(db);
        foreach (var row in rows)
        {
            _commands.Add((map.InsertOne, [.. map.Columns.Select(column => (column.StoreType, column.Boxed(row)))]));
        }

        return this;
    }

    /// <summary>The row as a new one, or, where one with its key is there, what <paramref name="set"/> makes of that; <c>excluded</c> is the new one.</summary>
    public WriteBatch Upsert<T>(T row, string set) where T : class
    {
        var map = RowMap<T>.Of(db);
        var key = string.Join(", ", map.Columns.Where(column => column.IsKey).Select(column => column.Name));
        _commands.Add(($"{map.InsertOne} ON CONFLICT ({key}) DO UPDATE SET {set}", [.. map.Columns.Select(column => (column.StoreType, column.Boxed(row)))]));
        return this;
    }

    /// <summary>A statement that changes rows. Its parameters <c>$1, $2 …</c> are whole numbers, texts, instants and the values of ids, none of them null.</summary>
    public WriteBatch Execute(string sql, params ReadOnlySpan<object> values)
    {
        List<(string, object)> stored = [];
        foreach (var value in values)
        {
            stored.Add(Stored(value));
        }

        _commands.Add((sql, [.. stored]));
        return this;
    }

    private (string Type, object Value) Stored(object value)
    {
        var sqlite = db.Database.IsSqlite();
        return value switch
        {
            int => ("integer", value),
            long => ("bigint", value),
            string => ("text", value),
            DateTimeOffset at => sqlite ? ("INTEGER", Microseconds.Of(at)) : ("timestamp with time zone", at.UtcDateTime),
            Guid id => sqlite ? ("BLOB", id.ToByteArray(true)) : ("uuid", id),
            _ => throw new ArgumentException($"No column holds a {value.GetType().Name}.", nameof(value)),
        };
    }

    /// <summary>
    /// One row in the context's open transaction, unless one with the same key is there: then nothing, once whoever is writing it has
    /// committed. One round trip, where saving through the context takes three.
    /// </summary>
    /// <returns>Whether it was written.</returns>
    public static async Task<bool> TryInsertAsync<T>(MainstayDb db, T row, CancellationToken ct) where T : class
    {
        var map = RowMap<T>.Of(db);
        var connection = db.Database.GetDbConnection();
        await using var command = connection.CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = map.InsertOne + " ON CONFLICT DO NOTHING";
        foreach (var (i, column) in map.Columns.Index())
        {
            var parameter = command.CreateParameter();
            parameter.Value = column.Boxed(row);
            if (parameter is NpgsqlParameter postgres)
            {
                postgres.DataTypeName = column.StoreType;
            }
            else
            {
                parameter.ParameterName = $"${i + 1}";
            }

            command.Parameters.Add(parameter);
        }

        return await command.ExecuteNonQueryAsync(ct) > 0;
    }

    /// <summary>
    /// Saves what the context tracks and the batch in one transaction. New fact rows nothing refers to (audit) ride along in the
    /// batch; as long as nothing else is tracked, all of it is one round trip.
    /// </summary>
    public async Task CommitWithTrackedAsync(CancellationToken ct)
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State == EntityState.Added && Facts.IsLoose(e.Metadata) && !e.Metadata.GetReferencingForeignKeys().Any()).ToList())
        {
            _insert.MakeGenericMethod(entry.Metadata.ClrType).CreateDelegate<Action<object>>(this)(entry.Entity);
            entry.State = EntityState.Detached;
        }

        if (!db.ChangeTracker.HasChanges())
        {
            await CommitAsync(ct);
            return;
        }

        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.SaveChangesAsync(ct);
        await CommitAsync(ct);
        if (own is not null)
        {
            await own.CommitAsync(ct);
        }
    }

    public async Task CommitAsync(CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            var connection = db.Database.GetDbConnection();
            var outer = db.Database.CurrentTransaction?.GetDbTransaction();
            if (connection is NpgsqlConnection postgres)
            {
                await SendAsync(postgres, outer, ct);
            }
            else
            {
                await ExecuteEachAsync(connection, outer, ct);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>PostgreSQL runs everything up to the one Sync at the end as one transaction.</summary>
    private async Task SendAsync(NpgsqlConnection connection, DbTransaction? outer, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, (NpgsqlTransaction?)outer);
        foreach (var (sql, values) in _commands)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var (type, value) in values)
            {
                command.Parameters.Add(new NpgsqlParameter { DataTypeName = type, Value = value });
            }

            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task ExecuteEachAsync(DbConnection connection, DbTransaction? outer, CancellationToken ct)
    {
        await using var own = outer is null ? await connection.BeginTransactionAsync(ct) : null;
        foreach (var (sql, values) in _commands)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = outer ?? own;
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"${i + 1}";
                parameter.Value = values[i].Value;
                command.Parameters.Add(parameter);
            }

            await command.ExecuteNonQueryAsync(ct);
        }

        if (own is not null)
        {
            await own.CommitAsync(ct);
        }
    }
}
