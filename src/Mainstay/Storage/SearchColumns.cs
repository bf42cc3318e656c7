using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Storage;

/// <summary>
/// Columns that are searched by their beginning. They hold a normal form (<see cref="Common.Searchable"/>) and are ordered by
/// code point on both databases, whatever the language of the server, so that a prefix is a range and an index finds it.
/// </summary>
public static class SearchColumns
{
    private const string Searched = "Mainstay:Searched";

    /// <summary>The last code point: after every text that begins with what stands before it.</summary>
    private const string Last = "\U0010FFFF";

    public static PropertyBuilder<string> IsSearched(this PropertyBuilder<string> property)
    {
        property.HasAnnotation(Searched, true);
        return property;
    }

    /// <summary>Rows whose searched column begins with the prefix (in normal form), as a range that its index serves.</summary>
    public static IQueryable<T> WhereBegins<T>(this IQueryable<T> rows, Expression<Func<T, string>> column, string prefix)
    {
        var range = Expression.Constant(new Range(prefix, prefix + Last)); // Members of a constant become query parameters.
        Expression Bound(ExpressionType kind, string bound) => Expression.MakeBinary(
            kind,
            Expression.Call(typeof(string), nameof(string.Compare), null, column.Body, Expression.Property(range, bound)),
            Expression.Constant(0));
        return rows.Where(Expression.Lambda<Func<T, bool>>(
            Expression.AndAlso(Bound(ExpressionType.GreaterThanOrEqual, nameof(Range.From)), Bound(ExpressionType.LessThan, nameof(Range.To))),
            column.Parameters));
    }

    private sealed record Range(string From, string To);

    internal static void Configure(ModelBuilder builder, bool isPostgres)
    {
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if (property.FindAnnotation(Searched) is not null && isPostgres)
            {
                property.SetCollation("C"); // SQLite compares bytes unless told otherwise.
            }
        }
    }
}
