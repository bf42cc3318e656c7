using System.Globalization;
using System.Text.Json;
using Mainstay.Common;

namespace Mainstay.Cli.Models;

/// <summary>An object of a model file, read strictly: a field that is missing, unknown, doubled or no such number is named with what was expected.</summary>
internal sealed class JsonFields
{
    private readonly string _file;
    private readonly string _path;
    private readonly Dictionary<string, JsonElement> _fields = [];

    /// <param name="file">What the file is called in messages.</param>
    /// <param name="path">Of the object within the file; empty for the file itself.</param>
    /// <param name="known">All names it may have.</param>
    public JsonFields(string file, string path, JsonElement element, params string[] known)
    {
        (_file, _path) = (file, path);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("", $"an object with the fields {string.Join(", ", known)} is expected, not {What(element)}.");
        }

        foreach (var field in element.EnumerateObject())
        {
            if (!known.Contains(field.Name))
            {
                throw Wrong(field.Name, $"this field is not known; {string.Join(", ", known)} are.");
            }

            if (!_fields.TryAdd(field.Name, field.Value))
            {
                throw Wrong(field.Name, "this field stands there twice.");
            }
        }
    }

    /// <summary>A model file as JSON; where it is none, the sentence names the field near which it ends to be one.</summary>
    public static JsonDocument Open(string path, long mostBytes)
    {
        using var stream = TextFile.Open(path);
        var name = Path.GetFileName(path);
        if (stream.CanSeek)
        {
            TextFile.Check(stream, name, mostBytes);
        }

        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        var bytes = buffer.ToArray().AsMemory();
        bytes = bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException e)
        {
            var near = Near(bytes.Span) is { Length: <= 200 } place ? place : "";
            throw new RefusedException("file-field", $"{name}, line {e.LineNumber + 1}{(near.Length > 0 ? $", at {near}" : "")}: this is not JSON; a text, a number such as 0.05, true, false, null, an object or a list is expected.");
        }
    }

    public bool Has(string name) => _fields.TryGetValue(name, out var field) && field.ValueKind != JsonValueKind.Null;

    public JsonElement Required(string name) =>
        _fields.TryGetValue(name, out var field) ? field : throw Wrong(name, "this field is missing.");

    /// <summary>A finite number of at least 0.</summary>
    public double Amount(string name, double most = 1e12)
    {
        var field = Required(name);
        if (field.ValueKind == JsonValueKind.Number && field.TryGetDouble(out var value) && value >= 0 && value <= most)
        {
            return value;
        }

        throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a number from 0 to {most:0.###} is expected, not {What(field)}."));
    }

    public int Whole(string name, int least, int most)
    {
        var field = Required(name);
        if (field.ValueKind == JsonValueKind.Number && field.TryGetDouble(out var value) && value >= least && value <= most && value == Math.Floor(value))
        {
            return (int)value;
        }

        throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most} is expected, not {What(field)}."));
    }

    public string Text(string name)
    {
        var field = Required(name);
        return field.ValueKind == JsonValueKind.String && field.GetString()!.Trim() is { Length: > 0 } text
            ? text
            : throw Wrong(name, $"a text is expected, not {What(field)}.");
    }

    public JsonElement[] List(string name)
    {
        var field = Required(name);
        return field.ValueKind == JsonValueKind.Array && field.GetArrayLength() > 0
            ? [.. field.EnumerateArray()]
            : throw Wrong(name, $"a list of at least one is expected, not {What(field)}.");
    }

    public RefusedException Wrong(string name, string expected)
    {
        var at = (_path.Length, name.Length) switch { (0, 0) => "", (0, _) => name, (_, 0) => _path, _ => $"{_path}.{name}" };
        return new("file-field", at.Length == 0 ? $"{_file}: {expected}" : $"{_file}, {at}: {expected}");
    }

    private static string What(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => element.GetArrayLength() == 0 ? "an empty list" : "a list",
        JsonValueKind.String when element.GetString()!.Trim().Length == 0 => "an empty text",
        JsonValueKind.String => "a text",
        JsonValueKind.Null => "null",
        _ => element.GetRawText() is { Length: <= 40 } text ? text : "this",
    };

    /// <summary>The field at which reading failed.</summary>
    private static string Near(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        Stack<(string Name, int Index)> path = new();
        var name = "";
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = reader.GetString()!;
                        break;
                    case JsonTokenType.StartArray:
                        path.Push((name, 0));
                        name = "";
                        break;
                    case JsonTokenType.StartObject:
                        path.Push((name, -1));
                        name = "";
                        break;
                    default:
                        if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
                        {
                            path.Pop();
                        }

                        if (path.TryPeek(out var around) && around.Index >= 0)
                        {
                            path.Pop();
                            path.Push((around.Name, around.Index + 1));
                        }

                        name = "";
                        break;
                }
            }
        }
        catch (JsonException)
        {
        }

        var parts = path.Reverse().Select(part => part.Index >= 0 ? $"{part.Name}[{part.Index}]" : part.Name).Append(name);
        return string.Join('.', parts.Where(part => part.Length > 0));
    }
}
