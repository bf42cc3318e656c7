using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Devices;

/// <summary>Categories, models, parts, type codes and quality programmes.</summary>
public static class CatalogueApi
{
    private static readonly Role[] _keepers = [Role.QualityEngineer, Role.HeadOfService, Role.Administrator];

    public static void MapCatalogue(this IEndpointRouteBuilder api)
    {
        var catalogue = api.MapGroup("").WithTags("Catalogue");
        catalogue.MapGet("/categories", async (ICatalogue books, CancellationToken ct) =>
                TypedResults.Ok(new Page<CategoryInfo>(await books.CategoriesAsync(ct), null, null)))
            .WithName("listCategories").WithSummary("Product categories").ForAnyStaff();
        catalogue.MapPost("/categories", async (AddCategory body, AddCategoryHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Made((await handler.HandleAsync(body, who.Actor, ct)).Value)))
            .WithName("addCategory").WithSummary("Add a category").For(_keepers);
        catalogue.MapGet("/models", async (string? category, string? text, string? cursor, int? limit, ListModelsHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var page = await handler.HandleAsync(new ListModels(category, text, cursor, limit ?? 50), who.Actor, ct);
                return TypedResults.Ok(new Page<ModelInfo>(page.Models, page.Next, page.Count));
            })
            .WithName("listModels").WithSummary("Models in the order of their codes").ForAnyStaff();
        catalogue.MapPost("/models", async (AddModel body, AddModelHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Made((await handler.HandleAsync(body, who.Actor, ct)).Value)))
            .WithName("addModel").WithSummary("Add a model").For(_keepers);
        catalogue.MapGet("/parts", async (CategoryId? category, ModelId? model, string? text, string? cursor, int? limit, ListPartsHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var page = await handler.HandleAsync(new ListParts(category, model, text, cursor, limit ?? 50), who.Actor, ct);
                return TypedResults.Ok(new Page<PartInfo>(page.Parts, page.Next, page.Count));
            })
            .WithName("listParts").WithSummary("Parts, all or those that fit a model").ForAnyStaff();
        catalogue.MapPost("/parts", async (AddPart body, AddPartHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Made((await handler.HandleAsync(body, who.Actor, ct)).Value)))
            .WithName("addPart").WithSummary("Add a part").For(_keepers);
        catalogue.MapGet("/parts/{id}", async (PartId id, ViewPartHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                var part = await handler.HandleAsync(new ViewPart(id), who.Actor, ct);
                http.ShowVersion(part.Version);
                return TypedResults.Ok(part);
            })
            .WithName("getPart").WithSummary("A part with all its prices, past and to come").ForAnyStaff();
        catalogue.MapPut("/parts/{id}/price", async (PartId id, PriceIn body, ChangePartPriceHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                await http.WithIfMatchAsync(async version =>
                {
                    await handler.HandleAsync(new ChangePartPrice(id, body.Cost, body.Price, body.From, version), who.Actor, ct);
                    return true;
                });
                return TypedResults.NoContent();
            })
            .WithName("changePartPrice").WithSummary("What a part costs us and the customer, from today or from a later day on").For(Role.Planner, Role.HeadOfService, Role.Administrator);
        catalogue.MapPost("/tacs", async (AddTac body, AddTacHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Made((await handler.HandleAsync(body, who.Actor, ct)).Value)))
            .WithName("addTac").WithSummary("Which model the first eight digits of an IMEI mean").For(_keepers);
        catalogue.MapGet("/programmes", async (ListProgrammesHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<ProgrammeRow>(await handler.HandleAsync(new ListProgrammes(), who.Actor, ct), null, null)))
            .WithName("listProgrammes").WithSummary("Quality programmes, the newest end first").ForAnyStaff();
        catalogue.MapPost("/programmes", async (AddProgramme body, AddProgrammeHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Made((await handler.HandleAsync(body, who.Actor, ct)).Value)))
            .WithName("addProgramme").WithSummary("A quality programme for devices built in some weeks").For(_keepers);
    }

    public sealed record PriceIn(Money Cost, Money Price, DateOnly? From = null);
}
