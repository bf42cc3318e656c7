using System.Globalization;
using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Cases.Queries;
using Mainstay.Common;
using Mainstay.Server.Access;
using Mainstay.Server.Pages.Shared;

namespace Mainstay.Server.Pages.Cases;

/// <summary>The filter of the list of cases, the same on the page and in its file.</summary>
internal static class CaseFilter
{
    private const int MostExported = 20_000;
    private const string All = "all";

    private static readonly string[] _columns = ["number", "site", "model", "symptom", "state", "clock_owner", "opened", "due", "ready", "handed_over", "outcome", "technician", "shelf"];

    public static IReadOnlyList<Option> States => [new(All, Words.Text("cases.all")), .. Enum.GetValues<CaseState>().Select(state => new Option(EnumText<CaseState>.Of(state), Say.State(state)))];

    /// <summary>Without a state only open cases are shown, unless somebody looks for something.</summary>
    public static ListCases Read(Here here, string? text, string? state, string? sort, string? after, int limit = 50) => new(
        here.Site?.Ref.Id,
        EnumText<CaseState>.TryParse(state, out var one) ? [one] : null,
        text,
        sort == "opened" ? CaseSort.Oldest : CaseSort.Opened,
        after,
        limit,
        OpenOnly: string.IsNullOrEmpty(state) && string.IsNullOrEmpty(text));

    public static void MapCaseExport(this IEndpointRouteBuilder app) =>
        app.MapGet("/cases/export.csv", async (string? q, string? state, string? sort, Here here, ListCasesHandler handler, CurrentActor who, HttpContext http) =>
        {
            var rows = new List<CaseCard>();
            string? after = null;
            do
            {
                var page = await handler.HandleAsync(Read(here, q, state, sort, after, 200), who.Actor, http.RequestAborted);
                rows.AddRange(page.Cases);
                after = page.NextCursor;
            }
            while (after is not null && rows.Count < MostExported);

            using var text = new StringWriter(CultureInfo.InvariantCulture);
            Csv.Write(text, _columns, rows.Select(Row));
            return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "cases.csv");
        }).For(Role.CentreManager, Role.FactoryManager, Role.QualityEngineer, Role.HeadOfService, Role.FrontDesk);

    private static IEnumerable<string?> Row(CaseCard card) =>
    [
        card.Number, card.Site.Code, card.Model, card.Symptom, EnumText<CaseState>.Of(card.State), EnumText<ClockOwner>.Of(card.ClockOwner),
        Instant(card.OpenedAt), Instant(card.DueAt), Instant(card.ReadyAt), Instant(card.HandedOverAt),
        card.Outcome is { } outcome ? EnumText<Outcome>.Of(outcome) : null, card.Technician?.Name, card.Shelf,
    ];

    private static string? Instant(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
