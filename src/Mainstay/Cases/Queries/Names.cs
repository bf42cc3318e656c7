using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Queries;

/// <summary>Names of people and sites, from memory.</summary>
internal sealed class Names(IPeople people, ISites sites)
{
    public async ValueTask<PersonRef> PersonAsync(PersonId person, CancellationToken ct) =>
        person == Actor.System.Person
            ? new PersonRef(person, Actor.System.Name)
            : person == Actor.Customer.Person ? new PersonRef(person, Actor.Customer.Name)
            : new PersonRef(person, (await people.FindAsync(person, ct))?.Name ?? "");

    public async ValueTask<PersonRef?> PersonAsync(PersonId? person, CancellationToken ct) =>
        person is { } id ? await PersonAsync(id, ct) : null;

    public async ValueTask<SiteRef> SiteAsync(SiteId site, CancellationToken ct) => (await sites.GetAsync(site, ct)).Ref;

    public async ValueTask<SiteRef?> SiteAsync(SiteId? site, CancellationToken ct) => site is { } id ? await SiteAsync(id, ct) : null;
}

/// <summary>Who may look at cases of a site, and who needs to know whose they are.</summary>
internal static class Sight
{
    private static readonly Role[] _seesCases = [.. Enum.GetValues<Role>()];

    /// <summary>The factory repairs devices; it has no use for their owners. Planners, storekeepers and quality engineers neither.</summary>
    private static readonly Role[] _seesCustomers =
        [Role.FrontDesk, Role.Technician, Role.CentreManager, Role.Agent, Role.HeadOfService];

    public static bool Reaches(this Actor actor, SiteRef site) => actor.May(site, _seesCases);

    public static bool SeesCustomersOf(this Actor actor, SiteRef centre) => actor.May(centre, _seesCustomers);

    public static void DemandSight(this Actor actor, SiteRef site) => actor.Demand(site, _seesCases);

    /// <summary>A case is seen from its centre, from where it is, and from the factory it went to; a parked intake from any counter.</summary>
    public static bool Sees(this Actor actor, CaseState state, SiteRef centre, SiteRef at, SiteRef? factory) =>
        actor.Reaches(centre) || actor.Reaches(at) || (factory is not null && actor.Reaches(factory))
        || (state == CaseState.Draft && actor.Holds([.. Moves.OpeningRoles]));
}
