using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network;
using Mainstay.Network.Contracts;
using Mainstay.Network.Demo;
using Mainstay.Network.Exchange;
using Mainstay.Network.Map;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Tests.Network.Demo;

public sealed class DemoNetworkTests
{
    private static readonly DemoNetwork _demo = DemoNetwork.Build(2026);

    [Fact]
    public void It_has_five_hundred_centres_and_what_stands_behind_them()
    {
        Assert.Equal(
            [(SiteKind.ServiceCentre, 500), (SiteKind.CallCentre, 2), (SiteKind.RepairFactory, 3), (SiteKind.Warehouse, 2)],
            _demo.Sites.GroupBy(site => site.Kind).OrderBy(kind => kind.Key).Select(kind => (kind.Key, kind.Count())));
        Assert.Equal(640, _demo.Sites.Where(site => site.Kind == SiteKind.CallCentre).Sum(site => site.Capacity));
        Assert.Equal(36, _demo.Sites.Where(site => site.Kind == SiteKind.ServiceCentre).Select(site => site.State).Distinct().Count());
        Assert.Equal(_demo.Sites.Count, _demo.Sites.Select(site => site.Code).Distinct().Count());
        Assert.Equal(_demo.Sites.Count, _demo.Sites.Select(site => site.Name).Distinct().Count());
        Assert.All(_demo.Sites, site => Assert.True(site.Kind == SiteKind.Warehouse ? site.Capacity is null : site.Capacity > 0));
    }

    [Fact]
    public void Centres_follow_the_people()
    {
        var byTown = _demo.Sites.Where(site => site.Kind == SiteKind.ServiceCentre).CountBy(site => site.Town!).ToDictionary();
        Assert.Equal("Mumbai", byTown.Where(town => town.Key != "Delhi").MaxBy(town => town.Value).Key);
        Assert.InRange(byTown["Mumbai"], 10, 30);
        Assert.InRange(byTown["Bengaluru"], 5, 15);
        Assert.InRange(byTown.Count, 250, 450);
    }

    [Fact]
    public void Every_centre_lies_in_its_town()
    {
        foreach (var site in _demo.Sites)
        {
            var town = Town.All.First(town => town.Name == site.Town && town.State == site.State);
            Assert.InRange(GreatCircle.Kilometres(town.Latitude, town.Longitude, site.Latitude!.Value, site.Longitude!.Value), 0, 15);
        }

        var inside = _demo.Sites.Count(site => IndiaMap.Map.Contains(site.State!, site.Latitude!.Value, site.Longitude!.Value));
        Assert.InRange(inside, 490, 507);
    }

    [Fact]
    public void Every_centre_has_its_manager_desk_and_technicians_and_there_are_640_agents()
    {
        var roles = _demo.People.GroupBy(person => person.SiteCode ?? "").ToDictionary(site => site.Key, site => site.CountBy(person => person.Role).ToDictionary());
        foreach (var centre in _demo.Sites.Where(site => site.Kind == SiteKind.ServiceCentre))
        {
            Assert.Equal(1, roles[centre.Code][Role.CentreManager]);
            Assert.InRange(roles[centre.Code][Role.FrontDesk], 1, 3);
            Assert.InRange(roles[centre.Code][Role.Technician], 2, 6);
        }

        Assert.Equal(640, _demo.People.Count(person => person.Role == Role.Agent));
        Assert.All(DemoNetwork.ShownLogins.Values, login => Assert.Single(_demo.People, person => person.Login == login));
        Assert.All(["head", "admin", "planner", "quality"], login => Assert.Single(_demo.People, person => person.Login == login));
        Assert.Equal(_demo.People.Count, _demo.People.Select(person => person.Login).Distinct().Count());
        Assert.Equal(_demo.People.Count, _demo.People.Select(person => (person.SiteCode, person.Name)).Distinct().Count());
        Assert.Empty(Enum.GetValues<Role>().Except(_demo.People.Select(person => person.Role)));
    }

    [Fact]
    public void Every_tax_number_is_right()
    {
        foreach (var organisation in _demo.Organisations)
        {
            Assert.All(Town.All.Select(town => town.State).Distinct(), state =>
            {
                var verdict = Gstin.Check(organisation.GstinIn(state));
                Assert.True(verdict.Valid, verdict.Message);
                Assert.Equal(state, verdict.Parts!.State);
            });
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_network_and_another_seed_another()
    {
        Assert.Equal(Text(_demo), Text(DemoNetwork.Build(2026)));
        Assert.NotEqual(Text(_demo), Text(DemoNetwork.Build(7)));
        Assert.Equal(_demo.People.Select(person => (person.Name, person.Login)), DemoNetwork.Build(2026).People.Select(person => (person.Name, person.Login)));
    }

    [Theory, BothDatabases]
    public async Task It_is_stored_clean_and_goes_out_and_comes_back(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        await network.DoAsync<BuildDemoNetworkHandler>((handler, ct) => handler.HandleAsync(new BuildDemoNetwork(_demo), Actor.System, ct));
        foreach (var check in new[] { "network.links", "network.shifts", "network.tax_overlap", "network.gstin" })
        {
            Assert.Empty((await network.CheckAsync(check)).Violations);
        }

        var all = await network.Sites.AllAsync(TestContext.Current.CancellationToken);
        Assert.Equal(507, all.Count);
        Assert.All(all.Where(site => site.Ref.Kind == SiteKind.ServiceCentre), site => Assert.True(site.Supply is not null && site.Factory is not null));
        var file = await network.DoAsync<ExportNetworkHandler, byte[]>(async (handler, ct) =>
        {
            using var output = new MemoryStream();
            await handler.HandleAsync(new ExportNetwork(output, NetworkFormat.Geojson), Actor.System, ct);
            return output.ToArray();
        });
        Assert.Equal(new NetworkImported(507, 0, 0, 507), await network.DoAsync<ImportNetworkHandler, NetworkImported>((handler, ct) =>
            handler.HandleAsync(new ImportNetwork(new MemoryStream(file), "x.geojson"), Actor.System, ct)));
    }

    private static string Text(DemoNetwork demo)
    {
        using var output = new MemoryStream();
        NetworkFile.Write(output, NetworkFormat.Csv, demo.Sites);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
