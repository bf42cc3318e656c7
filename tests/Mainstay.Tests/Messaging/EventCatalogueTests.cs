using System.Text.Json;
using System.Text.Json.Nodes;
using Mainstay.Messaging.Outbox;
using Mainstay.Messaging.Webhooks;
using Mainstay.Storage;
using Mainstay.Testing;
using Mainstay.Tests.Cases;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Messaging;

/// <summary>docs/events.md and docs/events.schema.json name every event there is, and real events are as they say.</summary>
public sealed class EventCatalogueTests
{
    private const string Begin = "<!-- catalogue: written by a test -->\n";
    private const string End = "<!-- end of catalogue -->";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_verb_is_in_the_catalogue()
    {
        var path = Repository.PathOf("docs/events.schema.json");
        var page = Repository.PathOf("docs/events.md");
        var text = await File.ReadAllTextAsync(page, Ct);
        if (Repository.UpdatesSnapshots)
        {
            await File.WriteAllTextAsync(path, EventCatalogue.Schema(), Ct);
            text = text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + EventCatalogue.Table() + text[text.IndexOf(End, StringComparison.Ordinal)..];
            await File.WriteAllTextAsync(page, text, Ct);
        }

        Assert.Equal(EventCatalogue.Schema(), await File.ReadAllTextAsync(path, Ct));
        Assert.Contains(Begin + EventCatalogue.Table() + End, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Real_events_fit_their_schema()
    {
        await using var world = await CasesWorld.CreateAsync(Provider.Sqlite);
        await world.RepairedAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));
        await using var db = world.Test.Open();
        var events = await db.Set<PendingEvent>().ToListAsync(Ct);
        Assert.True(events.Count > 5);
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("docs/events.schema.json"), Ct))!["$defs"]!;
        foreach (var happened in events)
        {
            var body = JsonDocument.Parse(WebhookSender.BodyOf(happened.Event)).RootElement;
            Assert.Equal([], Faults(schema[happened.Type]!, body, happened.Type).ToList());
        }

        var opened = JsonDocument.Parse(WebhookSender.BodyOf(events[0].Event)).RootElement;
        Assert.NotEmpty(Faults(schema["case.hand_over"]!, opened, "other"));
    }

    /// <summary>As much of JSON Schema as the catalogue uses.</summary>
    private static IEnumerable<string> Faults(JsonNode schema, JsonElement value, string where)
    {
        if (schema["const"] is { } constant && value.ToString() != constant.GetValue<string>())
        {
            yield return $"{where} is not {constant}";
        }

        if (schema["enum"] is JsonArray words && words.All(word => word!.GetValue<string>() != value.ToString()))
        {
            yield return $"{where} is {value}, which is none of {words.ToJsonString()}";
        }

        if (schema["type"] is { } type && (type is JsonArray several ? several : [type.DeepClone()]).All(word => !Is(value, word!.GetValue<string>())))
        {
            yield return $"{where} is {value.ValueKind}, not {type.ToJsonString()}";
        }

        if ((string?)schema["format"] is "uuid" && !Guid.TryParse(value.GetString(), out _) || (string?)schema["format"] is "date-time" && !value.TryGetDateTimeOffset(out _))
        {
            yield return $"{where} is no {schema["format"]}";
        }

        foreach (var name in (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).Where(name => !value.TryGetProperty(name, out _)))
        {
            yield return $"{where} has no {name}";
        }

        foreach (var (name, of) in schema["properties"] as JsonObject ?? [])
        {
            if (value.TryGetProperty(name, out var member))
            {
                foreach (var fault in Faults(of!, member, $"{where}.{name}"))
                {
                    yield return fault;
                }
            }
        }
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "string" => value.ValueKind == JsonValueKind.String,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => false,
    };
}
