using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;

namespace Mainstay.Access;

/// <summary>
/// Who may give which role to whom (least privilege). Administrators give any role within their own scope; managers give the
/// roles of the people they lead, at their own site; nobody else gives any.
/// </summary>
internal static class Delegation
{
    private static readonly Dictionary<Role, Role[]> _leads = new()
    {
        [Role.CentreManager] = [Role.FrontDesk, Role.Technician, Role.Agent],
        [Role.FactoryManager] = [Role.FactoryOperator, Role.Storekeeper],
    };

    /// <summary>Roles that let their holder manage people at all.</summary>
    public static IReadOnlyList<Role> Managers { get; } = [Role.Administrator, .. _leads.Keys];

    /// <param name="site">The site of the grant, when it has one.</param>
    public static bool MayGive(Actor actor, Grant given, SiteRef? site) =>
        actor.OwnGrants.Any(held => Gives(held.Role, given.Role) && Encloses(held, given, site));

    /// <summary>Somebody's record may be changed by who could have given him all that he holds, where he is at home.</summary>
    /// <param name="grants">What the person holds, each with its site.</param>
    public static bool MayManage(Actor actor, SiteRef? home, IEnumerable<(Grant Grant, SiteRef? Site)> grants) =>
        IsAtHome(actor, home) && grants.All(held => MayGive(actor, held.Grant, held.Site));

    public static bool IsAtHome(Actor actor, SiteRef? home) => home is null
        ? actor.OwnGrants.Any(held => held is { Role: Role.Administrator, Site: null, Organisation: null })
        : actor.OwnGrants.Any(held => Managers.Contains(held.Role) && held.Covers(home));

    public static void DemandMayGive(Actor actor, Grant given, SiteRef? site)
    {
        if (MayGive(actor, given, site))
        {
            return;
        }

        throw actor.OwnGrants.Any(held => Gives(held.Role, given.Role))
            ? new RefusedException("not-your-site", "You cannot give a role beyond your own sites.")
            : new RefusedException("role-not-yours-to-give", $"You may not give or take the role {EnumText<Role>.Of(given.Role)}.");
    }

    /// <summary>For what goes through all sites at once: imports and exports.</summary>
    public static void DemandWholeNetwork(Actor actor)
    {
        actor.Demand(Role.Administrator);
        if (!actor.OwnGrants.Contains(new Grant(Role.Administrator, null, null)))
        {
            throw new RefusedException("not-your-site", "This needs an administrator of the whole network.");
        }
    }

    private static bool Gives(Role held, Role given) =>
        held == Role.Administrator || (_leads.TryGetValue(held, out var led) && led.Contains(given));

    private static bool Encloses(Grant held, Grant given, SiteRef? site) => held switch
    {
        { Site: null, Organisation: null } => true,
        { Site: { } own } => given.Site == own,
        { Organisation: { } own } => given.Organisation == own || (site is not null && site.Operator == own),
    };
}
