using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;

namespace Mainstay.Network;

/// <summary>Who may change what belongs to an organisation or to the whole network rather than to one site.</summary>
internal static class Reach
{
    public static void DemandAll(Actor actor, params ReadOnlySpan<Role> roles)
    {
        actor.Demand(roles);
        foreach (var grant in actor.Grants)
        {
            if (roles.Contains(grant.Role) && grant is { Site: null, Organisation: null })
            {
                return;
            }
        }

        throw new RefusedException("not-your-site", "This concerns the whole network; your role reaches only a part of it.");
    }

    public static void Demand(Actor actor, OrganisationId organisation, params ReadOnlySpan<Role> roles)
    {
        actor.Demand(roles);
        foreach (var grant in actor.Grants)
        {
            if (roles.Contains(grant.Role) && grant.Site is null && (grant.Organisation is null || grant.Organisation == organisation))
            {
                return;
            }
        }

        throw new RefusedException("not-your-site", "Your role does not reach this organisation.");
    }

    /// <summary>The version the person saw is the one he changes.</summary>
    public static void DemandVersion(int? seen, int now)
    {
        if (seen is { } version && version != now)
        {
            throw new RefusedException("stale", "Somebody else changed this meanwhile; look at it again and repeat your change.");
        }
    }
}
