using System.Globalization;
using System.Text;

namespace Mainstay.Storage.Backups;

/// <summary>SQLite's values as PostgreSQL writes them in CSV, and back.</summary>
internal static class SqliteCsv
{
    private const string InstantFormat = "yyyy-MM-dd HH:mm:ss.FFFFFFzz";

    public static void Write(TextWriter csv, object value, ColumnKind kind)
    {
        if (value is DBNull)
        {
            return;
        }

        switch (kind)
        {
            case ColumnKind.Uuid:
                csv.Write(value is byte[] bytes ? new Guid(bytes, bigEndian: true) : Guid.Parse((string)value));
                break;
            case ColumnKind.Instant:
                csv.Write(Microseconds.ToInstant((long)value).ToString("yyyy-MM-dd HH:mm:ss.ffffff+00", CultureInfo.InvariantCulture));
                break;
            case ColumnKind.Bool:
                csv.Write((long)value == 0 ? 'f' : 't');
                break;
            case ColumnKind.Bytes:
                csv.Write(@"\x");
                csv.Write(Convert.ToHexStringLower((byte[])value));
                break;
            case ColumnKind.Number:
                csv.Write(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            default:
                csv.Write('"');
                csv.Write(Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace("\"", "\"\"", StringComparison.Ordinal));
                csv.Write('"');
                break;
        }
    }

    /// <param name="text">Null is the empty field.</param>
    /// <param name="kind">What the text is.</param>
    /// <param name="isBlob">Whether the column takes bytes: ids do, bare GUIDs are upper-case text.</param>
    public static object Read(string? text, ColumnKind kind, bool isBlob) => (text, kind) switch
    {
        (null, _) => DBNull.Value,
        (_, ColumnKind.Uuid) => isBlob ? Guid.Parse(text).ToByteArray(bigEndian: true) : Guid.Parse(text).ToString().ToUpperInvariant(),
        ("infinity", ColumnKind.Instant) => Microseconds.Of(DateTimeOffset.MaxValue),
        ("-infinity", ColumnKind.Instant) => Microseconds.Of(DateTimeOffset.MinValue),
        (_, ColumnKind.Instant) => Microseconds.Of(DateTimeOffset.ParseExact(text, InstantFormat, CultureInfo.InvariantCulture)),
        (_, ColumnKind.Bool) => text == "t" ? 1L : 0L,
        (_, ColumnKind.Bytes) => Convert.FromHexString(text.AsSpan(2)),
        (_, ColumnKind.Time) => TimeOnly.Parse(text, CultureInfo.InvariantCulture),
        (_, ColumnKind.Decimal) => decimal.Parse(text, CultureInfo.InvariantCulture),
        _ => text,
    };

    /// <summary>The records of a CSV file, in one array that is filled anew each time; an unquoted empty field is null.</summary>
    public static IEnumerable<string?[]> Records(TextReader csv, int width)
    {
        var fields = new string?[width];
        var text = new StringBuilder();
        var (column, isQuoted, wasQuoted) = (0, false, false);
        for (var c = csv.Read(); c >= 0; c = csv.Read())
        {
            switch ((char)c)
            {
                case '"' when isQuoted && csv.Peek() == '"':
                    csv.Read();
                    text.Append('"');
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    wasQuoted = true;
                    break;
                case ',' or '\n' when !isQuoted:
                    fields[column++] = text.Length == 0 && !wasQuoted ? null : text.ToString();
                    text.Clear();
                    wasQuoted = false;
                    if (c == '\n')
                    {
                        yield return column == width ? fields : throw new InvalidDataException($"A record has {column} fields instead of {width}.");
                        column = 0;
                    }

                    break;
                default:
                    text.Append((char)c);
                    break;
            }
        }
    }
}
