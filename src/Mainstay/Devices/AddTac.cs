using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>From now on an IMEI that begins with these eight digits is known to be of this model.</summary>
public sealed record AddTac(string Tac, ModelId Model);

public sealed class AddTacHandler(MainstayDb db, ICatalogue catalogue, CatalogueRecords records, IdSource ids)
{
    private const int Length = 8;

    public async Task<TacId> HandleAsync(AddTac request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.QualityEngineer, Role.HeadOfService, Role.Administrator);
        if (request.Tac.Length != Length || !request.Tac.All(char.IsAsciiDigit))
        {
            throw CatalogueRules.Invalid($"A TAC has {Length} digits; '{request.Tac}' has not.");
        }

        var model = await catalogue.ModelAsync(request.Model, ct) ?? throw new RefusedException("model-not-found", "There is no such model.");
        if (!model.HasImei)
        {
            throw CatalogueRules.Invalid($"A {model.Name} has no IMEI, so it has no TAC.");
        }

        if (await db.Set<Tac>().AnyAsync(tac => tac.Code == request.Tac, ct))
        {
            throw CatalogueRules.Taken("TAC", request.Tac);
        }

        var tac = new Tac { Id = ids.Next<TacId>(), Code = request.Tac, Model = model.Id };
        db.Add(tac);
        await records.CommitAsync(actor, "devices.add_tac", $"tac:{tac.Id}", Catalogue.Name, ct);
        return tac.Id;
    }
}
