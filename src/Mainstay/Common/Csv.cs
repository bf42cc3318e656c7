using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Mainstay.Common;

/// <summary>The columns a file must have, in any order, and those it may have. Any other column is a mistake.</summary>
public sealed record CsvFormat(params string[] Columns)
{
    public string[] Optional { get; init; } = [];

    /// <summary>Larger files are refused before anything is read.</summary>
    public long MaxBytes { get; init; } = 4L << 30;

    /// <summary>A format of others, exchanged between programs: fields are neither changed for spreadsheets nor back (<see cref="Formula"/>).</summary>
    public bool IsForPrograms { get; init; }

    /// <summary>No line names the columns: <see cref="Csv.Records"/> gives all lines, <see cref="Csv.Rows"/> none.</summary>
    public bool IsHeadless { get; init; }

    internal int IndexOf(string name)
    {
        var index = Array.IndexOf(Columns, name);
        return index >= 0 ? index : Array.IndexOf(Optional, name) is var optional and >= 0 ? Columns.Length + optional : -1;
    }
}

/// <summary>
/// Comma-separated text read strictly (RFC 4180, UTF-8 with or without mark): what cannot be read with certainty is refused in
/// one sentence, never guessed at. Rows stream; the file is looked through once before the first row, so that nothing has
/// happened when it turns out to be damaged text.
/// </summary>
public sealed class Csv : IDisposable
{
    private const int LongestField = 1 << 20;
    private readonly string _name;
    private readonly CsvFormat _format;
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly CsvParser _parser;
    private readonly int[] _position;
    private readonly int _width;
    private bool _isBroken;
    private long _nextLine = 1;

    private Csv(Stream stream, string name, CsvFormat format, bool leaveOpen = false)
    {
        _stream = stream;
        _leaveOpen = leaveOpen;
        _name = name;
        _format = format;
        Lines = TextFile.Check(stream, name, format.MaxBytes);
        _parser = new CsvParser(new StreamReader(stream, new UTF8Encoding(false), leaveOpen: true), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Mode = CsvMode.RFC4180,
            IgnoreBlankLines = false,
            MaxFieldSize = LongestField,
            BadDataFound = _ => _isBroken = true,
            CacheFields = true,
        });
        (_position, _width) = format.IsHeadless ? ([], 0) : ReadHeader();
    }

    /// <summary>How many lines the file has, for progress; quoted line breaks count.</summary>
    public long Lines { get; }

    /// <exception cref="RefusedException"><c>file-unreadable</c> or <c>file-header</c>.</exception>
    public static Csv Open(string path, CsvFormat format)
    {
        var stream = TextFile.Open(path);
        try
        {
            return new Csv(stream, Path.GetFileName(path), format);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <param name="stream">Must be able to seek; it is disposed with the reader.</param>
    /// <param name="name">What the file is called in messages.</param>
    /// <param name="format">What its columns are.</param>
    /// <param name="leaveOpen">Whether it stays open, to be read once more.</param>
    public static Csv Read(Stream stream, string name, CsvFormat format, bool leaveOpen = false) => new(stream, name, format, leaveOpen);

    /// <summary>The records after the header. A record with too few or too many fields comes with <see cref="CsvRow.Problem"/> set.</summary>
    /// <exception cref="RefusedException"><c>file-unreadable</c>: a quote that is never closed or does not end its field.</exception>
    public IEnumerable<CsvRow> Rows()
    {
        while (ReadRecord() is { } line)
        {
            if (_parser.Count == 1 && _parser[0].Length == 0 && _parser.RawRecord.AsSpan().Trim("\r\n").IsEmpty)
            {
                continue;
            }

            var values = new string[_position.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = _position[i] >= 0 && _position[i] < _parser.Count ? Told(_parser[_position[i]]) : "";
            }

            yield return new CsvRow(_format, line, values, _parser.Count == _width
                ? null
                : new FileProblem(line, "", $"This record has {_parser.Count} fields; the header has {_width}."));
        }
    }

    /// <summary>All records of a headless format, whatever their number of fields; lines without anything are passed over.</summary>
    /// <exception cref="RefusedException"><c>file-unreadable</c>, as <see cref="Rows"/>.</exception>
    public IEnumerable<(long Line, string[] Fields)> Records()
    {
        while (_format.IsHeadless && ReadRecord() is { } line)
        {
            var fields = new string[_parser.Count];
            for (var i = 0; i < fields.Length; i++)
            {
                fields[i] = Told(_parser[i]).Trim();
            }

            if (fields.Any(field => field.Length > 0))
            {
                yield return (line, fields);
            }
        }
    }

    public void Dispose()
    {
        _parser.Dispose();
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    /// <summary>
    /// Writes a header and rows; null is the empty field. Lines end in CR LF as RFC 4180 says. What a spreadsheet would take for a formula is
    /// written so that it does not, and read back as it was (<see cref="Formula"/>), unless <paramref name="isForPrograms"/>.
    /// </summary>
    public static void Write(TextWriter writer, IEnumerable<string> columns, IEnumerable<IEnumerable<string?>> rows, bool isForPrograms = false)
    {
        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            NewLine = "\r\n",
            // Left to itself it quotes for the line end it writes only, and a lone line feed would break the record in two.
            ShouldQuote = field => ConfigurationFunctions.ShouldQuote(field) || field.Field.AsSpan().ContainsAny('\r', '\n'),
        }, leaveOpen: true);
        foreach (var row in rows.Prepend(columns))
        {
            foreach (var field in row)
            {
                csv.WriteField(isForPrograms ? field : Formula.Defuse(field));
            }

            csv.NextRecord();
        }
    }

    private string Told(string field) => _format.IsForPrograms ? field : Formula.Restore(field);

    private (int[] Position, int Width) ReadHeader()
    {
        if (ReadRecord() is null)
        {
            throw new RefusedException("file-header", $"{_name} is empty; its first line must name the columns {string.Join(',', _format.Columns)}.");
        }

        var position = new int[_format.Columns.Length + _format.Optional.Length];
        Array.Fill(position, -1);
        for (var i = 0; i < _parser.Count; i++)
        {
            var name = _parser[i].Trim();
            var index = _format.IndexOf(name);
            if (index < 0)
            {
                throw Header($"The column '{name}' is not known.");
            }

            if (position[index] >= 0)
            {
                throw Header($"The column '{name}' stands there twice.");
            }

            position[index] = i;
        }

        var missing = Array.FindIndex(position, 0, _format.Columns.Length, at => at < 0);
        return missing < 0 ? (position, _parser.Count) : throw Header($"The column '{_format.Columns[missing]}' is missing.");
    }

    private RefusedException Header(string what) => new(
        "file-header",
        $"{_name}, line 1: {what} Expected are {string.Join(',', _format.Columns)}{(_format.Optional.Length == 0 ? "" : $" and, if wanted, {string.Join(',', _format.Optional)}")}.");

    /// <returns>The line on which the record starts; null at the end.</returns>
    private long? ReadRecord()
    {
        var line = _nextLine;
        try
        {
            if (!_parser.Read())
            {
                return null;
            }

            for (var i = 0; i < _parser.Count; i++)
            {
                _ = _parser[i]; // Fields are looked at when asked for: this is what finds a bad quote.
            }
        }
        catch (MaxFieldSizeException)
        {
            throw Unreadable(line, $"a field is longer than {LongestField:N0} characters; is a quote left open?");
        }

        if (_isBroken || EndsInsideQuotes(_parser.RawRecord))
        {
            throw Unreadable(line, "a quote stands in the middle of a field or is never closed; a field with quotes must be quoted whole and its quotes doubled.");
        }

        _nextLine = line + TextFile.LineBreaks(_parser.RawRecord);
        return line;
    }

    private RefusedException Unreadable(long line, string what) =>
        new("file-unreadable", string.Create(CultureInfo.InvariantCulture, $"{_name}, record starting on line {line}: {what} Nothing was imported."));

    /// <summary>Quotes come in pairs, the doubled ones too: an odd number means that the last one was never closed.</summary>
    private static bool EndsInsideQuotes(string record) => (record.AsSpan().Count('"') & 1) == 1;
}
