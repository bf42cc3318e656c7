using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>A model the network repairs.</summary>
/// <param name="Value">What a new one costs today, tax included.</param>
public sealed record AddModel(string Code, string Name, string Brand, OrganisationId Maker, string Category, DateOnly? LaunchedOn, Money Value);

public sealed class AddModelHandler(MainstayDb db, ICatalogue catalogue, IOrganisations organisations, CatalogueRecords records, IdSource ids)
{
    public async Task<ModelId> HandleAsync(AddModel request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.QualityEngineer, Role.HeadOfService, Role.Administrator);
        CatalogueRules.DemandCode(request.Code, "model");
        CatalogueRules.DemandName(request.Name, request.Brand);
        CatalogueRules.DemandAmount(request.Value);
        if (!(await organisations.GetAsync(request.Maker, ct)).Kinds.Contains(OrganisationKind.Maker))
        {
            throw CatalogueRules.Invalid("The organisation named as maker is none.");
        }

        var category = (await catalogue.CategoriesAsync(ct)).FirstOrDefault(category => category.Code == request.Category)
            ?? throw new RefusedException("category-not-found", $"There is no category '{request.Category}'.");
        if (await db.Set<Model>().AnyAsync(model => model.Code == request.Code, ct))
        {
            throw CatalogueRules.Taken("model", request.Code);
        }

        var model = new Model
        {
            Id = ids.Next<ModelId>(),
            Code = request.Code,
            Name = request.Name.Trim(),
            Brand = request.Brand.Trim(),
            Maker = request.Maker,
            Category = category.Id,
            LaunchedOn = request.LaunchedOn,
            ValueMinor = request.Value.Minor,
            Currency = request.Value.Currency,
        };
        db.Add(model);
        await records.CommitAsync(actor, "devices.add_model", $"model:{model.Id}", Catalogue.Name, ct);
        return model.Id;
    }
}
