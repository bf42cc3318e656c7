using System.Globalization;
using Mainstay.Cases.Watch;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Server.Pages.Shared;

namespace Mainstay.Server.Pages.Service;

/// <summary>Span, product category and figure as they stand in the address of the head of service's pages.</summary>
public sealed record ServiceFilter(Days Span, string Range, CategoryInfo? Category, string? State, ServiceFigure Figure)
{
    private const string Usual = "30";
    private static readonly string[] _ranges = ["7", "30", "90", "365"];

    public static IReadOnlyList<Option> Ranges =>
        [.. _ranges.Select(range => new Option(range, Words.Text("service.range.days", range))), new Option("own", Words.Text("service.range.own"))];

    public static IReadOnlyList<ServiceFigure> Figures { get; } = Enum.GetValues<ServiceFigure>();

    public static async Task<ServiceFilter> ReadAsync(Here here, ICatalogue catalogue, TimeProvider clock, CancellationToken ct)
    {
        DateOnly today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), here.Zone).DateTime);
        string range = PageUrl.Get(here, "range") is { } wish && (_ranges.Contains(wish) || wish == "own") ? wish : Usual;
        Days span = range == "own" && Day(here, "from") is { } from && Day(here, "to") is { } to && from <= to
            ? new Days(from, to)
            : new Days(today.AddDays(1 - int.Parse(range == "own" ? Usual : range, CultureInfo.InvariantCulture)), today);
        string? category = PageUrl.Get(here, "category");
        return new ServiceFilter(
            span,
            range,
            (await catalogue.CategoriesAsync(ct)).FirstOrDefault(found => found.Code == category),
            PageUrl.Get(here, "state") is { Length: > 0 } state ? state : null,
            EnumText<ServiceFigure>.TryParse(PageUrl.Get(here, "figure"), out ServiceFigure figure) ? figure : ServiceFigure.Promise);
    }

    public static string Name(CategoryInfo category) => Language.Current == "hi" ? category.NameHi : category.Name;

    /// <summary>The address of a centre's page over the same span and category.</summary>
    public string CentreHref(Here here, string code)
    {
        string query = here.Query ?? "";
        return $"/service/sites/{Uri.EscapeDataString(code)}{query}";
    }

    private static DateOnly? Day(Here here, string name) =>
        DateOnly.TryParseExact(PageUrl.Get(here, name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && day.Year is > 1970 and < 9000 ? day : null;
}
