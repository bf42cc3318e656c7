using Mainstay.Kernel.Random;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Network.Exchange;
using Mainstay.Network.Map;

namespace Mainstay.Network.Demo;

/// <summary>500 centres spread like people, and the factories, warehouses and call centres behind them.</summary>
internal sealed class DemoSites(ulong seed, IReadOnlyList<DemoOrganisation> organisations)
{
    public const int Centres = 500;

    /// <summary>Of the centres in large towns the maker runs this part itself.</summary>
    private const double OwnShare = 0.35;

    private const int LargeTown = 900_000;
    private const double KilometresPerDegree = 111.2;
    private static readonly double _goldenAngle = Math.PI * (3 - Math.Sqrt(5));
    private static readonly DateOnly _opened = new(2024, 4, 1);
    private static readonly string[] _winds = ["East", "North-East", "North", "North-West", "West", "South-West", "South", "South-East"];

    private static readonly (string Town, string Suffix, SiteKind Kind, int? Capacity)[] _houses =
    [
        ("Greater Noida", "F1", SiteKind.RepairFactory, 900),
        ("Pimpri", "F1", SiteKind.RepairFactory, 750),
        ("Bengaluru", "F1", SiteKind.RepairFactory, 800),
        ("Bhiwandi", "W1", SiteKind.Warehouse, null),
        ("Gurugram", "W1", SiteKind.Warehouse, null),
        ("Indore", "C1", SiteKind.CallCentre, 340),
        ("Kochi", "C1", SiteKind.CallCentre, 300),
    ];

    private readonly RandomStream _luck = new(seed, "demo.sites");

    public IReadOnlyList<SiteEntry> Build()
    {
        var houses = _houses.Select(house => House(Town.Named(house.Town), house.Suffix, house.Kind, house.Capacity)).ToList();
        var centres = CentresByTown().SelectMany(share => Enumerable.Range(0, share.Count).Select(i => Centre(share.Town, i, share.Count))).ToList();
        return [.. centres.Concat(houses)
            .Select(site => Linked(site, houses))
            .OrderBy(site => site.Code, StringComparer.Ordinal)
            .Select((site, i) => site with { Line = i + 2 })];
    }

    /// <summary>
    /// One centre for every state; the rest by the people in its towns. Within a state by people to the power of 3/4, because
    /// a centre in a large town serves more people, and small towns are far from the next.
    /// </summary>
    private static IEnumerable<(Town Town, int Count)> CentresByTown()
    {
        var states = Town.All.GroupBy(town => town.State).Select(state => state.ToList()).ToList();
        var more = LargestRemainder.Share([.. states.Select(towns => towns.Sum(town => (double)town.Population))], Centres - states.Count);
        foreach (var (towns, centres) in states.Zip(more))
        {
            var shares = LargestRemainder.Share([.. towns.Select(town => Math.Pow(town.Population, 0.75))], centres + 1);
            foreach (var (town, count) in towns.Zip(shares))
            {
                yield return (town, count);
            }
        }
    }

    private SiteEntry Centre(Town town, int index, int count)
    {
        var (latitude, longitude, where) = Place(town, index, count);
        var peopleEach = (double)town.Population / count;
        var capacity = (int)Math.Round(Math.Clamp(8 + (peopleEach / 15_000), 8, 48) * _luck.Between(0.85, 1.25));
        return Entry(
            $"{town.StateCode}-{town.Code}-{index + 1:00}",
            count == 1 ? town.Name : $"{town.Name} {index + 1:00} {where}",
            SiteKind.ServiceCentre,
            town,
            latitude,
            longitude,
            capacity,
            Operator(town),
            town.Population >= LargeTown ? DemoCalendars.RetailEveryDay : DemoCalendars.Retail);
    }

    private static SiteEntry House(Town town, string suffix, SiteKind kind, int? capacity)
    {
        var (word, calendar) = kind switch
        {
            SiteKind.RepairFactory => ("Repair Factory", DemoCalendars.Factory),
            SiteKind.Warehouse => ("Warehouse", DemoCalendars.Warehouse),
            _ => ("Call Centre", DemoCalendars.CallCentre),
        };
        return Entry(
            $"{town.StateCode}-{town.Code}-{suffix}", $"{town.Name} {word}", kind, town, town.Latitude, town.Longitude, capacity, DemoOrganisations.Maker, calendar);
    }

    private string Operator(Town town)
    {
        var partners = organisations
            .Where(organisation => organisation.Kinds.Contains(OrganisationKind.Operator) && organisation.States.Contains(town.State))
            .Select(organisation => organisation.Code)
            .ToList();
        return town.Population >= LargeTown && _luck.Chance(OwnShare) ? DemoOrganisations.Maker : _luck.Pick(partners);
    }

    /// <summary>Centres of one town lie on a sunflower, each a little off its seed, and on land of the town's state.</summary>
    private (double Latitude, double Longitude, string Where) Place(Town town, int index, int count)
    {
        var radius = count == 1 ? 1.5 : Math.Min(2 + (1.1 * Math.Sqrt(town.Population / 100_000.0)), 13);
        for (var attempt = 0; attempt < 12; attempt++)
        {
            var away = radius * Math.Sqrt((index + _luck.NextUnit()) / count);
            var angle = (index * _goldenAngle) + _luck.Between(-0.4, 0.4) + (attempt * 0.9);
            var (latitude, longitude) = Moved(town, away, angle);
            if (IndiaMap.Map.Contains(town.State, latitude, longitude))
            {
                return (latitude, longitude, Where(away / radius, angle));
            }
        }

        // On a coast, an island or a border finer than the map's lines: stay close to the town's own point.
        var near = _luck.Between(0, 2 * Math.PI);
        var (nearLatitude, nearLongitude) = Moved(town, 0.4 + (index * 0.1), near);
        return (nearLatitude, nearLongitude, Where(1, near));
    }

    private static (double Latitude, double Longitude) Moved(Town town, double kilometres, double angle) => (
        Math.Round(town.Latitude + (kilometres * Math.Sin(angle) / KilometresPerDegree), 4),
        Math.Round(town.Longitude + (kilometres * Math.Cos(angle) / (KilometresPerDegree * Math.Cos(town.Latitude * Math.PI / 180))), 4));

    private static string Where(double shareOfRadius, double angle) => shareOfRadius < 0.3
        ? "Central"
        : _winds[(((int)Math.Round(angle / (Math.PI / 4)) % 8) + 8) % 8];

    private static SiteEntry Linked(SiteEntry site, IReadOnlyList<SiteEntry> houses) => site with
    {
        Supply = site.Kind is SiteKind.ServiceCentre or SiteKind.RepairFactory ? Nearest(site, houses, SiteKind.Warehouse) : null,
        Factory = site.Kind == SiteKind.ServiceCentre ? Nearest(site, houses, SiteKind.RepairFactory) : null,
    };

    private static string Nearest(SiteEntry site, IReadOnlyList<SiteEntry> houses, SiteKind kind) => houses
        .Where(house => house.Kind == kind)
        .MinBy(house => GreatCircle.Kilometres(site.Latitude!.Value, site.Longitude!.Value, house.Latitude!.Value, house.Longitude!.Value))!.Code;

    private static SiteEntry Entry(
        string code, string name, SiteKind kind, Town town, double latitude, double longitude, int? capacity, string operating, string calendar) => new(
        0, code, name, kind, operating, null, calendar, DemoCalendars.All[calendar], town.State, town.Name, DemoPins.Of(town.Name), latitude, longitude,
        capacity, null, null, _opened, null, []);
}
