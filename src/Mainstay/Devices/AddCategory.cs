using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>A new kind of device.</summary>
/// <param name="Hsn">Its heading of the customs tariff: two, four, six or eight digits.</param>
public sealed record AddCategory(string Code, string Name, string NameHi, int StandardRepairMinutes, bool NeedsImei, bool SameDayEligible, string? Hsn = null);

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

        if (request.Hsn is { } hsn && !(hsn.Length is 2 or 4 or 6 or 8 && hsn.All(char.IsAsciiDigit)))
        {
            throw CatalogueRules.Invalid("An HSN code has two, four, six or eight digits.");
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
            Hsn = request.Hsn,
        };
        db.Add(category);
        await records.CommitAsync(actor, "devices.add_category", $"category:{category.Id}", Catalogue.Name, ct);
        return category.Id;
    }
}
