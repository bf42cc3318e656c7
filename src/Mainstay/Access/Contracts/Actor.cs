using Mainstay.Common;
using Mainstay.Network.Contracts;

namespace Mainstay.Access.Contracts;

/// <summary>What a person does in the network. Scope is given apart, by <see cref="Grant"/>.</summary>
public enum Role
{
    FrontDesk,
    Technician,
    CentreManager,
    FactoryOperator,
    FactoryManager,
    Agent,
    Storekeeper,
    Planner,
    QualityEngineer,
    HeadOfService,
    Administrator,
    Integrator,
}

/// <summary>A role within a scope: one site, all sites an organisation operates, or everywhere (both null).</summary>
public sealed record Grant(Role Role, SiteId? Site, OrganisationId? Organisation)
{
    public bool Covers(SiteRef site) =>
        (Site is null && Organisation is null) || Site == site.Id || (Site is null && Organisation == site.Operator);
}

/// <summary>A role taken in an emergency (break-glass).</summary>
public sealed record OpenGlass(GlassId Id, Role Role, SiteId Site, DateTimeOffset Until);

/// <summary>Who asks: the person and what he holds. Every verb and query takes one.</summary>
public sealed record Actor(PersonId Person, string Name, SiteId? HomeSite, IReadOnlyList<Grant> Grants)
{
    /// <summary>The program itself: imports by command, the demo's clock, scheduled work. Marked as such in audit and events.</summary>
    public static Actor System { get; } = new(
        new PersonId(new Guid("00000000-0000-7000-8000-000000000001")),
        "system",
        null,
        [.. Enum.GetValues<Role>().Select(role => new Grant(role, null, null))]);

    /// <summary>The customer himself, over his link or by text message. Holds no role; may do only what his link lets him, to his one case.</summary>
    public static Actor Customer { get; } = new(new PersonId(new Guid("00000000-0000-7000-8000-000000000002")), "customer", null, []);

    /// <summary>Roles taken in an emergency and open now; they stand in <see cref="Grants"/> too, last.</summary>
    public IReadOnlyList<OpenGlass> Glass { get; init; } = [];

    /// <summary>What he was given; whom he may give roles to is decided by these alone.</summary>
    public IEnumerable<Grant> OwnGrants => Grants.Take(Grants.Count - Glass.Count);

    /// <summary>The same person at one site only: what he may do there, and nothing elsewhere.</summary>
    public Actor Only(SiteRef site) => this with
    {
        HomeSite = site.Id,
        Grants = [.. OwnGrants.Where(grant => grant.Covers(site)).Select(grant => new Grant(grant.Role, site.Id, null)).Distinct()],
        Glass = [],
    };

    public bool Holds(params ReadOnlySpan<Role> roles)
    {
        foreach (var grant in Grants)
        {
            if (roles.Contains(grant.Role))
            {
                return true;
            }
        }

        return false;
    }

    public bool May(SiteRef site, params ReadOnlySpan<Role> roles)
    {
        foreach (var grant in Grants)
        {
            if (roles.Contains(grant.Role) && grant.Covers(site))
            {
                return true;
            }
        }

        return false;
    }

    /// <exception cref="RefusedException"><c>not-allowed</c>: no such role; <c>not-your-site</c>: the role, but not here.</exception>
    public void Demand(SiteRef site, params ReadOnlySpan<Role> roles)
    {
        if (!Holds(roles))
        {
            throw new RefusedException("not-allowed", $"This needs the role {string.Join(" or ", roles.ToArray())}.");
        }

        if (!May(site, roles))
        {
            throw new RefusedException("not-your-site", "Your role does not reach this site.");
        }
    }

    /// <summary>For what belongs to no site: catalogue, policies, organisations.</summary>
    public void Demand(params ReadOnlySpan<Role> roles)
    {
        if (!Holds(roles))
        {
            throw new RefusedException("not-allowed", $"This needs the role {string.Join(" or ", roles.ToArray())}.");
        }
    }
}
