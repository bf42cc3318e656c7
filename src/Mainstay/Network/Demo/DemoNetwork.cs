using Mainstay.Access.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Network.Exchange;

namespace Mainstay.Network.Demo;

/// <summary>
/// The network of the demo as data: invented organisations and people, real towns. Same seed, same network. Pure: nothing is
/// stored until <see cref="BuildDemoNetworkHandler"/> does it.
/// </summary>
public sealed record DemoNetwork(
    IReadOnlyList<DemoOrganisation> Organisations, IReadOnlyList<SiteEntry> Sites, IReadOnlyList<DemoPerson> People)
{
    /// <summary>The maker of all models of the demo.</summary>
    public const string MakerCode = DemoOrganisations.Maker;

    public const string Brand = "Veyra";

    /// <summary>Codes of the six product categories; a skill is one of them with the repair level, such as <c>smartphone_l3</c>.</summary>
    public static readonly IReadOnlyList<string> Categories = ["smartphone", "tablet", "wearable", "audio", "television", "appliance"];

    /// <summary>Short logins to try the demo with; everybody else has one made of his job and site, such as <c>tech2.ka-blr-03</c>.</summary>
    public static readonly IReadOnlyDictionary<(SiteKind Kind, Role Role), string> ShownLogins = new Dictionary<(SiteKind, Role), string>
    {
        [(SiteKind.ServiceCentre, Role.FrontDesk)] = "desk",
        [(SiteKind.ServiceCentre, Role.Technician)] = "tech",
        [(SiteKind.ServiceCentre, Role.CentreManager)] = "manager",
        [(SiteKind.RepairFactory, Role.FactoryOperator)] = "factory",
        [(SiteKind.RepairFactory, Role.FactoryManager)] = "factory.manager",
        [(SiteKind.Warehouse, Role.Storekeeper)] = "store",
        [(SiteKind.CallCentre, Role.Agent)] = "agent",
    };

    public static DemoNetwork Build(ulong seed)
    {
        var organisations = DemoOrganisations.Build(seed);
        var sites = new DemoSites(seed, organisations).Build();
        return new DemoNetwork(organisations, sites, new DemoPeople(seed, organisations, sites).Build());
    }
}
