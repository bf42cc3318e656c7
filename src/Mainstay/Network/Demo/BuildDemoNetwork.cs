using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Network.Exchange;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network.Demo;

/// <summary>Stores organisations, tax numbers, calendars and sites of the demo. Its people are the Access room's to hire.</summary>
public sealed record BuildDemoNetwork(DemoNetwork Network);

public sealed class BuildDemoNetworkHandler(MainstayDb db, IAudit audit, IdSource ids)
{
    private static readonly DateOnly _registered = new(2017, 7, 1); // The goods-and-services tax began.

    public async Task HandleAsync(BuildDemoNetwork request, Actor actor, CancellationToken ct)
    {
        Reach.DemandAll(actor, Role.Administrator);
        if (await db.Set<Site>().AnyAsync(ct))
        {
            throw new RefusedException("demo-not-empty", "There are sites already; the demo is built into an empty database.");
        }

        foreach (var given in request.Network.Organisations)
        {
            var organisation = new Organisation
            {
                Id = ids.Next<OrganisationId>(),
                Code = given.Code,
                Name = given.Name,
                Relation = given.Relation,
                Country = "IN",
            };
            organisation.Take(given.Name, given.Relation, [.. given.Kinds]);
            organisation.Reach("+91 1800 000 0000", $"care@{given.Code.ToLowerInvariant()}.example");
            db.Add(organisation);
            var states = request.Network.Sites.Where(site => site.Operator == given.Code).Select(site => site.State!).Concat(given.States);
            db.AddRange(states.Distinct().Order(StringComparer.Ordinal).Select(state => new TaxRegistration
            {
                Id = ids.Next<TaxRegistrationId>(),
                Organisation = organisation.Id,
                Scheme = TaxRegistration.GstinScheme,
                Number = given.GstinIn(state),
                Region = state,
                ValidFrom = _registered,
            }));
        }

        await db.SaveChangesAsync(ct);
        await new NetworkLoader(db, ids).LoadAsync(request.Network.Sites, ct);
        audit.Changed(actor, "network.build_demo", "network", null);
        await Revisions.TouchAsync(db, ids, NetworkDirectory.Revision, ct);
        await db.SaveChangesAsync(ct);
    }
}
