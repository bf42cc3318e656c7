namespace Mainstay.Network.Contracts;

/// <summary>A site as other rooms need it: place, hours, links and whether it is live.</summary>
/// <param name="Capacity">Jobs (centre, factory) or seats (call centre) at once; null for warehouses.</param>
/// <param name="Supply">The warehouse that supplies it.</param>
/// <param name="Factory">The factory it sends to.</param>
/// <param name="OpensOn">First day on which cases may be opened here, in the site's own time zone.</param>
/// <param name="ClosesOn">From this day on no case may be opened here; open ones may be finished.</param>
public sealed record SiteInfo(
    SiteRef Ref,
    string? State,
    string? Town,
    double? Latitude,
    double? Longitude,
    OpeningHours Hours,
    int? Capacity,
    SiteId? Supply,
    SiteId? Factory,
    DateOnly OpensOn,
    DateOnly? ClosesOn)
{
    public SiteId Id => Ref.Id;

    public string? Postcode { get; init; }

    public DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Hours.Zone).DateTime);

    public bool TakesCasesAt(DateTimeOffset now) => Today(now) is var today && today >= OpensOn && (ClosesOn is null || today < ClosesOn);
}

/// <summary>The network's sites, held in memory and refreshed within seconds of a change on any node.</summary>
public interface ISites
{
    /// <exception cref="Common.RefusedException"><c>site-not-found</c>.</exception>
    ValueTask<SiteInfo> GetAsync(SiteId site, CancellationToken ct);

    ValueTask<SiteInfo?> FindByCodeAsync(string code, CancellationToken ct);

    /// <summary>All sites in the order of their codes, closed ones too.</summary>
    ValueTask<IReadOnlyList<SiteInfo>> AllAsync(CancellationToken ct);
}
