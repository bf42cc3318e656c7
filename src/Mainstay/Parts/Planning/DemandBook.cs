using Mainstay.Cases.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Kernel.Forecasting;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Supply;

namespace Mainstay.Parts.Planning;

/// <summary>How many of each part each site needs a day, from what jobs have used, pooled over sites.</summary>
/// <param name="Days">How long was looked at.</param>
/// <param name="Pieces">Used in that time: n of every rate.</param>
public sealed record DemandBook(double Days, long Pieces, IReadOnlyDictionary<PartId, IReadOnlyDictionary<SiteId, double>> Rates)
{
    /// <summary>A supplier of whom nothing is known takes so many days.</summary>
    public const int UsualLeadDays = 30;

    /// <summary>Without that much history a rate is mostly chance.</summary>
    private const double FewestDays = 7;

    /// <summary>From this repair level on the factory does the work, and needs the part.</summary>
    private const int FactoryLevel = 3;

    public static async Task<DemandBook> LoadAsync(IUsedParts used, ISites sites, ICatalogue catalogue, int months, DateTimeOffset now, CancellationToken ct)
    {
        var from = now.AddMonths(-months);
        var first = await used.FirstAsync(from, ct);
        var days = Math.Max(FewestDays, (now - (first ?? from)).TotalDays);
        var network = (await sites.AllAsync(ct)).ToDictionary(site => site.Id);
        var live = network.Values.Where(site => IsSupplied(site, now)).ToList();
        var parts = (await catalogue.PartsAsync(ct)).ToDictionary(part => part.Id);
        Dictionary<PartId, Dictionary<SiteId, int>> counts = [];
        long pieces = 0;
        foreach (var sum in await used.BySiteAsync(from, now, ct))
        {
            pieces += sum.Pieces;
            var site = parts.TryGetValue(sum.Part, out var part) && part.RepairLevel >= FactoryLevel && network.GetValueOrDefault(sum.Site)?.Factory is { } factory ? factory : sum.Site;
            var bySite = counts.TryGetValue(sum.Part, out var known) ? known : counts[sum.Part] = [];
            bySite[site] = bySite.GetValueOrDefault(site) + sum.Pieces;
        }

        return new DemandBook(days, pieces, counts.ToDictionary(
            pair => pair.Key,
            IReadOnlyDictionary<SiteId, double> (pair) => Pooled(pair.Value, [.. live.Where(site => IsDoneAt(site.Ref.Kind, parts.GetValueOrDefault(pair.Key))).Select(site => site.Id)], days)));
    }

    public static bool IsSupplied(SiteInfo site, DateTimeOffset now) =>
        site.Supply is not null && site.Ref.Kind is SiteKind.ServiceCentre or SiteKind.RepairFactory && (site.ClosesOn is null || site.Today(now) < site.ClosesOn);

    /// <summary>A number that is used up hands its demand to the one that takes its place.</summary>
    public DemandBook Following(IReadOnlyDictionary<PartId, PartSupply> facts, Func<PartId, bool> isUsedUp)
    {
        Dictionary<PartId, Dictionary<SiteId, double>> rates = [];
        foreach (var (part, bySite) in Rates)
        {
            var at = part;
            while (facts.GetValueOrDefault(at)?.Successor is { } successor && isUsedUp(at))
            {
                at = successor;
            }

            var target = rates.TryGetValue(at, out var known) ? known : rates[at] = [];
            foreach (var (site, rate) in bySite)
            {
                target[site] = target.GetValueOrDefault(site) + rate;
            }
        }

        return this with { Rates = rates.ToDictionary(pair => pair.Key, IReadOnlyDictionary<SiteId, double> (pair) => pair.Value) };
    }

    private static bool IsDoneAt(SiteKind kind, PartInfo? part) => kind == (part?.RepairLevel >= FactoryLevel ? SiteKind.RepairFactory : SiteKind.ServiceCentre);

    /// <summary>A site with little of its own is taken for an ordinary one (<see cref="PooledDemand"/>).</summary>
    private static Dictionary<SiteId, double> Pooled(Dictionary<SiteId, int> counts, HashSet<SiteId> sites, double days)
    {
        sites.UnionWith(counts.Keys);
        SiteId[] order = [.. sites];
        var rates = PooledDemand.Rates([.. order.Select(site => new SiteDemand(counts.GetValueOrDefault(site), days))]);
        return order.Index().ToDictionary(site => site.Item, site => rates[site.Index].Mean);
    }
}
