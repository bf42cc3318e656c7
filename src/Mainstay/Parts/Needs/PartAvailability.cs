using System.Globalization;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Orders;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Supply;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Needs;

/// <summary>
/// Looks in the site's own bins; what is not there, in what is on its way to the site, in the warehouses, and last in all other
/// places. Everybody who waits already is served before whoever asks.
/// </summary>
internal sealed class PartAvailability(MainstayDb db, StockKeepers keepers, ISites sites, TimeProvider clock) : IPartAvailability
{
    private sealed record Held(SiteId Site, PartId Part, int Pieces);

    private sealed record Coming(PartId Part, int Pieces, NeedId? For, DateOnly? On, string Number, SiteId From, SiteId To);

    private sealed record Queued(NeedId Id, PartId Part, int Quantity, DateTimeOffset Since);

    public Task<IReadOnlyList<PartAvailable>> AtAsync(SiteId site, IReadOnlyCollection<PartId> parts, CancellationToken ct) =>
        OfJobAsync(site, [.. parts.Select(part => new PartAsked(part))], ct);

    public async Task<IReadOnlyList<PartAvailable>> OfJobAsync(SiteId site, IReadOnlyList<PartAsked> asked, CancellationToken ct)
    {
        if (asked.Count == 0)
        {
            return [];
        }

        if (!await keepers.KeepsAsync(site, ct))
        {
            return [.. asked.Select(one => new PartAvailable(one.Part, one.Need, PartStanding.Unknown, 0, null, Why.Because("avail.unknown"), null))];
        }

        var to = await sites.GetAsync(site, ct);
        var warehouses = (await sites.AllAsync(ct)).Where(other => other.Ref.Kind == SiteKind.Warehouse && other.Id != site).ToDictionary(other => other.Id);
        var parts = asked.Select(one => one.Part).Distinct().ToList();
        List<SiteId> near = [site, .. warehouses.Keys];
        var held = await Free(parts).Where(place => near.Contains(place.Site))
            .GroupBy(place => new { place.Site, place.Part }, place => place.OnHand)
            .Select(group => new Held(group.Key.Site, group.Key.Part, group.Sum())).ToListAsync(ct);
        var here = held.Where(place => place.Site == site).ToDictionary(place => place.Part, place => place.Pieces);
        var missing = asked.Where(one => here.GetValueOrDefault(one.Part) < one.Quantity).Select(one => one.Part).Distinct().ToList();
        if (missing.Count == 0)
        {
            return [.. asked.Select(Here)];
        }

        var queue = await db.Set<Need>().AsNoTracking().Where(need => need.Site == site && need.State == NeedState.Waiting && missing.Contains(need.Part))
            .Select(need => new Queued(need.Id, need.Part, need.Quantity, need.CreatedAt)).ToListAsync(ct);
        var coming = await (
            from transfer in db.Set<Transfer>().AsNoTracking()
            where (transfer.To == site && (transfer.State == TransferState.Sent || transfer.State == TransferState.Requested))
                || (near.Contains(transfer.From) && transfer.State == TransferState.Requested)
            join line in db.Set<TransferLine>() on transfer.Id equals line.Transfer
            where missing.Contains(line.Part) && (line.Condition == Condition.Good || line.Condition == Condition.Refurbished)
            select new Coming(
                line.Part, transfer.State == TransferState.Requested ? line.Asked : line.Sent - line.Arrived - line.Damaged - line.Lost,
                line.For, transfer.ExpectedOn, transfer.Number, transfer.From, transfer.To)).ToListAsync(ct);
        Dictionary<PartAsked, PartAvailable?> answers = [];
        foreach (var one in asked)
        {
            answers[one] = here.GetValueOrDefault(one.Part) >= one.Quantity ? Here(one)
                : OnTheWay(one, queue, coming, to) ?? Warehouse(one, held, queue, coming, warehouses, to);
        }

        await FromOrdersAsync(answers, queue, coming, warehouses, to, ct);
        var nowhere = answers.Where(pair => pair.Value is null).Select(pair => pair.Key.Part).Distinct().ToList();
        var elsewhere = nowhere.Count == 0 ? [] : await Free(nowhere).Where(place => place.Site != site)
            .GroupBy(place => new { place.Site, place.Part }, place => place.OnHand)
            .Select(group => new Held(group.Key.Site, group.Key.Part, group.Sum())).ToListAsync(ct);
        var all = (await sites.AllAsync(ct)).ToDictionary(other => other.Id);
        return [.. asked.Select(one => answers[one] ?? Other(one, elsewhere, all, to) ?? new PartAvailable(one.Part, one.Need, PartStanding.Nobody, here.GetValueOrDefault(one.Part), null, Why.Because("avail.nobody"), null))];

        PartAvailable Here(PartAsked one) => new(one.Part, one.Need, PartStanding.Here, here[one.Part], null,
            Why.Because("avail.here", ("pieces", Text(here[one.Part]))), null);
    }

    /// <summary>What may be built in and is in no recalled lot.</summary>
    private IQueryable<StockPlace> Free(List<PartId> parts) => db.Set<StockPlace>().AsNoTracking().Where(place =>
        parts.Contains(place.Part) && place.Kind == PlaceKind.Bin && place.OnHand > 0
        && (place.Condition == Condition.Good || place.Condition == Condition.Refurbished)
        && (place.Lot == "" || !db.Set<PartLot>().Any(lot => lot.Part == place.Part && lot.Code == place.Lot && lot.RecalledAt != null)));

    private PartAvailable? OnTheWay(PartAsked one, List<Queued> queue, List<Coming> coming, SiteInfo to)
    {
        var mine = coming.Find(line => one.Need is not null && line.For == one.Need && line.To == to.Id && line.Pieces >= one.Quantity && line.On is not null);
        if (mine is not null)
        {
            return Expected(one, mine.On!.Value, Why.Because("avail.transfer", ("number", mine.Number)), mine.From, to);
        }

        var before = Ahead(one, queue, coming) + one.Quantity;
        foreach (var line in coming.Where(line => line.Part == one.Part && line.To == to.Id && line.For is null && line.On is not null).OrderBy(line => line.On))
        {
            before -= line.Pieces;
            if (before <= 0)
            {
                return Expected(one, line.On!.Value, Why.Because("avail.transfer", ("number", line.Number)), line.From, to);
            }
        }

        return null;
    }

    private PartAvailable? Warehouse(
        PartAsked one, List<Held> held, List<Queued> queue, List<Coming> coming, Dictionary<SiteId, SiteInfo> warehouses, SiteInfo to)
    {
        var shortage = Ahead(one, queue, coming) + one.Quantity - coming.Where(line => line.Part == one.Part && line.To == to.Id && line.For is null).Sum(line => line.Pieces);
        var has = held.Where(place => place.Part == one.Part && warehouses.ContainsKey(place.Site))
            .Where(place => place.Pieces - coming.Where(line => line.Part == one.Part && line.From == place.Site && line.To != to.Id).Sum(line => line.Pieces) >= shortage)
            .Select(place => (From: warehouses[place.Site], Days: SupplyTime.Days(warehouses[place.Site], to)))
            .OrderBy(found => found.From.Id != to.Supply).ThenBy(found => found.Days).ThenBy(found => found.From.Ref.Code, StringComparer.Ordinal).ToList();
        return has.Count == 0 ? null : Sent(one, has[0].From, has[0].Days, "avail.warehouse", to);
    }

    /// <summary>What suppliers still owe the warehouses, for those that have no answer yet.</summary>
    private async Task FromOrdersAsync(
        Dictionary<PartAsked, PartAvailable?> answers, List<Queued> queue, List<Coming> coming, Dictionary<SiteId, SiteInfo> warehouses, SiteInfo to, CancellationToken ct)
    {
        var open = answers.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList();
        if (open.Count == 0)
        {
            return;
        }

        var parts = open.Select(one => one.Part).Distinct().ToList();
        var due = await (
            from line in db.Set<OrderLine>().AsNoTracking()
            where parts.Contains(line.Part) && line.Received < line.Quantity
            join order in db.Set<PurchaseOrder>() on line.Order equals order.Id
            where (order.State == OrderState.Placed || order.State == OrderState.PartlyReceived) && order.ExpectedOn != null
            select new { line.Part, Pieces = line.Quantity - line.Received, order.To, order.Number, On = order.ExpectedOn!.Value }).ToListAsync(ct);
        foreach (var one in open)
        {
            var before = Ahead(one, queue, coming) + one.Quantity;
            foreach (var line in due.Where(line => line.Part == one.Part && warehouses.ContainsKey(line.To)).OrderBy(line => line.On).ThenBy(line => line.Number, StringComparer.Ordinal))
            {
                before -= line.Pieces;
                if (before <= 0)
                {
                    var from = warehouses[line.To];
                    answers[one] = Expected(one, line.On.AddDays(SupplyTime.Days(from, to)), Why.Because("avail.order", ("number", line.Number)), line.To, to);
                    break;
                }
            }
        }
    }

    private PartAvailable? Other(PartAsked one, List<Held> elsewhere, Dictionary<SiteId, SiteInfo> all, SiteInfo to)
    {
        var has = elsewhere.Where(place => place.Part == one.Part && place.Pieces >= one.Quantity && all[place.Site].Ref.Kind == SiteKind.ServiceCentre)
            .Select(place => (From: all[place.Site], Days: SupplyTime.Days(all[place.Site], to)))
            .OrderBy(found => found.Days).ThenBy(found => found.From.Ref.Code, StringComparer.Ordinal).ToList();
        return has.Count == 0 ? null : Sent(one, has[0].From, has[0].Days, "avail.other", to);
    }

    /// <summary>Pieces that those who waited before will take; who has a transfer of his own takes nothing of the others.</summary>
    private static int Ahead(PartAsked one, List<Queued> queue, List<Coming> coming)
    {
        var mine = queue.Find(need => need.Id == one.Need);
        return queue.Where(need => need.Part == one.Part && need.Id != one.Need && (mine is null || (need.Since, need.Id.Value).CompareTo((mine.Since, mine.Id.Value)) < 0)
            && !coming.Exists(line => line.For == need.Id)).Sum(need => need.Quantity);
    }

    private PartAvailable Sent(PartAsked one, SiteInfo from, int days, string code, SiteInfo to) =>
        Expected(one, to.Today(clock.Now()).AddDays(days), Why.Because(code, ("site", from.Ref.Name)), from.Id, to);

    private PartAvailable Expected(PartAsked one, DateOnly day, Why why, SiteId from, SiteInfo to) =>
        new(one.Part, one.Need, PartStanding.Expected, 0, OpenDay(to, day), why, from);

    /// <summary>What is late already comes today at the earliest, and nothing is scanned in on a day the site is closed.</summary>
    private DateOnly OpenDay(SiteInfo site, DateOnly day)
    {
        const int LongestClosure = 30;
        var today = site.Today(clock.Now());
        var first = day < today ? today : day;
        for (var open = first; open < first.AddDays(LongestClosure); open = open.AddDays(1))
        {
            if (site.Hours.ShiftsOn(open).Count > 0)
            {
                return open;
            }
        }

        return first;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
