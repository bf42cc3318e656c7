using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network;

/// <summary>Records a tax number of an organisation from a day on. One that holds without end for the same region ends that day.</summary>
public sealed record RegisterTax(
    OrganisationId Organisation, string Scheme, string Number, string Region, DateOnly ValidFrom, DateOnly? ValidTo);

public sealed class RegisterTaxHandler(MainstayDb db, IAudit audit, IdSource ids)
{
    public async Task<TaxRegistrationId> HandleAsync(RegisterTax request, Actor actor, CancellationToken ct)
    {
        Reach.Demand(actor, request.Organisation, Role.Administrator);
        if (!await db.Set<Organisation>().AnyAsync(organisation => organisation.Id == request.Organisation, ct))
        {
            throw NetworkDirectory.OrganisationNotFound(request.Organisation.ToString());
        }

        Check(request);
        var registration = new TaxRegistration
        {
            Id = ids.Next<TaxRegistrationId>(),
            Organisation = request.Organisation,
            Scheme = request.Scheme,
            Number = request.Number,
            Region = request.Region,
            ValidFrom = request.ValidFrom,
            ValidTo = request.ValidTo,
        };
        var others = await db.Set<TaxRegistration>()
            .Where(other => other.Organisation == request.Organisation && other.Scheme == request.Scheme && other.Region == request.Region)
            .ToListAsync(ct);
        foreach (var other in others.Where(other => other.ValidTo is null && other.ValidFrom < registration.ValidFrom))
        {
            other.ValidTo = registration.ValidFrom;
        }

        if (others.Find(registration.Overlaps) is { } clash)
        {
            throw new RefusedException("tax-overlap", $"{clash.Number} already holds in {(clash.Region.Length == 0 ? "this scheme" : clash.Region)} within that time.");
        }

        db.Add(registration);
        audit.Changed(actor, "network.register_tax", $"organisation:{request.Organisation}", null);
        await db.SaveChangesAsync(ct);
        return registration.Id;
    }

    private static void Check(RegisterTax request)
    {
        if (request.Scheme.Length is 0 or > 20 || request.Number.Length is 0 or > 40 || request.ValidTo <= request.ValidFrom)
        {
            throw new RefusedException("tax-invalid", "A tax registration has a scheme, a number and a day on which it begins, before the one on which it ends.");
        }

        if (request.Scheme != TaxRegistration.GstinScheme)
        {
            return;
        }

        var verdict = Gstin.Check(request.Number);
        if (!verdict.Valid)
        {
            throw new RefusedException("tax-invalid", verdict.Message);
        }

        if (verdict.Parts!.State != request.Region)
        {
            throw new RefusedException("tax-invalid", $"{request.Number} is a number of {verdict.Parts.State ?? "no state"}, not of {request.Region}.");
        }
    }
}
