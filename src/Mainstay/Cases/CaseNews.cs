using System.Text.Json;
using System.Text.Json.Nodes;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Messaging.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases;

/// <summary>What others hear of an event of a case: ids, codes and numbers (docs/events.md).</summary>
internal sealed record CaseNews(
    CaseId Case,
    string Number,
    int Sequence,
    CaseState From,
    CaseState To,
    string? Reason,
    SiteId Site,
    PersonId Person,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    JsonNode? Detail)
{
    public static string TypeOf(Verb verb) => $"case.{EnumText<Verb>.Of(verb)}";

    public static IEnumerable<OutEvent> Of(CaseFile file, IdSource ids) => file.New.Events.Select(happened => Of(happened, file.Case.Number, ids));

    public static OutEvent Of(CaseEvent happened, string number, IdSource ids) => new(
        ids.Next(),
        TypeOf(happened.Verb),
        SubjectOf(happened.Case),
        happened.Sequence,
        happened.Site,
        happened.OccurredAt,
        JsonSerializer.Serialize(
            new CaseNews(
                happened.Case,
                number,
                happened.Sequence,
                happened.From,
                happened.To,
                happened.Reason,
                happened.Site,
                happened.Person,
                happened.OccurredAt,
                happened.RecordedAt,
                happened.Detail is { } detail ? JsonNode.Parse(detail) : null),
            JsonText.Snake));

    public static string SubjectOf(CaseId id) => $"case:{id}";
}
