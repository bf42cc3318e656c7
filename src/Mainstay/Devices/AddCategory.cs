using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>A new kind of device.</summary>
public sealed record AddCategory(string Code, string Name, string NameHi, int StandardRepairMinutes, bool NeedsImei, bool SameDayEligible);

public sealed class AddCategoryHandler(MainstayDb db, CatalogueRecords records, IdSource ids)
{
    private const int LongestRepair = 7 * 24 * 60;

    public async Task<CategoryId> HandleAsync(AddCategory request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.QualityEngineer, Role.HeadOfService, Role.Administrator);
        CatalogueRules.DemandWord(request.Code, "category");
        CatalogueRules.DemandName(request.Name, request.NameHi);
        if (request.StandardRepairMinutes is < 1 or > LongestRepair)
        {
            throw CatalogueRules.Invalid($"A repair takes between 1 and {LongestRepair} minutes.");
        }

        if (await db.Set<Category>().AnyAsync(category => category.Code == request.Code, ct))
        {
            throw CatalogueRules.Taken("category", request.Code);
        }

        var category = new Category
        {
            Id = ids.Next<CategoryId>(),
            Code = request.Code,
            Name = request.Name.Trim(),
            NameHi = request.NameHi.Trim(),
            StandardRepairMinutes = request.StandardRepairMinutes,
            NeedsImei = request.NeedsImei,
            SameDayEligible = request.SameDayEligible,
        };
        db.Add(category);
        await records.CommitAsync(actor, "devices.add_category", $"category:{category.Id}", Catalogue.Name, ct);
        return category.Id;
    }
}
