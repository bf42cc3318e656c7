using Mainstay.Cases.Watch;
using Mainstay.Network.Contracts;

namespace Mainstay.Tests.Cases;

/// <summary>Who stands out, decided by intervals: chance alone puts nobody on the list.</summary>
public sealed class ServiceRankingTests
{
    [Fact]
    public void A_small_bad_centre_does_not_outrank_a_large_one_that_is_surely_bad()
    {
        var few = Centre("FEW", kept: 12, promised: 20); // 60 %, but chance reaches up to 78 %.
        var many = Centre("MANY", kept: 650, promised: 1_000); // 65 %, and surely below 68 %.
        var good = Centre("GOOD", kept: 950, promised: 1_000);
        Assert.Equal(["MANY", "FEW", "GOOD"], Codes(ServiceRanking.Worst(ServiceFigure.Promise, [few, good, many])));
    }

    [Fact]
    public void Below_twenty_cases_nobody_is_ranked_and_without_a_fault_neither()
    {
        Assert.Empty(ServiceRanking.Worst(ServiceFigure.Promise, [Centre("TINY", kept: 0, promised: ServiceRanking.FewestCases - 1), Centre("BEST", kept: 40, promised: 40)]));
        Assert.Empty(ServiceRanking.Worst(ServiceFigure.Bounce, [Back("NONE", 0, 100)]));
    }

    [Fact]
    public void Where_less_is_better_the_surest_excess_comes_first_and_the_list_ends_at_three()
    {
        var sites = new[] { Back("A", 2, 100), Back("B", 30, 100), Back("C", 10, 100), Back("D", 300, 1_000), Back("E", 20, 100) };
        Assert.Equal(["D", "B", "E"], Codes(ServiceRanking.Worst(ServiceFigure.Bounce, sites)));
    }

    [Fact]
    public void Equal_rates_are_told_apart_by_size_and_then_by_code()
    {
        var sites = new[] { Back("B", 10, 100), Back("A", 10, 100) };
        Assert.Equal(["A", "B"], Codes(ServiceRanking.Worst(ServiceFigure.Bounce, sites)));
    }

    [Fact]
    public void A_standing_is_given_only_beyond_chance()
    {
        var whole = Centre("ALL", kept: 8_000, promised: 10_000).Part;
        Assert.Equal(1, Standing(95, 100));
        Assert.Equal(-1, Standing(60, 100));
        Assert.Equal(0, Standing(82, 100));
        Assert.Null(Standing(0, 19));
        Assert.Equal(-1, ServiceRanking.Standing(ServiceFigure.Bounce, Back("X", 30, 100).Part, Back("ALL", 500, 10_000).Part));

        int? Standing(long kept, long promised) => ServiceRanking.Standing(ServiceFigure.Promise, Centre("X", kept, promised).Part, whole);
    }

    private static ServiceSite Centre(string code, long kept, long promised) => Site(code, new ServiceSums { Kept = kept, Promised = promised });

    private static ServiceSite Back(string code, long back, long mended) => Site(code, new ServiceSums { Back30 = back, Mended = mended });

    private static ServiceSite Site(string code, ServiceSums now) => new(
        new SiteInfo(new SiteRef(default, code, code, SiteKind.ServiceCentre, default), null, null, null, null, OpeningHours.Always, 20, null, null, new DateOnly(2026, 1, 1), null),
        new ServicePart(now, ServiceSums.None, Backlog.None));

    private static IEnumerable<string> Codes(IEnumerable<ServiceSite> sites) => sites.Select(site => site.Site.Ref.Code);
}
