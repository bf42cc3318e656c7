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
    private const string Mine = "me";
    private static readonly Role[] _hands = [Role.Technician, Role.FactoryOperator];

    private static readonly string[] _columns = ["number", "site", "model", "symptom", "state", "clock_owner", "opened", "due", "ready", "handed_over", "outcome", "technician", "shelf"];

    public static IReadOnlyList<Option> States => [new(All, Words.Text("cases.all")), .. Enum.GetValues<CaseState>().Select(state => new Option(EnumText<CaseState>.Of(state), Say.State(state)))];

    /// <summary>Without a state only open cases are shown, unless somebody looks for something.</summary>
    public static ListCases Read(Here here, string? text, string? state, string? sort, string? technician, string? after, int limit = 50) => new(
        here.Site?.Ref.Id,
        EnumText<CaseState>.TryParse(state, out var one) ? [one] : null,
        text,
        sort switch
        {
            "opened" => CaseSort.Oldest,
            "promise" => CaseSort.Promise,
            "-promise" => CaseSort.LatestPromise,
            "state" => CaseSort.State,
            "-state" => CaseSort.FurthestState,
            _ => CaseSort.Opened,
        },
        after,
        limit,
        OpenOnly: string.IsNullOrEmpty(state) && string.IsNullOrEmpty(text),
        Technician: technician == Mine ? here.Actor?.Person : Guid.TryParse(technician, out var person) ? new PersonId(person) : null);

    /// <summary>Who repairs at the site worked at; without one, oneself.</summary>
    public static async Task<IReadOnlyList<Option>> TechniciansAsync(Here here, IPeople people, CancellationToken ct)
    {
        List<Option> found = here.Holds(_hands) ? [new Option(Mine, Words.Text("cases.mine"))] : [];
        if (here.Site is { } site)
        {
            foreach (Role role in _hands)
            {
                found.AddRange((await people.AtHomeAsync(site.Ref, role, ct)).Where(person => person.Id != here.Actor?.Person).Select(person => new Option(person.Id.ToString(), person.Name)));
            }
        }

        return [.. found.DistinctBy(option => option.Value)];
    }

    public static void MapCaseExport(this IEndpointRouteBuilder app) =>
        app.MapGet("/cases/export.csv", async (string? q, string? state, string? sort, string? technician, Here here, ListCasesHandler handler, CurrentActor who, HttpContext http) =>
        {
            var rows = new List<CaseCard>();
            string? after = null;
            do
            {
                var page = await handler.HandleAsync(Read(here, q, state, sort, technician, after, 200), who.Actor, http.RequestAborted);
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
