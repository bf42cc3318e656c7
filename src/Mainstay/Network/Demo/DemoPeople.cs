using Mainstay.Access.Contracts;
using Mainstay.Kernel.Random;
using Mainstay.Network.Contracts;
using Mainstay.Network.Exchange;

namespace Mainstay.Network.Demo;

/// <param name="SiteCode">Home and scope; null for those who work for the whole network or a whole operator.</param>
/// <param name="OperatorCode">Scope of a person who answers for all sites of one operator; null for everybody else.</param>
/// <param name="Language">Of his pages: <c>en</c> or <c>hi</c>.</param>
public sealed record DemoPerson(
    string Name, Role Role, string? SiteCode, IReadOnlyList<string> Skills, string? Login, string? OperatorCode = null, string Language = "en");

/// <summary>Everybody who works in the demo network; names are invented and differ within a site.</summary>
internal sealed class DemoPeople(ulong seed, IReadOnlyList<DemoOrganisation> organisations, IReadOnlyList<SiteEntry> sites)
{
    private const int Agents = 640;

    /// <summary>The centre whose people are shown in the demo: a large one in the largest town.</summary>
    private const string ShownCentre = "MH-MUM-01";

    private const string ShownFactory = "MH-PIM-F1";
    private const string ShownWarehouse = "MH-BHI-W1";
    private const string ShownCallCentre = "MP-IND-C1";
    private static readonly string[] _hindiStates = ["Uttar Pradesh", "Bihar", "Madhya Pradesh", "Rajasthan", "Chhattisgarh", "Jharkhand", "Haryana", "Uttarakhand", "Delhi"];
    private static readonly string[] _languages = ["hindi", "tamil", "telugu", "kannada", "malayalam", "bengali", "marathi", "gujarati", "punjabi", "odia", "assamese", "urdu"];

    private readonly RandomStream _luck = new(seed, "demo.people");
    private readonly HashSet<(string? Site, string Name)> _names = [];

    public IReadOnlyList<DemoPerson> Build()
    {
        var people = new List<DemoPerson>();
        foreach (var site in sites)
        {
            people.AddRange(site.Kind switch
            {
                SiteKind.ServiceCentre => Centre(site),
                SiteKind.RepairFactory => Factory(site),
                SiteKind.Warehouse => Several(site, Role.Storekeeper, 10, "store", _ => []),
                SiteKind.CallCentre => CallCentre(site),
                _ => [],
            });
        }

        people.AddRange(Everywhere(Role.Planner, 6, "planner"));
        people.AddRange(Everywhere(Role.QualityEngineer, 5, "quality"));
        people.AddRange(Everywhere(Role.HeadOfService, 1, "head"));
        people.AddRange(Everywhere(Role.Administrator, 2, "admin"));
        people.AddRange(Everywhere(Role.Integrator, 1, "integrator"));
        people.AddRange(organisations
            .Where(organisation => organisation is { Relation: Relation.Partner } && organisation.Kinds.Contains(OrganisationKind.Operator))
            .Select(organisation => new DemoPerson(
                Name(null, organisation.States[0]), Role.HeadOfService, null, [], $"head.{Lower(organisation.Code)}", organisation.Code)));
        return people;
    }

    private List<DemoPerson> Centre(SiteEntry site)
    {
        var capacity = site.Capacity ?? 10;
        var skills = DemoNetwork.Categories.Select(category => $"{category}_l2").ToArray();
        return
        [
            .. Several(site, Role.CentreManager, 1, "manager", _ => []),
            .. Several(site, Role.FrontDesk, Math.Clamp(1 + (capacity / 20), 1, 3), "desk", _ => []),
            .. Several(site, Role.Technician, Math.Clamp(2 + (capacity / 10), 2, 6), "tech", i => i == 0 ? skills : Some(skills, "smartphone_l2")),
        ];
    }

    private List<DemoPerson> Factory(SiteEntry site)
    {
        var skills = DemoNetwork.Categories.SelectMany(category => new[] { $"{category}_l3", $"{category}_l4" }).ToArray();
        return
        [
            .. Several(site, Role.FactoryManager, 2, "manager", _ => []),
            .. Several(site, Role.FactoryOperator, (site.Capacity ?? 500) / 18, "operator", _ => Some(skills, "smartphone_l3")),
            .. Several(site, Role.Storekeeper, 4, "store", _ => []),
        ];
    }

    private List<DemoPerson> CallCentre(SiteEntry site)
    {
        var seats = sites.Where(other => other.Kind == SiteKind.CallCentre).Sum(other => other.Capacity ?? 0);
        return
        [
            .. Several(site, Role.CentreManager, 4, "lead", _ => []),
            .. Several(site, Role.Agent, Agents * (site.Capacity ?? 0) / seats, "agent", _ => Some(_languages, "english")),
        ];
    }

    private IEnumerable<DemoPerson> Several(SiteEntry site, Role role, int count, string word, Func<int, IReadOnlyList<string>> skills)
    {
        for (var i = 0; i < count; i++)
        {
            var isShown = i == 0 && site.Code is ShownCentre or ShownFactory or ShownWarehouse or ShownCallCentre;
            yield return new DemoPerson(
                Name(site.Code, site.State),
                role,
                site.Code,
                skills(i),
                isShown && i == 0 && DemoNetwork.ShownLogins.TryGetValue((site.Kind, role), out var login) ? login : $"{word}{i + 1}.{Lower(site.Code)}",
                null,
                _hindiStates.Contains(site.State) && _luck.Chance(0.6) ? "hi" : "en");
        }
    }

    private IEnumerable<DemoPerson> Everywhere(Role role, int count, string word)
    {
        for (var i = 0; i < count; i++)
        {
            yield return new DemoPerson(Name(null, null), role, null, [], i == 0 ? word : $"{word}{i + 1}");
        }
    }

    /// <summary>Two to four of the skills, one of them for certain.</summary>
    private string[] Some(string[] skills, string always) =>
        [.. skills.OrderBy(_ => _luck.NextBits()).Take(1 + _luck.Below(3)).Append(always).Distinct().Order(StringComparer.Ordinal)];

    private string Name(string? site, string? state)
    {
        for (var attempt = 0; ; attempt++)
        {
            var name = NameParts.Draw(_luck, state);
            if (attempt > 20)
            {
                name = name.Replace(" ", $" {(char)('A' + _luck.Below(26))}. ", StringComparison.Ordinal);
            }

            if (_names.Add((site, name)))
            {
                return name;
            }
        }
    }

    private static string Lower(string code) => code.ToLowerInvariant();
}
