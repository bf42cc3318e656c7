using System.Globalization;
using System.Text;
using Mainstay.Common;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Factory;
using Mainstay.Parts.Returns;
using Mainstay.Server.Access;

namespace Mainstay.Server.Pages.Returns;

/// <summary>The lists of returns and e-waste as files.</summary>
public static class ReturnFiles
{
    private static readonly string[] _debtColumns =
        ["number", "site", "to", "part", "serial", "state", "taken_out_at", "due_on", "age_days", "overdue", "core_value_minor", "currency", "transfer", "returned_at", "got_serial", "reason"];

    private static readonly string[] _siteColumns =
        ["site", "open", "on_the_way", "mismatch", "days_0_7", "days_8_14", "days_15_30", "days_over_30", "value_minor", "overdue", "overdue_value_minor", "currency", "oldest_due_on"];

    private static readonly string[] _scrapColumns = ["board", "part", "part_name", "scrapped_at", "reason", "weight_grams", "stream", "recycler", "recycler_document"];

    public static void MapReturnFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/returns/export.csv", async (bool? closed, Here here, ListDebtsHandler handler, CurrentActor who, CancellationToken ct) =>
        {
            var site = here.Site?.Ref.Id ?? throw new RefusedException("site-not-found", "Choose the site first.");
            var list = await handler.HandleAsync(new ListDebts(site, closed ?? false), who.Actor, ct);
            return File("returns.csv", _debtColumns, list.Debts.Select(Row));
        }).For(ListDebtsHandler.Viewers);
        app.MapGet("/returns/overdue.csv", async (DebtFiguresHandler handler, CurrentActor who, CancellationToken ct) =>
        {
            var figures = await handler.HandleAsync(new DebtFigures(), who.Actor, ct);
            return File("returns-by-site.csv", _siteColumns, figures.Sites.Select(Row));
        }).For(DebtFiguresHandler.Viewers);
        app.MapGet("/factory/ewaste.csv", async (string? month, Here here, ListScrapHandler handler, CurrentActor who, CancellationToken ct) =>
        {
            var site = here.Site?.Ref.Id ?? throw new RefusedException("site-not-found", "Choose the factory first.");
            var register = await handler.HandleAsync(new ListScrap(site, Month(month)), who.Actor, ct);
            return File($"e-waste-{register.Month:yyyy-MM}.csv", _scrapColumns, register.Rows.Select(Row));
        }).For(ListBoardsHandler.Viewers);
    }

    /// <summary>"2026-11"; null when it is none.</summary>
    public static DateOnly? Month(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is > 1999 and < 2200 ? month : null;

    private static Microsoft.AspNetCore.Http.HttpResults.FileContentHttpResult File(string name, string[] columns, IEnumerable<IEnumerable<string?>> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Csv.Write(text, columns, rows);
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", name);
    }

    private static IEnumerable<string?> Row(DebtRow debt) =>
    [
        debt.Number, debt.Site.Code, debt.To.Code, debt.Part, debt.Serial, EnumText<DebtState>.Of(debt.State), Instant(debt.OpenedAt), Day(debt.DueOn), Text(debt.Age),
        debt.IsOverdue ? "yes" : "no", Text(debt.Core.Minor), debt.Core.Currency, debt.TransferNumber, Instant(debt.ReturnedAt), debt.GotSerial, debt.Reason,
    ];

    private static IEnumerable<string?> Row(SiteDebts site) =>
    [
        site.Site.Code, Text(site.Open), Text(site.OnTheWay), Text(site.Mismatch), Text(site.Ageing.UpTo7), Text(site.Ageing.UpTo14), Text(site.Ageing.UpTo30), Text(site.Ageing.Over30),
        Text(site.Value.Minor), Text(site.Overdue), Text(site.OverdueValue.Minor), site.Value.Currency, Day(site.OldestDueOn),
    ];

    private static IEnumerable<string?> Row(ScrapRow row) =>
        [row.Tag, row.Part, row.PartName, Instant(row.At), row.Reason, Text(row.WeightGrams), row.Stream, row.Recycler, row.Document];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Instant(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
