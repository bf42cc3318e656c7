using System.Security.Cryptography;
using System.Text;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network;

/// <summary>The code of a place is made from its names, so that the same file finds the same site again.</summary>
internal sealed class HistorySites(MainstayDb db, IdSource ids) : IHistorySites
{
    private const string UnknownCountry = "ZZ"; // Reserved for users by ISO 3166-1.

    private static readonly DateOnly _opensOn = new(1970, 1, 1);

    public async Task<IReadOnlyDictionary<HistoryPlace, SiteRef>> EnsureAsync(IReadOnlyCollection<HistoryPlace> places, CancellationToken ct)
    {
        var (calendar, _) = await SetCalendarHandler.ApplyAsync(db, ids, new SetCalendar("Always", "UTC", EveryMinute(), []), ct);
        var found = new Dictionary<HistoryPlace, SiteRef>();
        var operators = new Dictionary<string, OrganisationId>();
        var added = false;
        foreach (var place in places.Distinct())
        {
            var code = $"ORDS-{Hash(place.Provider, place.Group, place.Country)}";
            var site = await db.Set<Site>().FirstOrDefaultAsync(site => site.Code == code, ct);
            if (site is null)
            {
                if (!operators.TryGetValue(place.Provider, out var operating))
                {
                    operators[place.Provider] = operating = await OperatorAsync(place, ct);
                }

                site = Site.Add(ids.Next<SiteId>(), new SiteFacts(
                    code, Name(place.Group), SiteKind.ServiceCentre, operating, calendar,
                    null, null, null, null, null, null, null, null, _opensOn, _opensOn.AddDays(1)));
                db.Add(site);
                added = true;
            }

            found[place] = site.ToRef();
        }

        if (added)
        {
            await Revisions.TouchAsync(db, ids, NetworkDirectory.Revision, ct);
            await db.SaveChangesAsync(ct);
        }

        return found;
    }

    private async Task<OrganisationId> OperatorAsync(HistoryPlace place, CancellationToken ct)
    {
        var code = $"ORDS-{Hash(place.Provider)}";
        if (await db.Set<Organisation>().FirstOrDefaultAsync(organisation => organisation.Code == code, ct) is { } known)
        {
            return known.Id;
        }

        var country = Organisation.Problem(code, "any", place.Country) is null ? place.Country : UnknownCountry;
        var organisation = new Organisation
        {
            Id = ids.Next<OrganisationId>(),
            Code = code,
            Name = Name(place.Provider),
            Relation = Relation.Partner,
            Country = country,
        };
        organisation.Take(organisation.Name, organisation.Relation, OrganisationKind.Operator);
        db.Add(organisation);
        return organisation.Id;
    }

    private static string Name(string text) => text.To(Organisation.LongestName) is { Length: > 0 } name ? name : "Unnamed";

    private static string Hash(params string[] names) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names))))[..12];

    private static List<Shift> EveryMinute() => [.. Enum.GetValues<DayOfWeek>().Select(day => new Shift(day, 0, 24 * 60))];
}
