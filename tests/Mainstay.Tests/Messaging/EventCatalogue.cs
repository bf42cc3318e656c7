using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mainstay.Cases;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Parts.Contracts;

namespace Mainstay.Tests.Messaging;

/// <summary>The catalogue of events as the table of moves says it: what docs/events.md lists and docs/events.schema.json describes.</summary>
internal static class EventCatalogue
{
    public static IEnumerable<Verb> Verbs => Enum.GetValues<Verb>();

    /// <summary>One JSON Schema for all, with a definition for each type.</summary>
    public static string Schema()
    {
        var all = Verbs.ToDictionary(verb => CaseNews.TypeOf(verb), Of);
        all["webhook.test"] = Event("webhook.test", new JsonObject { ["webhook"] = Text("uuid"), ["sequence"] = Count() });
        all["parts.debt_overdue"] = Event("parts.debt_overdue", new JsonObject
        {
            ["debt"] = Text("uuid"),
            ["number"] = Text(null),
            ["site"] = Text("uuid"),
            ["to"] = Text("uuid"),
            ["part"] = Text("uuid"),
            ["state"] = new JsonObject { ["enum"] = new JsonArray([.. EnumText<DebtState>.All.Select(state => (JsonNode)state)]) },
            ["due_on"] = Text(null),
            ["core_minor"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
            ["currency"] = Text(null),
        });
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Events of Mainstay, as webhooks receive them",
            ["oneOf"] = new JsonArray([.. all.Keys.Select(type => (JsonNode)new JsonObject { ["$ref"] = $"#/$defs/{type}" })]),
            ["$defs"] = new JsonObject(all.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        };
        return schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true }).ReplaceLineEndings("\n") + "\n";
    }

    public static string Table()
    {
        var text = new StringBuilder("| Type | From | To | Reasons |\n|---|---|---|---|\n");
        foreach (var verb in Verbs)
        {
            var move = MoveOf(verb);
            var from = move is null ? "–" : move.From.Count > 6 ? $"{move.From.Count} states" : string.Join(", ", move.From.Select(EnumText<CaseState>.Of));
            var to = move is null ? "the first state" : move.To is { } state ? EnumText<CaseState>.Of(state) : "as before, or as the verb says";
            text.Append(string.Join(" | ", $"| `{CaseNews.TypeOf(verb)}`", from, to, string.Join(", ", move?.Reasons ?? []))).Append(" |\n");
        }

        return text.ToString();
    }

    private static JsonObject Of(Verb verb)
    {
        var states = new JsonArray([.. EnumText<CaseState>.All.Select(state => (JsonNode)state)]);
        var reason = MoveOf(verb)?.Reasons is { Count: > 0 } reasons
            ? new JsonObject { ["enum"] = new JsonArray([.. reasons.Select(word => (JsonNode)word)]) }
            : new JsonObject { ["type"] = new JsonArray("string", "null") };
        return Event(CaseNews.TypeOf(verb), new JsonObject
        {
            ["case"] = Text("uuid"),
            ["number"] = Text(null),
            ["sequence"] = Count(),
            ["from"] = new JsonObject { ["enum"] = states.DeepClone() },
            ["to"] = new JsonObject { ["enum"] = states },
            ["reason"] = reason,
            ["site"] = Text("uuid"),
            ["person"] = Text("uuid"),
            ["occurred_at"] = Text("date-time"),
            ["recorded_at"] = Text("date-time"),
            ["detail"] = new JsonObject { ["type"] = new JsonArray("object", "null") },
        });
    }

    private static JsonObject Event(string type, JsonObject data) => Whole(new JsonObject
    {
        ["type"] = new JsonObject { ["const"] = type },
        ["timestamp"] = Text("date-time"),
        ["data"] = Whole(data),
    });

    private static JsonObject Whole(JsonObject properties) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. properties.Select(property => (JsonNode)property.Key)]),
        ["properties"] = properties,
    };

    private static JsonObject Text(string? format)
    {
        var text = new JsonObject { ["type"] = "string" };
        if (format is not null)
        {
            text["format"] = format;
        }

        return text;
    }

    private static JsonObject Count() => new() { ["type"] = "integer", ["minimum"] = 1 };

    /// <summary>Opening and cutting over begin a case and move nothing.</summary>
    private static Move? MoveOf(Verb verb) => Moves.All.FirstOrDefault(move => move.Verb == verb);
}
