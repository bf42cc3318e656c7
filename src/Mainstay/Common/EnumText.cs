using System.Collections.Frozen;

namespace Mainstay.Common;

/// <summary>Enums outside the program are snake_case words: in the database, the API, files and on the command line alike.</summary>
public static class EnumText<T> where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> _texts =
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => SnakeCase.Of(value.ToString()));

    private static readonly FrozenDictionary<string, T> _values =
        _texts.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    public static IEnumerable<string> All => _texts.Values.Order(StringComparer.Ordinal);

    public static string Of(T value) => _texts[value];

    public static T Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not one of {string.Join(", ", All)}.");

    public static bool TryParse(string? text, out T value)
    {
        value = default;
        return text is not null && _values.TryGetValue(text, out value);
    }
}
