using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mainstay.Common;

namespace Mainstay.Network.Exchange;

/// <summary>
/// One Point per site (RFC 7946), a feature a line; the properties are the columns of the CSV file, the place is the geometry.
/// </summary>
internal static class NetworkGeoJson
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream output, IReadOnlyList<SiteEntry> entries)
    {
        output.Write("{\"type\":\"FeatureCollection\",\"features\":["u8);
        for (var i = 0; i < entries.Count; i++)
        {
            output.Write(i == 0 ? "\n"u8 : ",\n"u8);
            using var writer = new Utf8JsonWriter(output, _options);
            Write(writer, entries[i]);
        }

        output.Write("\n]}\n"u8);
    }

    /// <summary>Each feature as a record of the CSV format, with the line on which it starts.</summary>
    public static IEnumerable<CsvRow> Read(Stream content, string name)
    {
        TextFile.Check(content, name, SiteEntry.Format.MaxBytes);
        using var memory = new MemoryStream();
        content.CopyTo(memory);
        var bytes = memory.ToArray();
        return Features(Encoding.UTF8.Preamble.SequenceEqual(bytes.AsSpan(0, Math.Min(3, bytes.Length))) ? bytes[3..] : bytes, name);
    }

    private static void Write(Utf8JsonWriter writer, SiteEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "Feature");
        if (entry is { Latitude: { } latitude, Longitude: { } longitude })
        {
            writer.WriteStartObject("geometry");
            writer.WriteString("type", "Point");
            writer.WriteStartArray("coordinates");
            writer.WriteNumberValue(longitude);
            writer.WriteNumberValue(latitude);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("geometry");
        }

        writer.WriteStartObject("properties");
        foreach (var column in SiteEntry.Columns.Where(column => column is not ("latitude" or "longitude")))
        {
            var text = entry.Field(column);
            if (column == "capacity" && entry.Capacity is { } capacity)
            {
                writer.WriteNumber(column, capacity);
            }
            else if (text is not null || column is "state" or "capacity")
            {
                writer.WriteString(column, text);
            }
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static List<CsvRow> Features(byte[] bytes, string name)
    {
        var reader = new Utf8JsonReader(bytes);
        var rows = new List<CsvRow>();
        var isCollection = false;
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var property = reader.GetString();
                reader.Read();
                if (property == "type")
                {
                    isCollection = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("FeatureCollection"u8);
                }
                else if (property == "features" && reader.TokenType == JsonTokenType.StartArray)
                {
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        var line = 1 + bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
                        rows.Add(Row(line, JsonElement.ParseValue(ref reader)));
                    }
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (JsonException e)
        {
            throw new RefusedException("file-unreadable", $"{name}, line {e.LineNumber + 1}: this is not well-formed JSON. Nothing was imported.");
        }

        return isCollection ? rows : throw new RefusedException("file-header", $"{name} is not a GeoJSON FeatureCollection.");
    }

    private static CsvRow Row(int line, JsonElement feature)
    {
        var values = new string[SiteEntry.Format.Columns.Length + SiteEntry.Format.Optional.Length];
        Array.Fill(values, "");
        var row = new CsvRow(SiteEntry.Format, line, values, null);
        if (feature.ValueKind != JsonValueKind.Object
            || !feature.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object
            || !feature.TryGetProperty("geometry", out var geometry))
        {
            throw row.Wrong("", "A feature with properties and geometry is expected.");
        }

        foreach (var property in properties.EnumerateObject())
        {
            var at = SiteEntry.Format.IndexOf(property.Name);
            if (at < 0 || property.Name is "latitude" or "longitude")
            {
                throw row.Wrong(property.Name, $"This property is not known; expected are {string.Join(", ", SiteEntry.Columns)} without latitude and longitude, which are the geometry.");
            }

            values[at] = property.Value.ValueKind switch
            {
                JsonValueKind.String when property.Value.GetString() is { } text => text.Contains('\0', StringComparison.Ordinal)
                    ? throw row.Wrong(property.Name, "The character NUL is no text.")
                    : text,
                JsonValueKind.Number => property.Value.GetRawText(),
                JsonValueKind.Null => "",
                _ => throw row.Wrong(property.Name, "Text, a number or null is expected."),
            };
        }

        if (geometry.ValueKind != JsonValueKind.Null)
        {
            (values[SiteEntry.Format.IndexOf("longitude")], values[SiteEntry.Format.IndexOf("latitude")]) = Point(row, geometry);
        }

        return row;
    }

    private static (string Longitude, string Latitude) Point(CsvRow row, JsonElement geometry) =>
        geometry.ValueKind == JsonValueKind.Object
        && geometry.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("Point")
        && geometry.TryGetProperty("coordinates", out var coordinates) && coordinates.ValueKind == JsonValueKind.Array && coordinates.GetArrayLength() == 2
        && coordinates[0].ValueKind == JsonValueKind.Number && coordinates[1].ValueKind == JsonValueKind.Number
            ? (coordinates[0].GetRawText(), coordinates[1].GetRawText())
            : throw row.Wrong("geometry", "A Point with longitude and latitude, or null, is expected.");
}
