using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>A service part and the models it fits.</summary>
public sealed record AddPart(
    string Number, string Name, string Class, Money Cost, Money Price, int RepairLevel, bool SerialTracked, IReadOnlyList<ModelId> Fits);

public sealed class AddPartHandler(MainstayDb db, ICatalogue catalogue, CatalogueRecords records, IdSource ids)
{
    public async Task<PartId> HandleAsync(AddPart request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.QualityEngineer, Role.HeadOfService, Role.Administrator);
        CatalogueRules.DemandCode(request.Number, "part");
        CatalogueRules.DemandWord(request.Class, "part class");
        CatalogueRules.DemandName(request.Name);
        ChangePartPriceHandler.DemandPrices(request.Cost, request.Price);
        if (request.RepairLevel is < 1 or > CatalogueRules.HighestRepairLevel)
        {
            throw CatalogueRules.Invalid($"A repair level is between 1 and {CatalogueRules.HighestRepairLevel}.");
        }

        var models = new List<ModelInfo>();
        foreach (var fit in request.Fits.Distinct())
        {
            models.Add(await catalogue.ModelAsync(fit, ct) ?? throw new RefusedException("model-not-found", "There is no such model."));
        }

        if (models.Select(model => model.Category).Distinct().Count() != 1)
        {
            throw CatalogueRules.Invalid("A part fits at least one model, and models of one category only.");
        }

        if (await db.Set<Part>().AnyAsync(part => part.Number == request.Number, ct))
        {
            throw CatalogueRules.Taken("part", request.Number);
        }

        var part = new Part
        {
            Id = ids.Next<PartId>(),
            Number = request.Number,
            Name = request.Name.Trim(),
            Class = request.Class,
            Category = models[0].Category,
            CostMinor = request.Cost.Minor,
            PriceMinor = request.Price.Minor,
            Currency = request.Cost.Currency,
            RepairLevel = request.RepairLevel,
            SerialTracked = request.SerialTracked,
        };
        db.Add(part);
        db.AddRange(models.Select(model => new PartFit { Model = model.Id, Part = part.Id }));
        await records.CommitAsync(actor, "devices.add_part", $"part:{part.Id}", Catalogue.Name, ct);
        return part.Id;
    }
}
