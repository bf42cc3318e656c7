using System.Globalization;
using System.Text.Json.Nodes;
using Mainstay.Common;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Storage;

/// <summary>
/// A row with every column it has, so that an export of a person cannot forget one that was added later: ids, words and instants as
/// everywhere outside the program. What is sealed or a picture is told by whoever can open it.
/// </summary>
public static class RowJson
{
    /// <param name="without">Columns that are not his, such as search forms of others and digests.</param>
    public static JsonObject Of<T>(MainstayDb db, T row, params ReadOnlySpan<string> without) where T : class
    {
        var told = new JsonObject();
        foreach (var property in db.Model.FindEntityType(typeof(T))!.GetProperties())
        {
            if (!without.Contains(property.Name) && property.ClrType != typeof(byte[]))
            {
                told[SnakeCase.Of(property.Name)] = Value(property.GetGetter().GetClrValue(row));
            }
        }

        return told;
    }

    public static JsonArray Rows<T>(MainstayDb db, IEnumerable<T> rows, params string[] without) where T : class =>
        new([.. rows.Select(row => Of(db, row, without))]);

    private static JsonNode? Value(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool yes => JsonValue.Create(yes),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        DateTimeOffset at => JsonValue.Create(at.ToUniversalTime().ToString("O")),
        DateOnly day => JsonValue.Create(day.ToString("O", CultureInfo.InvariantCulture)),
        Enum word => JsonValue.Create(SnakeCase.Of(word.ToString())),
        Why why => JsonNode.Parse(why.ToJson()),
        System.Collections.IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Value)]),
        var other => JsonValue.Create(other.ToString()),
    };
}
