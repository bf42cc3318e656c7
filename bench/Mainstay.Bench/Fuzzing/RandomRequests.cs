using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mainstay.Bench.Fuzzing;

/// <summary>Requests made from the OpenAPI document: mostly what it asks for, now and then what nobody should send. Same seed, same requests.</summary>
public sealed class RandomRequests(JsonElement document, int seed)
{
    private static readonly string[] _texts =
    [
        "Meera", "C1", "AX1", "131", "en", "smartphone", "INR", "fixed", "done", "+919800000001", "9800000001", "350000000000014", "A1", "retail",
    ];

    private static readonly string[] _nasty =
    [
        "", "   ", "\0", "a\0b", "\uFFFE\uFFFF", "😀😀", new('x', 3000), new('ж', 70_000), "'; DROP TABLE x;--", "../../etc/passwd", "%", "_", "\\", "<script>",
        "=1+1", "\r\nSet-Cookie: a=b", "-1", "0", "1e400", "99999999999999999999", "NaN", "null", "2026-13-45", "0001-01-01", "9999-12-31", "٣", "{}", "[]",
        "<img src=x onerror=alert(1)>", "1' OR '1'='1", "${jndi:ldap://127.0.0.1/a}", "{{7*7}}", "..\\..\\win.ini", "/etc/passwd%00", "http://127.0.0.1:1/", "file:///etc/passwd",
        "\u200B\uFEFF", "\uD83D", "2026-02-30", "24:61", "-0", "0x7fffffff", "1e-400", "１２３",
        "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.9999999-14:00", "00000000-0000-0000-0000-000000000000", "e\u0301", "\u202E",
    ];

    private static readonly string[] _days = ["2026-01-31", "2024-02-29", "0001-01-01", "9999-12-31", "2027-01-01"];

    private static readonly string[] _instants =
        ["2026-11-22T07:00:00Z", "2026-11-20T10:00:00+05:30", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"];

    private readonly Random _random = new(seed);

    /// <summary>Texts that nobody should send.</summary>
    internal static IReadOnlyList<string> Nasty => _nasty;

    /// <summary>Ids that exist, of whatever kind: the wrong kind of id is a good question too.</summary>
    public List<string> Ids { get; } = [];

    public IEnumerable<(string Path, string Method, JsonElement Operation)> Operations =>
        from path in document.GetProperty("paths").EnumerateObject()
        from method in path.Value.EnumerateObject()
        where method.Name is "get" or "post" or "put" or "delete" or "patch"
        select (path.Name, method.Name, method.Value);

    /// <summary>A number below the limit, from the same stream.</summary>
    public int Next(int limit) => _random.Next(limit);

    /// <summary>Ids found anywhere in an answer.</summary>
    public void Learn(JsonElement answer)
    {
        switch (answer.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in answer.EnumerateObject())
                {
                    Learn(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in answer.EnumerateArray())
                {
                    Learn(item);
                }

                break;
            case JsonValueKind.String when answer.TryGetGuid(out _):
                Ids.Add(answer.GetString()!);
                break;
        }
    }

    public HttpRequestMessage Make(string path, string method, JsonElement operation)
    {
        var query = new List<string>();
        var headers = new List<(string, string)>();
        foreach (var parameter in List(operation, "parameters"))
        {
            var name = parameter.GetProperty("name").GetString()!;
            var text = Text(Value(parameter.GetProperty("schema"), 0));
            switch (parameter.GetProperty("in").GetString())
            {
                case "path":
                    path = path.Replace($"{{{name}}}", Uri.EscapeDataString(text.Length is 0 or > 200 || text.Contains('\0', StringComparison.Ordinal) ? "x" : text), StringComparison.Ordinal);
                    break;
                case "query" when _random.NextDouble() < 0.6:
                    query.Add($"{name}={Uri.EscapeDataString(text.Length > 1000 ? text[..1000] : text)}");
                    break;
                case "header" when _random.NextDouble() < 0.3:
                    headers.Add((name, string.Concat(text.Where(char.IsAsciiLetterOrDigit).Take(300))));
                    break;
            }
        }

        var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), path + (query.Count == 0 ? "" : "?" + string.Join('&', query)));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (operation.TryGetProperty("requestBody", out var body))
        {
            var content = body.GetProperty("content").EnumerateObject().First();
            request.Content = new ByteArrayContent(content.Name.Contains("json", StringComparison.Ordinal) ? Json(content.Value.GetProperty("schema")) : File());
            request.Content.Headers.TryAddWithoutValidation("Content-Type", _random.NextDouble() < 0.02 ? Pick(["text/plain", "multipart/form-data"]) : content.Name);
        }

        return request;
    }

    private byte[] Json(JsonElement schema)
    {
        var good = Encoding.UTF8.GetBytes(Value(schema, 0)?.ToJsonString() ?? "null");
        return _random.NextDouble() switch
        {
            < 0.02 => good[..(good.Length / 2)],
            < 0.04 => [0xFF, 0xFE, .. good],
            < 0.06 => Encoding.UTF8.GetBytes(new string('[', 5000)),
            < 0.07 => [],
            < 0.075 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 3000))),
            < 0.078 => Encoding.UTF8.GetBytes($"{{\"version\":{new string('9', 5000)}}}"),
            < 0.0785 => Encoding.UTF8.GetBytes($"{{\"note\":\"{new string('n', 2_000_000)}\"}}"),
            < 0.081 => [.. good, .. good],
            _ => good,
        };
    }

    private byte[] File() => Pick<byte[]>([
        [], [0xFF, 0xFE, 0], "a,b\n1,2\n"u8.ToArray(), "\""u8.ToArray(), "name,role,site,skills\nX,technician,NO-SUCH,\n"u8.ToArray(),
        "{\"type\":\"FeatureCollection\"}"u8.ToArray(), Encoding.UTF8.GetBytes(new string('{', 3000)),
    ]);

    private JsonNode? Value(JsonElement schema, int depth)
    {
        schema = Resolve(schema);
        if (depth > 8)
        {
            return null;
        }

        if (_random.NextDouble() < 0.05)
        {
            return Pick<Func<JsonNode?>>([() => null, () => 0, () => -1, () => 1e308, () => new JsonObject(), () => new JsonArray(), () => true, () => Pick(_nasty)])();
        }

        foreach (var choice in (string[])["anyOf", "oneOf", "allOf"])
        {
            if (schema.TryGetProperty(choice, out var options))
            {
                return Value(Pick([.. options.EnumerateArray()]), depth + 1);
            }
        }

        if (schema.TryGetProperty("enum", out var words))
        {
            return JsonNode.Parse(Pick([.. words.EnumerateArray()]).GetRawText());
        }

        return Kind(schema) switch
        {
            "object" => Object(schema, depth),
            "array" => new JsonArray([.. Enumerable.Range(0, schema.TryGetProperty("items", out var item) ? _random.Next(4) : 0).Select(_ => Value(item, depth + 1))]),
            "integer" => Pick<Func<JsonNode>>([() => 0, () => 1, () => 2, () => 50, () => -1, () => int.MinValue, () => int.MaxValue, () => long.MaxValue, () => 1.5])(),
            "number" => Pick([0, 1, 0.5, -1, 1e308, 91, 181]),
            "boolean" => _random.Next(2) == 0,
            "null" => null,
            _ => String(schema),
        };
    }

    private JsonObject Object(JsonElement schema, int depth)
    {
        var needed = List(schema, "required").Select(name => name.GetString()).ToHashSet();
        var made = new JsonObject();
        foreach (var property in schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().ToList() : [])
        {
            if (_random.NextDouble() < (needed.Contains(property.Name) ? 0.98 : 0.5))
            {
                made[property.Name] = Value(property.Value, depth + 1);
            }
        }

        return made;
    }

    private JsonNode String(JsonElement schema) => (schema.TryGetProperty("format", out var format) ? format.GetString() : null) switch
    {
        "uuid" when Ids.Count > 0 => Pick(Ids),
        "date" => Pick(_days),
        "date-time" => Pick(_instants),
        _ => _random.NextDouble() < 0.7 ? Pick(_texts) : Pick(_nasty),
    };

    private string? Kind(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? schema.TryGetProperty("properties", out _) ? "object" : null
        : type.ValueKind == JsonValueKind.Array ? Pick([.. type.EnumerateArray()]).GetString()
        : type.GetString();

    private JsonElement Resolve(JsonElement schema)
    {
        while (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference))
        {
            schema = reference.GetString()!.Split('/').Skip(1).Aggregate(document, (at, name) => at.GetProperty(name));
        }

        return schema;
    }

    private IEnumerable<JsonElement> List(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(Resolve) : [];

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonValue plain when plain.TryGetValue<string>(out var text) => text,
        _ => Convert.ToString(value.ToJsonString(), CultureInfo.InvariantCulture),
    };
}
