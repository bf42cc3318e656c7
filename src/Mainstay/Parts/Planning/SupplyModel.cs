using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Needs;
using Mainstay.Parts.Supply;
using Mainstay.Storage;

namespace Mainstay.Parts.Planning;

/// <summary>All that a plan is made from: each part at each warehouse that supplies somebody.</summary>
public sealed record SupplyGround(
    DateTimeOffset At,
    IReadOnlyDictionary<SiteId, SiteInfo> Sites,
    IReadOnlyDictionary<PartId, PartInfo> Parts,
    DemandBook Demand,
    SupplyBook Book,
    IReadOnlyDictionary<CaseId, JobUrgency> Urgency,
    IReadOnlyList<PartDemand> Demands,
    string Currency)
{
    public SupplyTerm? Term(PartId part, SiteId warehouse) => SupplyTerm.Best(Book.Terms[part], Sites[warehouse].Today(At));

    /// <summary>How many numbers come after this one.</summary>
    public int StepsToEnd(PartId part)
    {
        var steps = 0;
        for (var at = part; steps < Book.Facts.Count && Book.Facts.GetValueOrDefault(at)?.Successor is { } next; at = next)
        {
            steps++;
        }

        return steps;
    }

    /// <summary>Of sites that keep their stock here; null when the warehouse does not.</summary>
    public PartStand? Stand(PartDemand demand, PartLevels levels, Func<SiteId, bool> keepsStock, int inherited)
    {
        if (!keepsStock(demand.Warehouse))
        {
            return null;
        }

        var waiting = Book.Waiting[demand.Part].Select(Claimed).ToList();
        var waits = waiting.GroupBy(claim => claim.Site).ToDictionary(site => site.Key, site => site.Sum(claim => claim.Quantity));
        SiteStand Stands(SiteId site, int level)
        {
            var stock = Book.Stock.GetValueOrDefault((demand.Part, site));
            return new SiteStand(Sites[site], level, stock?.Free ?? 0, stock?.Coming ?? 0, waits.GetValueOrDefault(site), stock?.CountedAt);
        }

        var sites = demand.Sites.Select((point, s) => (point.Site, Level: levels.Sites[s])).Where(site => keepsStock(site.Site))
            .Select(site => Stands(site.Site, site.Level))
            .Where(site => site.Level > 0 || site.Free > 0 || site.Waiting > 0)
            .ToList();
        return new PartStand(
            Parts[demand.Part], Stands(demand.Warehouse, levels.Warehouse), levels.Warehouse - 1, demand.Rate, sites, waiting, Term(demand.Part, demand.Warehouse),
            Book.Facts.GetValueOrDefault(demand.Part), inherited, At);
    }

    private Claim Claimed(Need need) => new(need.Id, need.Site, need.Quantity, need.CreatedAt,
        Urgency.GetValueOrDefault(need.Case) ?? new JobUrgency(need.Case, "", need.Site, need.CreatedAt, null, false, false, false));
}

/// <summary>Gathers what plans are made from, for runs, pages and commands alike.</summary>
public sealed class SupplyModel(MainstayDb db, IUsedParts used, IJobUrgency urgency, ISites sites, ICatalogue catalogue)
{
    /// <exception cref="RefusedException"><c>plan-invalid</c>.</exception>
    public static void Demand(double? targetFill, long? budgetMinor, int months)
    {
        if (targetFill is not null && targetFill is not (> 0 and < 1))
        {
            throw new RefusedException("plan-invalid", "The wished share of needs met at once lies between 0 and 1, both excluded.");
        }

        if (budgetMinor < 0)
        {
            throw new RefusedException("plan-invalid", "A budget is not negative.");
        }

        if (months is < 1 or > PlanSupply.MostMonths)
        {
            throw new RefusedException("plan-invalid", $"Demand of the last 1 to {PlanSupply.MostMonths} months can be looked at.");
        }
    }

    public async Task<SupplyGround> LoadAsync(int months, DateTimeOffset now, CancellationToken ct)
    {
        var network = (await sites.AllAsync(ct)).ToDictionary(site => site.Id);
        var parts = (await catalogue.PartsAsync(ct)).ToDictionary(part => part.Id);
        var book = await SupplyBook.LoadAsync(db, null, ct);
        var inStock = book.Stock.Where(stock => stock.Value.Free + stock.Value.Coming > 0).Select(stock => stock.Key.Item1).ToHashSet();
        var demand = (await DemandBook.LoadAsync(used, sites, catalogue, months, now, ct)).Following(book.Facts, part => !inStock.Contains(part));
        var jobs = book.Waiting.SelectMany(part => part).Select(need => need.Case).Distinct().ToList();
        SupplyGround ground = new(now, network, parts, demand, book, await urgency.OfAsync(jobs, ct), [], parts.Values.Select(part => part.Cost.Currency).FirstOrDefault() ?? "INR");
        return ground with { Demands = [.. Demands(ground)] };
    }

    /// <summary>Every part that is needed, waited for or lies anywhere, at every warehouse with sites.</summary>
    private static IEnumerable<PartDemand> Demands(SupplyGround ground)
    {
        var supplied = ground.Sites.Values.Where(site => DemandBook.IsSupplied(site, ground.At))
            .ToLookup(site => site.Supply!.Value);
        var stocked = ground.Book.Stock.Keys.ToLookup(key => key.Item1, key => key.Item2);
        foreach (var part in ground.Parts.Values.OrderBy(part => part.Number, StringComparer.Ordinal))
        {
            var rates = ground.Demand.Rates.GetValueOrDefault(part.Id);
            var lies = stocked[part.Id].ToHashSet();
            var waits = ground.Book.Waiting[part.Id].Select(need => need.Site).ToHashSet();
            if (rates is null && lies.Count == 0 && waits.Count == 0 && ground.Book.Facts.GetValueOrDefault(part.Id)?.LastOrderOn is null)
            {
                continue;
            }

            foreach (var warehouse in supplied)
            {
                var points = warehouse
                    .Where(site => rates?.ContainsKey(site.Id) == true || lies.Contains(site.Id) || waits.Contains(site.Id))
                    .Select(site => new DemandPoint(site.Id, rates?.GetValueOrDefault(site.Id) ?? 0, SupplyTime.Days(ground.Sites[warehouse.Key], site)))
                    .ToList();
                if (points.Count > 0 || lies.Contains(warehouse.Key))
                {
                    yield return new PartDemand(part.Id, warehouse.Key, part.Cost.Minor, ground.Term(part.Id, warehouse.Key)?.LeadDays ?? DemandBook.UsualLeadDays, points);
                }
            }
        }
    }
}
