using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Tests.Network;

public sealed class HistorySitesTests
{
    [Theory, BothDatabases]
    public async Task Places_of_foreign_records_become_sites_that_never_take_cases_and_are_found_again(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        HistoryPlace[] places = [new("Repair Cafés", "Cardiff", "GBR"), new("Repair Cafés", "Newport", "GBR"), new("Fixers", "", "")];
        var first = await EnsureAsync();
        Assert.Equal(3, first.Count);
        Assert.Equal(first[places[0]].Operator, first[places[1]].Operator);
        Assert.Equal(first, await EnsureAsync());
        var sites = await network.Sites.AllAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["Cardiff", "Newport", "Unnamed"], sites.Select(site => site.Ref.Name).Order(StringComparer.Ordinal));
        Assert.All(sites, site => Assert.False(site.TakesCasesAt(network.Test.Clock.GetUtcNow())));
        Assert.All(sites, site => Assert.Null(site.Latitude));

        Task<IReadOnlyDictionary<HistoryPlace, SiteRef>> EnsureAsync() =>
            network.DoAsync<IHistorySites, IReadOnlyDictionary<HistoryPlace, SiteRef>>((sites, ct) => sites.EnsureAsync(places, ct));
    }
}
