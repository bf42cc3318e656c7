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
        Table = entity.GetTableName()!;
        var store = StoreObjectIdentifier.Table(Table);
        Columns = [.. entity.GetProperties().Select(property => new Column(
            property.GetColumnName(store)!,
            Converted(property),
            property.IsPrimaryKey()))];
        InsertInto = $"INSERT INTO {Table} ({string.Join(", ", Columns.Select(column => column.Name))}) VALUES ";
    }

    public string Table { get; }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Up to and including the word VALUES.</summary>
    public string InsertInto { get; }

    public static RowMap<T> Of(MainstayDb db) => _maps.GetValue(db.Model, model => new RowMap<T>(model));

    /// <summary>An expression from the entity to the value the provider stores; its type is the provider's, nullable where the column is.</summary>
    private static LambdaExpression Converted(IProperty property)
    {
        var row = Expression.Parameter(typeof(T), "row");
        Expression value = property.PropertyInfo is { } member
            ? Expression.Property(row, member)
            : Expression.Field(row, property.FieldInfo!);
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

    internal sealed class Column(string name, LambdaExpression value, bool isKey)
    {
        private Func<T, object?>? _boxed;

        public string Name { get; } = name;

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
