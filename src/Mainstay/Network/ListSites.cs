using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;

namespace Mainstay.Network;

/// <summary>The sites of the network in the order of their codes. Where sites are is no secret among staff: everybody sees all.</summary>
/// <param name="Text">Part of code, name, town, state or postcode, however it is written.</param>
/// <param name="After">The cursor of the page before.</param>
/// <param name="IncludeClosed">Those that take no new cases any more, too.</param>
public sealed record ListSites(
    SiteKind? Kind = null,
    string? State = null,
    OrganisationId? Operator = null,
    string? Text = null,
    string? After = null,
    int Take = 50,
    bool IncludeClosed = true);

public sealed record SiteRow(
    SiteId Id,
    string Code,
    string Name,
    SiteKind Kind,
    string OperatorCode,
    string OperatorName,
    string? State,
    string? Town,
    double? Latitude,
    double? Longitude,
    int? Capacity,
    DateOnly OpensOn,
    DateOnly? ClosesOn,
    bool TakesCases);

/// <param name="Next">Cursor of the next page; null on the last.</param>
/// <param name="Count">How many there are on all pages.</param>
public sealed record SitePage(IReadOnlyList<SiteRow> Sites, string? Next, int Count);

public sealed class ListSitesHandler(ISites sites, IOrganisations organisations, TimeProvider clock)
{
    private const int LargestPage = 1000;

    public async Task<SitePage> HandleAsync(ListSites request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Enum.GetValues<Role>());
        var operators = (await organisations.AllAsync(ct)).ToDictionary(organisation => organisation.Id);
        var now = clock.Now();
        var text = request.Text is { } typed ? Searchable.Name(typed) : "";
        var found = (await sites.AllAsync(ct))
            .Where(site => (request.Kind is null || site.Ref.Kind == request.Kind)
                && (request.State is null || site.State == request.State)
                && (request.Operator is null || site.Ref.Operator == request.Operator)
                && (request.IncludeClosed || site.TakesCasesAt(now))
                && (text.Length == 0 || Matches(site, text)))
            .ToList();
        var take = Math.Clamp(request.Take, 1, LargestPage);
        var page = found.Where(site => request.After is null || string.CompareOrdinal(site.Ref.Code, request.After) > 0).Take(take + 1).ToList();
        return new SitePage(
            [.. page.Take(take).Select(site => Row(site, operators[site.Ref.Operator], now))],
            page.Count > take ? page[take - 1].Ref.Code : null,
            found.Count);
    }

    private static bool Matches(SiteInfo site, string text) =>
        Has(site.Ref.Code, text) || Has(site.Ref.Name, text) || Has(site.Town, text) || Has(site.State, text);

    private static bool Has(string? field, string text) => field is not null && Searchable.Name(field).Contains(text, StringComparison.Ordinal);

    private static SiteRow Row(SiteInfo site, OrganisationInfo operating, DateTimeOffset now) => new(
        site.Id,
        site.Ref.Code,
        site.Ref.Name,
        site.Ref.Kind,
        operating.Code,
        operating.Name,
        site.State,
        site.Town,
        site.Latitude,
        site.Longitude,
        site.Capacity,
        site.OpensOn,
        site.ClosesOn,
        site.TakesCasesAt(now));
}
