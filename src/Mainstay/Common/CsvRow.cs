using System.Globalization;

namespace Mainstay.Common;

/// <summary>
/// One record. The readers below name the field that is wrong and what was expected, as <see cref="FileProblemException"/>.
/// </summary>
public sealed class CsvRow(CsvFormat format, long line, string[] values, FileProblem? problem)
{
    /// <summary>The line on which the record starts, counted from 1.</summary>
    public long Line => line;

    /// <summary>The record has the wrong number of fields: its values must not be trusted.</summary>
    public FileProblem? Problem => problem;

    /// <summary>The fields as they were before <see cref="Formula"/>, in the order of the format's columns, optional ones last; an absent column is empty.</summary>
    public IReadOnlyList<string> Values => values;

    /// <summary>The field verbatim; empty when the column is absent.</summary>
    public string this[string column] => values[format.IndexOf(column)];

    public FileProblemException Wrong(string column, string message) => new(new FileProblem(line, column, message));

    /// <summary>Text without surrounding spaces, or null when the field is empty.</summary>
    public string? Text(string column) => this[column].Trim() is { Length: > 0 } text ? text : null;

    public string Required(string column) => Text(column) ?? throw Wrong(column, "A value is expected, not an empty field.");

    public int? Whole(string column, int min = int.MinValue, int max = int.MaxValue)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Wrong(column, $"'{text}' is not a whole number{Between(min, max, int.MinValue, int.MaxValue)}.");
    }

    public long? Amount(string column, long min = long.MinValue, long max = long.MaxValue)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Wrong(column, $"'{text}' is not a whole number{Between(min, max, long.MinValue, long.MaxValue)}.");
    }

    public double? Number(string column, double min = double.MinValue, double max = double.MaxValue)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Wrong(column, $"'{text}' is not a number{Between(min, max, double.MinValue, double.MaxValue)}.");
    }

    public DateOnly? Date(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw Wrong(column, $"'{text}' is not a date such as 2026-03-31.");
    }

    /// <summary>An instant with its offset, such as <c>2026-03-31T14:05:00+05:30</c>; a bare one is refused, because nobody knows whose clock it is.</summary>
    public DateTimeOffset? Instant(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');
        return hasOffset && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value.ToMicroseconds()
            : throw Wrong(column, $"'{text}' is not a time with offset such as 2026-03-31T14:05:00+05:30.");
    }

    public bool? YesNo(string column) => Text(column) switch
    {
        null => null,
        "yes" => true,
        "no" => false,
        var text => throw Wrong(column, $"'{text}' is neither yes nor no."),
    };

    public T? Choice<T>(string column) where T : struct, Enum
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        return EnumText<T>.TryParse(text, out var value)
            ? value
            : throw Wrong(column, $"'{text}' is not one of {string.Join(", ", EnumText<T>.All)}.");
    }

    private static string Between<T>(T min, T max, T least, T most) where T : IEquatable<T>, IFormattable =>
        (min.Equals(least), max.Equals(most)) switch
        {
            (true, true) => "",
            (false, true) => string.Create(CultureInfo.InvariantCulture, $" of at least {min}"),
            (true, false) => string.Create(CultureInfo.InvariantCulture, $" of at most {max}"),
            _ => string.Create(CultureInfo.InvariantCulture, $" between {min} and {max}"),
        };
}
