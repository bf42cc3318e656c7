using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Needs;
using Mainstay.Parts.Planning;
using Mainstay.Parts.Supply;
using Mainstay.Kernel.Random;

namespace Mainstay.Tests.Parts;

public sealed class SupplyRuleTests
{
    private static readonly DateOnly _today = new(2026, 11, 22);
    private static readonly DateTimeOffset _now = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);
    private static readonly OrganisationId _operator = new(Guid.Parse("00000000-0000-0000-0000-0000000000aa"));
    private static readonly PartInfo _part = new(new PartId(Guid.Parse("00000000-0000-0000-0000-000000000001")), "P-1", "Display", "display", default, new Money(1_000_00, "INR"), new Money(2_000_00, "INR"), 2, false);

    [Fact]
    public void Jobs_that_wait_come_before_levels()
    {
        var supplies = SupplyRule.Decide(Stand(Warehouse(1), [Site(1, level: 3, free: 2), Site(2, level: 0, waiting: 1)], waiting: [(2, 1)]));
        var only = Assert.Single(supplies.Suggestions);
        Assert.Equal((ProposalKind.Job, 1), (only.Kind, only.Quantity));
        Assert.Equal(Id(2), only.To);
        Assert.NotNull(only.For);
    }

    [Fact]
    public void Too_few_for_all_go_to_the_emptiest_and_the_proposal_says_so()
    {
        var supplies = SupplyRule.Decide(Stand(Warehouse(3), [Site(1, level: 4, free: 3), Site(2, level: 4, free: 0), Site(3, level: 4, free: 1)]));
        Assert.Equal([(Id(2), 2), (Id(3), 1)], supplies.Suggestions.Select(s => (s.To, s.Quantity)));
        Assert.All(supplies.Suggestions, s => Assert.Equal("supply_replenish_short", s.Why.Code));
    }

    [Fact]
    public void A_centre_with_much_more_than_its_level_helps_one_where_a_job_waits()
    {
        var supplies = SupplyRule.Decide(Stand(Warehouse(0), [Site(1, level: 1, free: 4), Site(2, level: 0, waiting: 2), Site(3, level: 1, free: 2)]));
        var only = Assert.Single(supplies.Suggestions);
        Assert.Equal((ProposalKind.Rebalance, Id(1), Id(2), 2), (only.Kind, only.From!.Value, only.To, only.Quantity));
    }

    [Fact]
    public void An_order_is_at_least_the_minimum_in_whole_packs()
    {
        var order = Assert.Single(SupplyRule.Decide(Stand(Warehouse(2, level: 9), [], Term(min: 5, pack: 4))).Suggestions);
        Assert.Equal((ProposalKind.Order, 8, 8 * 900_00L), (order.Kind, order.Quantity, order.Value.Minor));
        Assert.Equal(8, Assert.Single(SupplyRule.Decide(Stand(Warehouse(8, level: 9), [], Term(min: 5, pack: 4))).Suggestions).Quantity);
        Assert.Empty(SupplyRule.Decide(Stand(Warehouse(2, level: 9, coming: 7), [], Term())).Suggestions);
        Assert.Empty(SupplyRule.Decide(Stand(Warehouse(2, level: 9), [], null)).Suggestions);
    }

    [Fact]
    public void What_an_old_number_would_order_is_passed_on_and_ordered_as_its_successor()
    {
        var old = SupplyRule.Decide(Stand(Warehouse(2, level: 9), [], Term()) with { Facts = new PartSupply { Part = _part.Id, Successor = new PartId(Guid.NewGuid(1)) } });
        Assert.Empty(old.Suggestions);
        Assert.Equal(7, old.PassedOn);
        var successor = Assert.Single(SupplyRule.Decide(Stand(Warehouse(0), [], Term(pack: 5)) with { Inherited = 7 }).Suggestions);
        Assert.Equal((ProposalKind.Supersede, 10), (successor.Kind, successor.Quantity));
    }

    [Fact]
    public void Before_the_last_order_day_all_that_will_be_needed_is_bought_once_and_nothing_afterwards()
    {
        var facts = new PartSupply { Part = _part.Id, LastOrderOn = _today.AddDays(30), SupportedUntil = _today.AddDays(1000) };
        var stand = Stand(Warehouse(10, level: 12), [], Term()) with { Facts = facts, DayRate = 0.1 };
        var buy = Assert.Single(SupplyRule.Decide(stand).Suggestions);
        Assert.Equal((ProposalKind.LastBuy, 107), (buy.Kind, buy.Quantity)); // 100 + 1.65 × 10 - 10, rounded up.
        Assert.Empty(SupplyRule.Decide(stand with { Warehouse = Warehouse(10, level: 12, coming: 107) }).Suggestions);
        facts.LastOrderOn = _today.AddDays(-1);
        Assert.Empty(SupplyRule.Decide(stand).Suggestions);
    }

    [Fact]
    public void Nothing_is_sent_that_does_not_lie_there_and_nobody_gets_more_than_his_level_or_his_jobs_need()
    {
        var luck = new RandomStream(20261122, "supply rule");
        for (var round = 0; round < 2_000; round++)
        {
            int Upto(int most) => luck.Below(most + 1);
            var sites = Enumerable.Range(1, 1 + Upto(8)).Select(n => Site(n, Upto(5), Upto(6), Upto(2), Upto(3))).ToList();
            var waiting = sites.SelectMany((site, n) => Enumerable.Repeat((n + 1, 1), site.Waiting)).ToArray();
            var stand = Stand(Warehouse(Upto(12), Upto(15), Upto(4)), sites, Upto(3) == 0 ? null : Term(1 + Upto(6), 1 + Upto(5)), waiting);
            var supplies = SupplyRule.Decide(stand);
            foreach (var sender in supplies.Suggestions.Where(s => s.From is not null).GroupBy(s => s.From!.Value))
            {
                var lies = sender.Key == stand.Warehouse.Site.Id ? stand.Warehouse.Free : sites.Single(site => site.Site.Id == sender.Key).Free;
                Assert.True(sender.Sum(s => s.Quantity) <= lies);
            }

            foreach (var site in sites)
            {
                var got = supplies.Suggestions.Where(s => s.To == site.Site.Id).Sum(s => s.Quantity);
                Assert.True(got <= Math.Max(0, Math.Max(site.Level - site.Position, site.Uncovered)));
                Assert.True(got == 0 || supplies.Suggestions.All(s => s.From != site.Site.Id));
            }

            foreach (var buy in supplies.Suggestions.Where(s => s.Supplier is not null))
            {
                Assert.True(buy.Quantity >= stand.Term!.MinQuantity && buy.Quantity % stand.Term.PackSize == 0);
            }

            Assert.All(supplies.Suggestions, s => Assert.True(s.Quantity > 0 && s.Value.Minor > 0));
            Assert.Equal(supplies.Suggestions.Select(s => (s.Kind, s.From, s.To, s.Quantity)), SupplyRule.Decide(stand).Suggestions.Select(s => (s.Kind, s.From, s.To, s.Quantity)));
        }
    }

    [Fact]
    public void Circles_of_successors_are_seen_however_long()
    {
        PartId[] parts = [.. Enumerable.Range(1, 5).Select(n => new PartId(Guid.NewGuid(n)))];
        PartId? After(PartId part) => Array.IndexOf(parts, part) is var at and < 4 ? parts[at + 1] : null;
        Assert.True(PartSupply.LeadsBack(parts[4], parts[0], After));
        Assert.True(PartSupply.LeadsBack(parts[4], parts[4], After));
        Assert.False(PartSupply.LeadsBack(parts[0], parts[1], After));
    }

    [Fact]
    public void Money_buys_availability_where_it_is_cheapest_and_both_ways_to_ask_agree()
    {
        PartDemand Part(int n, long cost, params double[] rates) => new(new PartId(Guid.NewGuid(n)), Id(99), cost, 20, [.. rates.Select((rate, s) => new DemandPoint(Id(s + 1), rate, 3))]);
        PartDemand[] demands = [Part(1, 500, 0.1, 0.2, 0.01), Part(2, 5_000, 0.1, 0, 0.3), Part(3, 50, 0.02, 0.02, 0.02)];
        var plan = LevelPlanner.Plan(demands, 0.9, null);
        Assert.InRange(plan.Fill, 0.9, 0.999);
        var same = LevelPlanner.Plan(demands, null, plan.MoneyMinor);
        Assert.True(same.Fill >= plan.Fill - 1e-9 && same.MoneyMinor <= plan.MoneyMinor);
        Assert.True(LevelPlanner.Plan(demands, 0.98, null) is var more && more.MoneyMinor > plan.MoneyMinor && more.Backorders < plan.Backorders);
        Assert.Equal(0, plan.Parts[1].Sites[1]);
        Assert.Equal(0, LevelPlanner.Plan(demands, null, 0).MoneyMinor);
        Assert.All(LevelPlanner.Next(demands, plan.Parts, 5), next => Assert.True(next.Saved > 0));
    }

    private static SiteId Id(int n) => new(Guid.NewGuid(n));

    private static SiteStand Warehouse(int free, int level = 0, int coming = 0) => new(Info(99, SiteKind.Warehouse), level, free, coming, 0, null);

    private static SiteStand Site(int n, int level = 0, int free = 0, int coming = 0, int waiting = 0) => new(Info(n, SiteKind.ServiceCentre), level, free, coming, waiting, null);

    private static SupplyTerm Term(int min = 1, int pack = 1) => new()
    {
        Part = _part.Id,
        Supplier = _operator,
        ValidFrom = _today,
        LeadDays = 20,
        MinQuantity = min,
        PackSize = pack,
        PriceMinor = 900_00,
        Currency = "INR",
    };

    private static PartStand Stand(SiteStand warehouse, IReadOnlyList<SiteStand> sites, SupplyTerm? term = null, params (int Site, int Quantity)[] waiting) => new(
        _part, warehouse, warehouse.Level - 1, 0.1, sites, [.. waiting.Select((need, n) => new Claim(new NeedId(Guid.NewGuid(1000 + n)), Id(need.Site), need.Quantity, _now, new JobUrgency(new CaseId(Guid.NewGuid(n)), $"J{n}", Id(need.Site), _now, null, false, false, true)))], term, null, 0, _now);

    private static SiteInfo Info(int n, SiteKind kind) => new(
        new SiteRef(Id(n), $"S{n:00}", $"Site {n}", kind, _operator), "MH", "Pune", 18.5 + (n / 10.0), 73.8, new OpeningHours(TimeZoneInfo.Utc, [], []), 10, n == 99 ? null : Id(99), null, _today, null);
}

file static class Numbered
{
    extension(Guid)
    {
        public static Guid NewGuid(int n) => new(n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
