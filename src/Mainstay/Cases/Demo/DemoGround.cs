using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Cases.Promises;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Demo;

/// <summary>A device with its owner; the present identity and the covers move on with what happens to it.</summary>
internal sealed class DemoOwned(DemoDevice given)
{
    public DeviceInfo Device { get; set; } = given.Device;

    public CoverFacts Cover { get; set; } = given.Cover;

    public DemoDevice Given => given;

    /// <summary>Its cases so far, the newest last.</summary>
    public List<CaseFile> History { get; } = [];

    public bool HasOpenCase => History.Count > 0 && History[^1].Case.IsOpen;
}

/// <summary>All that the simulated past stands on, read once: places, people, catalogue, and the policies of each day.</summary>
public sealed class DemoGround
{
    private readonly Dictionary<DateOnly, (Terms Terms, CoverRule Rule)> _policies = [];
    private readonly Dictionary<PartId, PartInfo> _parts = [];
    private readonly Dictionary<ModelId, IReadOnlyList<PartInfo>> _partsOf = [];
    private readonly Dictionary<(SiteId? Site, Role Role), List<PersonId>> _staff = [];
    private readonly Dictionary<SiteId, PersonId> _alertOwners = [];

    private DemoGround()
    {
    }

    public required IReadOnlyList<SiteInfo> Sites { get; init; }

    public required IReadOnlyDictionary<ModelId, ModelInfo> Models { get; init; }

    public required IReadOnlyDictionary<CategoryId, CategoryInfo> Categories { get; init; }

    /// <param name="from">First day of the past.</param>
    /// <param name="until">Its last day.</param>
    public static async Task<DemoGround> ReadAsync(
        ISites sites, IPeople people, ICatalogue catalogue, ITerms terms, ICover cover, DateOnly from, DateOnly until, CancellationToken ct)
    {
        var ground = new DemoGround
        {
            Sites = await sites.AllAsync(ct),
            Models = (await catalogue.ModelsAsync(ct)).ToDictionary(model => model.Id),
            Categories = (await catalogue.CategoriesAsync(ct)).ToDictionary(category => category.Id),
        };
        for (var day = from.AddDays(-1); day <= until.AddDays(1); day = day.AddDays(1))
        {
            ground._policies[day] = (await terms.CurrentAsync(day, ct), await cover.RuleAsync(day, ct));
        }

        foreach (var part in await catalogue.PartsAsync(ct))
        {
            ground._parts[part.Id] = part;
        }

        foreach (var model in ground.Models.Keys)
        {
            ground._partsOf[model] = await catalogue.PartsForAsync(model, ct);
        }

        foreach (var role in Enum.GetValues<Role>())
        {
            foreach (var person in await people.WithRoleAsync(role, ct))
            {
                var isEverywhere = person.Grants.Any(grant => grant is { Site: null, Organisation: null } && grant.Role == role);
                if (isEverywhere || person.HomeSite is not null)
                {
                    ground.StaffOf(isEverywhere ? null : person.HomeSite, role).Add(person.Id);
                }
            }
        }

        var owners = new AlertOwners(people);
        foreach (var site in ground.Sites)
        {
            ground._alertOwners[site.Id] = await owners.ForAsync(site.Ref, ct);
        }

        return ground;
    }

    internal Terms TermsOn(DateOnly day) => _policies[day].Terms;

    internal CoverRule RuleOn(DateOnly day) => _policies[day].Rule;

    internal PromiseGrounds PromisesOn(DateOnly day, ModelInfo model) => new(StageTimes.Empty, TermsOn(day), model.CategoryCode);

    internal PartInfo? Part(PartId id) => _parts.GetValueOrDefault(id);

    internal IReadOnlyList<PartInfo> PartsOf(ModelId model) => _partsOf[model];

    internal PersonId AlertOwnerOf(SiteId site) => _alertOwners[site];

    /// <summary>People at home at a site, or (null) those who work for the whole network.</summary>
    internal List<PersonId> StaffOf(SiteId? site, Role role)
    {
        if (!_staff.TryGetValue((site, role), out var staff))
        {
            _staff[(site, role)] = staff = [];
        }

        return staff;
    }
}
