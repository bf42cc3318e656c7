using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Mainstay.Storage;

/// <summary>
/// How a <typeparamref name="T"/> becomes a row, read once from the model: the same names and conversions that EF Core uses,
/// for the paths where EF Core's change tracking costs too much (bulk loads, the hottest verbs).
/// </summary>
internal sealed class RowMap<T> where T : class
{
    private static readonly ConditionalWeakTable<IModel, RowMap<T>> _maps = [];

    private RowMap(IModel model)
    {
        var entity = model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is no table.");
        Table = Quoted(entity.GetTableName()!);
        var store = StoreObjectIdentifier.Table(entity.GetTableName()!);
        Columns = [.. entity.GetProperties().Select(property => new Column(
            Quoted(property.GetColumnName(store)!),
            property.GetRelationalTypeMapping().StoreTypeNameBase,
            Converted(property),
            property.IsPrimaryKey()))];
        ColumnList = string.Join(", ", Columns.Select(column => column.Name));
        InsertInto = $"INSERT INTO {Table} ({ColumnList}) VALUES ";
        InsertOne = InsertInto + $"({string.Join(", ", Columns.Select((_, i) => $"${i + 1}"))})";
    }

    /// <summary>In quotes, as names are wherever SQL is made: a column may be called <c>case</c> or <c>order</c>.</summary>
    public string Table { get; }

    public string ColumnList { get; }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Up to and including the word VALUES.</summary>
    public string InsertInto { get; }

    /// <summary>The whole statement: <c>$1, $2 …</c> are positions on PostgreSQL and names on SQLite.</summary>
    public string InsertOne { get; }

    public static RowMap<T> Of(MainstayDb db) => _maps.GetValue(db.Model, model => new RowMap<T>(model));

    private static string Quoted(string name) => $"\"{name}\"";

    /// <summary>An expression from the entity to the value the provider stores; its type is the provider's, nullable where the column is.</summary>
    private static LambdaExpression Converted(IProperty property)
    {
        var row = Expression.Parameter(typeof(T), "row");
        Expression value = property switch
        {
            { PropertyInfo: { } member } => Expression.Property(row, member),
            { FieldInfo: { } field } => Expression.Field(row, field),
            _ => throw new InvalidOperationException($"{typeof(T).Name}.{property.Name} exists only in the database: give it a property."),
        };
        var converter = property.GetTypeMapping().Converter;
        if (converter is null)
        {
            return Expression.Lambda(value, row);
        }

        return Expression.Lambda(Through(converter, value), row);
    }

    private static Expression Through(ValueConverter converter, Expression value)
    {
        var convert = converter.ConvertToProviderExpression;
        var underlying = Nullable.GetUnderlyingType(value.Type);
        if (underlying is null && value.Type.IsValueType)
        {
            return Expression.Invoke(convert, value);
        }

        var stored = convert.ReturnType.IsValueType ? typeof(Nullable<>).MakeGenericType(convert.ReturnType) : convert.ReturnType;
        Expression some = underlying is null ? value : Expression.Property(value, "Value");
        return Expression.Condition(
            Expression.Equal(value, Expression.Constant(null, value.Type)),
            Expression.Constant(null, stored),
            Expression.Convert(Expression.Invoke(convert, some), stored));
    }

    internal sealed class Column(string name, string storeType, LambdaExpression value, bool isKey)
    {
        private Func<T, object?>? _boxed;

        public string Name { get; } = name;

        /// <summary>The database's own word, without a length: a parameter of a null is sent with it, so that one prepared statement fits all rows.</summary>
        public string StoreType { get; } = storeType;

        public bool IsKey { get; } = isKey;

        public LambdaExpression Value { get; } = value;

        public object Boxed(T row)
        {
            _boxed ??= Expression.Lambda<Func<T, object?>>(
                Expression.Convert(Value.Body, typeof(object)), Value.Parameters).Compile();
            return _boxed(row) ?? DBNull.Value;
        }
    }
}
