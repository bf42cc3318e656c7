using System.Collections.Frozen;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network;

/// <summary>The whole network in memory, for every room that asks for a site or an organisation.</summary>
internal sealed class NetworkDirectory(Database database, TimeProvider clock) : ISites, IOrganisations, IDisposable
{
    /// <summary>Writers touch the revision of this name.</summary>
    public const string Revision = "network";

    private readonly ReferenceCache<NetworkCopy> _cache = new(database, clock, Revision, NetworkCopy.LoadAsync);

    public ValueTask<NetworkCopy> CopyAsync(CancellationToken ct) => _cache.GetAsync(ct);

    public async ValueTask<SiteInfo> GetAsync(SiteId site, CancellationToken ct) =>
        (await _cache.GetAsync(ct)).SitesById.TryGetValue(site, out var found) ? found : throw SiteNotFound(site.ToString());

    public async ValueTask<SiteInfo?> FindByCodeAsync(string code, CancellationToken ct) =>
        (await _cache.GetAsync(ct)).SitesByCode.GetValueOrDefault(code);

    public async ValueTask<IReadOnlyList<SiteInfo>> AllAsync(CancellationToken ct) => (await _cache.GetAsync(ct)).Sites;

    async ValueTask<OrganisationInfo> IOrganisations.GetAsync(OrganisationId organisation, CancellationToken ct) =>
        (await _cache.GetAsync(ct)).OrganisationsById.TryGetValue(organisation, out var found) ? found : throw OrganisationNotFound(organisation.ToString());

    async ValueTask<OrganisationInfo?> IOrganisations.FindByCodeAsync(string code, CancellationToken ct) =>
        (await _cache.GetAsync(ct)).Organisations.FirstOrDefault(organisation => organisation.Code == code);

    async ValueTask<IReadOnlyList<OrganisationInfo>> IOrganisations.AllAsync(CancellationToken ct) => (await _cache.GetAsync(ct)).Organisations;

    public void Dispose() => _cache.Dispose();

    public static RefusedException SiteNotFound(string which) => new("site-not-found", $"There is no site {which}.");

    public static RefusedException OrganisationNotFound(string which) => new("organisation-not-found", $"There is no organisation {which}.");
}

internal sealed record NetworkCopy(
    IReadOnlyList<SiteInfo> Sites,
    FrozenDictionary<SiteId, SiteInfo> SitesById,
    FrozenDictionary<string, SiteInfo> SitesByCode,
    IReadOnlyList<OrganisationInfo> Organisations,
    FrozenDictionary<OrganisationId, OrganisationInfo> OrganisationsById)
{
    public static async Task<NetworkCopy> LoadAsync(MainstayDb db, CancellationToken ct)
    {
        var zones = await db.Set<Calendar>().AsNoTracking().ToDictionaryAsync(calendar => calendar.Id, calendar => TimeZoneInfo.FindSystemTimeZoneById(calendar.Zone), ct);
        var shifts = (await db.Set<CalendarShift>().AsNoTracking().ToListAsync(ct)).ToLookup(shift => shift.Calendar, shift => shift.ToShift());
        var holidays = (await db.Set<CalendarHoliday>().AsNoTracking().ToListAsync(ct)).ToLookup(holiday => holiday.Calendar, holiday => holiday.Day);
        var closed = (await db.Set<SiteHoliday>().AsNoTracking().ToListAsync(ct)).ToLookup(holiday => holiday.Site, holiday => holiday.Day);
        var shared = zones.ToDictionary(zone => zone.Key, zone => new OpeningHours(zone.Value, shifts[zone.Key], holidays[zone.Key]));
        var sites = (await db.Set<Site>().AsNoTracking().ToListAsync(ct))
            .OrderBy(site => site.Code, StringComparer.Ordinal)
            .Select(site => Info(site, closed.Contains(site.Id)
                ? new OpeningHours(zones[site.Calendar], shifts[site.Calendar], holidays[site.Calendar].Concat(closed[site.Id]))
                : shared[site.Calendar]))
            .ToList();
        var organisations = (await db.Set<Organisation>().AsNoTracking().ToListAsync(ct))
            .OrderBy(organisation => organisation.Code, StringComparer.Ordinal)
            .Select(organisation => organisation.ToInfo())
            .ToList();
        return new NetworkCopy(
            sites,
            sites.ToFrozenDictionary(site => site.Id),
            sites.ToFrozenDictionary(site => site.Ref.Code, StringComparer.Ordinal),
            organisations,
            organisations.ToFrozenDictionary(organisation => organisation.Id));
    }

    private static SiteInfo Info(Site site, OpeningHours hours) => new(
        site.ToRef(), site.State, site.Town, site.Latitude, site.Longitude, hours, site.Capacity, site.Supply, site.Factory, site.OpensOn, site.ClosesOn)
    {
        Postcode = site.Postcode,
    };
}
