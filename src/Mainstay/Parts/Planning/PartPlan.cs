using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Kernel.Inventory;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Supply;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Planning;

/// <summary>What a part's levels give, and what others would.</summary>
/// <param name="Changed">Levels instead of the planned ones, by site.</param>
public sealed record ViewPartPlan(PartId Part, IReadOnlyDictionary<SiteId, int>? Changed = null);

/// <param name="NextSaves">Needs fewer waiting at any time with one more piece here.</param>
public sealed record LevelRow(SiteRef Site, bool IsWarehouse, double Rate, int Level, int Planned, int Free, int Coming, double Backorders, double WaitDays, double Fill, double NextSaves);

/// <param name="Fill">Expected share of needs met at once.</param>
/// <param name="Backorders">Expected needs waiting at any time.</param>
public sealed record PlanFigures(long Units, Money Money, double Fill, double Backorders, double WaitDays);

/// <param name="Best">By a piece more, the sites where it saves most, best first.</param>
/// <param name="Curve">Best division of 0, 1, 2 … pieces.</param>
public sealed record PartPlan(
    PartInfo Part, PlanningRun? Run, PartSupply? Facts, string? Successor, PlanFigures Planned, PlanFigures Now, IReadOnlyList<LevelRow> Rows, IReadOnlyList<LevelRow> Best, IReadOnlyList<CostPoint> Curve);

/// <summary>Of the whole network.</summary>
public sealed record NetworkPlan(LevelPlan Plan, IReadOnlyList<(NextPiece Piece, string PartNumber, string PartName, string Site)> Next, string Currency, int Parts);

public sealed class PartPlanHandler(MainstayDb db, ICatalogue catalogue, ISites sites, TimeProvider clock)
{
    private const int BestShown = 10;
    private const int MostPoints = 400;

    /// <exception cref="RefusedException"><c>part-not-found</c>, <c>quantity-not-possible</c>.</exception>
    public async Task<PartPlan> HandleAsync(ViewPartPlan request, Actor actor, CancellationToken ct)
    {
        actor.Demand(ListProposalsHandler.Readers);
        var part = await catalogue.PartAsync(request.Part, ct) ?? throw new RefusedException("part-not-found", "There is no such part.");
        foreach (var level in request.Changed?.Values ?? [])
        {
            if (level is < 0 or > 10_000)
            {
                throw new RefusedException("quantity-not-possible", "A level is a whole number from 0 to 10,000.");
            }
        }

        var network = (await sites.AllAsync(ct)).ToDictionary(site => site.Id);
        var book = await SupplyBook.LoadAsync(db, part.Id, ct);
        var (demands, planned) = await FromLevelsAsync(part.Id, network, ct);
        var facts = book.Facts.GetValueOrDefault(part.Id);
        var run = await db.Set<PlanningRun>().AsNoTracking().OrderByDescending(made => made.At).FirstOrDefaultAsync(ct);
        var changed = planned.Select((levels, w) => new PartLevels(
            request.Changed?.GetValueOrDefault(demands[w].Warehouse, levels.Warehouse) ?? levels.Warehouse,
            [.. levels.Sites.Select((level, s) => request.Changed?.GetValueOrDefault(demands[w].Sites[s].Site, level) ?? level)])).ToList();
        SpareItem item = new(part.Number, part.Cost.Minor, [.. demands.SelectMany(demand => demand.ToItem().Warehouses)]);
        SparesNetwork spares = new([item]);
        var outlook = spares.Evaluate(0, [.. changed.Select(levels => levels.ToStocks())]);
        List<LevelRow> rows = [];
        for (var w = 0; w < demands.Count; w++)
        {
            var (demand, found) = (demands[w], outlook.Warehouses[w]);
            rows.Add(Row(demand.Warehouse, true, demand.Rate, changed[w].Warehouse, planned[w].Warehouse, found.Backorders, found.Wait, double.NaN, found.NextSaves));
            rows.AddRange(demand.Sites.Select((point, s) => found.Sites[s] is var site
                ? Row(point.Site, false, point.Rate, changed[w].Sites[s], planned[w].Sites[s], site.Backorders, site.Wait, site.FillRate, site.NextSaves) : null!));
        }

        return new PartPlan(
            part, run, facts, facts?.Successor is { } next ? (await catalogue.PartAsync(next, ct))?.Number : null,
            Figures(spares.Evaluate(0, [.. planned.Select(levels => levels.ToStocks())])), Figures(outlook), rows,
            [.. rows.Where(row => row.NextSaves > 1e-9).OrderByDescending(row => row.NextSaves).Take(BestShown)],
            [.. Thin(spares.Curve(0)).Select(point => new CostPoint(point.Money, point.FillRate, point.Backorders))]);

        LevelRow Row(SiteId site, bool isWarehouse, double rate, int level, int plan, double backorders, double wait, double fill, double saves) =>
            book.Stock.GetValueOrDefault((part.Id, site)) is var stock
                ? new LevelRow(network[site].Ref, isWarehouse, rate, level, plan, stock?.Free ?? 0, stock?.Coming ?? 0, backorders, wait, fill, saves) : null!;

        PlanFigures Figures(ItemOutlook of) => new(of.Totals.Units, new Money(of.Totals.Money, part.Cost.Currency), of.Totals.FillRate, of.Totals.Backorders, of.Wait);
    }

    /// <summary>The best levels of all parts for a budget or a wished availability, from the demand the last run saw; nothing is written.</summary>
    public async Task<NetworkPlan> OfNetworkAsync(double? fill, long? budgetMinor, int next, Actor actor, CancellationToken ct)
    {
        actor.Demand(ListProposalsHandler.Readers);
        SupplyModel.Demand(fill, budgetMinor, 1);
        var network = (await sites.AllAsync(ct)).ToDictionary(site => site.Id);
        var (demands, _) = await FromLevelsAsync(null, network, ct);
        var plan = LevelPlanner.Plan(demands, fill, budgetMinor, 80);
        List<(NextPiece, string, string, string)> pieces = [];
        foreach (var piece in next == 0 ? [] : LevelPlanner.Next(demands, plan.Parts, next))
        {
            var part = await catalogue.PartAsync(piece.Part, ct);
            pieces.Add((piece, part?.Number ?? "", part?.Name ?? "", network[piece.Site].Ref.Name));
        }

        return new NetworkPlan(plan, pieces, (await catalogue.PartsAsync(ct)).Select(part => part.Cost.Currency).FirstOrDefault() ?? "INR", demands.Select(demand => demand.Part).Distinct().Count());
    }

    private async Task<(List<PartDemand> Demands, List<PartLevels> Levels)> FromLevelsAsync(PartId? only, Dictionary<SiteId, SiteInfo> network, CancellationToken ct)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(2));
        var rows = await db.Set<TargetLevel>().AsNoTracking().Where(level => only == null || level.Part == only).ToListAsync(ct);
        var terms = (await db.Set<SupplyTerm>().AsNoTracking().Where(term => only == null || term.Part == only).ToListAsync(ct)).ToLookup(term => term.Part);
        var parts = (await catalogue.PartsAsync(ct)).ToDictionary(part => part.Id);
        var now = clock.Now();
        List<PartDemand> demands = [];
        List<PartLevels> levels = [];
        foreach (var group in rows.Where(row => parts.ContainsKey(row.Part) && network.ContainsKey(row.Site)).GroupBy(row => (row.Part, Warehouse: WarehouseOf(network[row.Site])))
            .OrderBy(group => parts[group.Key.Part].Number, StringComparer.Ordinal).ThenBy(group => network[group.Key.Warehouse].Ref.Code, StringComparer.Ordinal))
        {
            var warehouse = network[group.Key.Warehouse];
            var points = group.Where(row => row.Site != warehouse.Id).OrderBy(row => network[row.Site].Ref.Code, StringComparer.Ordinal).ToList();
            demands.Add(new PartDemand(group.Key.Part, warehouse.Id, parts[group.Key.Part].Cost.Minor, SupplyTerm.Best(terms[group.Key.Part], warehouse.Today(now))?.LeadDays ?? DemandBook.UsualLeadDays,
                [.. points.Select(row => new DemandPoint(row.Site, row.Rate, SupplyTime.Days(warehouse, network[row.Site])))]));
            levels.Add(new PartLevels(group.FirstOrDefault(row => row.Site == warehouse.Id)?.Level ?? 0, [.. points.Select(row => row.Level)]));
        }

        return (demands, levels);
    }

    private static SiteId WarehouseOf(SiteInfo site) => site.Ref.Kind == SiteKind.Warehouse ? site.Id : site.Supply ?? site.Id;

    private static IEnumerable<SparePoint> Thin(IReadOnlyList<SparePoint> curve) =>
        curve.Count <= MostPoints ? curve : curve.Where((_, n) => n % (curve.Count / MostPoints) == 0 || n == curve.Count - 1);
}
