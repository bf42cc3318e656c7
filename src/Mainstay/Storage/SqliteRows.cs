using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Mainstay.Storage;

/// <summary>
/// One prepared INSERT into which rows are bound by position and type, without boxing and without looking up parameters by name:
/// on SQLite that, not the disk, is most of the cost of a bulk load. Runs in whatever transaction the connection has open.
/// </summary>
internal sealed class SqliteRows<T> : IDisposable where T : class
{
    private static readonly ConditionalWeakTable<RowMap<T>, Action<sqlite3_stmt, T>> _binders = [];

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _insert;
    private readonly Action<sqlite3_stmt, T> _bind;

    public SqliteRows(SqliteConnection connection, RowMap<T> map)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, map.InsertOne, out _insert), _database);
        _bind = _binders.GetValue(map, made => Binder(made.Columns).Compile());
    }

    /// <exception cref="SqliteException">The row breaks a constraint, or the disk is full; the transaction is the caller's to end.</exception>
    public void Insert(T row)
    {
        _bind(_insert, row);
        var result = raw.sqlite3_step(_insert);
        if (result != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }

        _ = raw.sqlite3_reset(_insert);
    }

    public void Dispose() => _insert.Dispose();

    private static Expression<Action<sqlite3_stmt, T>> Binder(IReadOnlyList<RowMap<T>.Column> columns)
    {
        var statement = Expression.Parameter(typeof(sqlite3_stmt));
        var row = Expression.Parameter(typeof(T));
        return Expression.Lambda<Action<sqlite3_stmt, T>>(
            Expression.Block(columns.Select((column, i) => Bound(statement, row, i + 1, column.Value))), statement, row);
    }

    private static BlockExpression Bound(ParameterExpression statement, ParameterExpression row, int position, LambdaExpression column)
    {
        var type = Nullable.GetUnderlyingType(column.ReturnType) ?? column.ReturnType;
        var value = Expression.Variable(column.ReturnType);
        var at = Expression.Constant(position);
        Expression bind = Expression.Call(BinderOf(type), statement, at, type == value.Type ? value : Expression.Property(value, "Value"));
        if (!column.ReturnType.IsValueType || type != column.ReturnType)
        {
            bind = Expression.Condition(
                Expression.Equal(value, Expression.Constant(null, value.Type)),
                Expression.Call(typeof(raw), nameof(raw.sqlite3_bind_null), null, statement, at),
                bind);
        }

        return Expression.Block([value], Expression.Assign(value, Expression.Invoke(column, row)), bind);
    }

    private static System.Reflection.MethodInfo BinderOf(Type type) =>
        typeof(SqliteBinders).GetMethod(nameof(SqliteBinders.Bind), [typeof(sqlite3_stmt), typeof(int), type])
        ?? throw new InvalidOperationException($"{typeof(T).Name} has a column of type {type.Name}, which has no way into SQLite in bulk: add one beside the others.");
}

/// <summary>The same texts and numbers as Microsoft.Data.Sqlite writes, so that a row reads the same whichever way it came.</summary>
internal static class SqliteBinders
{
    public static int Bind(sqlite3_stmt statement, int position, string value) => raw.sqlite3_bind_text(statement, position, value);

    public static int Bind(sqlite3_stmt statement, int position, long value) => raw.sqlite3_bind_int64(statement, position, value);

    public static int Bind(sqlite3_stmt statement, int position, int value) => raw.sqlite3_bind_int64(statement, position, value);

    public static int Bind(sqlite3_stmt statement, int position, bool value) => raw.sqlite3_bind_int64(statement, position, value ? 1 : 0);

    public static int Bind(sqlite3_stmt statement, int position, double value) => raw.sqlite3_bind_double(statement, position, value);

    public static int Bind(sqlite3_stmt statement, int position, byte[] value) => raw.sqlite3_bind_blob(statement, position, value);

    public static int Bind(sqlite3_stmt statement, int position, DateOnly value) =>
        raw.sqlite3_bind_text(statement, position, value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static int Bind(sqlite3_stmt statement, int position, TimeOnly value) =>
        raw.sqlite3_bind_text(statement, position, value.ToString(value.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.fffffff", CultureInfo.InvariantCulture));
}
