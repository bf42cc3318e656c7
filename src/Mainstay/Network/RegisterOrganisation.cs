using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network;

/// <summary>Takes a legal entity into the network; said again with the same code it gains kinds or a new name.</summary>
/// <param name="Phone">Where customers reach it; null leaves what is known, an empty text takes it away.</param>
public sealed record RegisterOrganisation(
    string Code, string Name, IReadOnlyList<OrganisationKind> Kinds, Relation Relation, string Country, int? Version = null,
    string? Phone = null, string? Email = null);

public sealed class RegisterOrganisationHandler(MainstayDb db, IAudit audit, IdSource ids)
{
    public async Task<OrganisationId> HandleAsync(RegisterOrganisation request, Actor actor, CancellationToken ct)
    {
        Reach.DemandAll(actor, Role.Administrator);
        if (Organisation.Problem(request.Code, request.Name, request.Country) is { } problem)
        {
            throw new RefusedException("organisation-invalid", problem.Message);
        }

        if (request.Kinds.Count == 0)
        {
            throw new RefusedException("organisation-invalid", "An organisation is a maker, operator, supplier, retailer or insurer; none was given.");
        }

        if (Organisation.ContactProblem(request.Phone, request.Email) is { } unreachable)
        {
            throw new RefusedException("organisation-invalid", unreachable);
        }

        var found = await db.Set<Organisation>().FirstOrDefaultAsync(organisation => organisation.Code == request.Code, ct);
        if (found is null)
        {
            found = new Organisation
            {
                Id = ids.Next<OrganisationId>(),
                Code = request.Code,
                Name = request.Name,
                Relation = request.Relation,
                Country = request.Country,
            };
            db.Add(found);
        }
        else
        {
            Reach.DemandVersion(request.Version, found.Version);
            if (found.Country != request.Country)
            {
                throw new RefusedException("organisation-invalid", $"{found.Code} is registered in {found.Country}; a move to another country is a new organisation.");
            }
        }

        found.Take(request.Name, request.Relation, [.. request.Kinds]);
        found.Reach(request.Phone, request.Email);
        audit.Changed(actor, "network.register_organisation", $"organisation:{found.Id}", null);
        await Revisions.TouchAsync(db, ids, NetworkDirectory.Revision, ct);
        await db.SaveChangesAsync(ct);
        return found.Id;
    }
}
