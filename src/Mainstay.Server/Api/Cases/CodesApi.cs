using Mainstay.Access.Contracts;
using Mainstay.Cases.Coding;
using Mainstay.Server.Access;
using Mainstay.Server.Pages.Cases;

namespace Mainstay.Server.Api.Cases;

/// <summary>Codes of conditions, symptoms, sections, defects and repairs.</summary>
public static class CodesApi
{
    public static void MapCodes(this IEndpointRouteBuilder api)
    {
        var codes = api.MapGroup("/codes").WithTags("Cases");
        codes.MapGet("", async (Word<CodeKind>? kind, string? category, CodeBook book, CancellationToken ct) =>
            {
                var set = await book.SetAsync(ct);
                return TypedResults.Ok(new Page<CodeOut>(
                    [.. Enum.GetValues<CodeKind>().Where(one => kind is null || one == kind.Value.Value).SelectMany(one => Of(set, one, category))], null, null));
            })
            .WithName("listCodes").WithSummary("Codes that a case may carry, named in the language asked for").ForAnyStaff();
        codes.MapPost("/import", async (string name, HttpRequest request, ImportCodesHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ImportCodes(await Files.TakeAsync(request, ct), name), who.Actor, null, ct)))
            .WithName("importCodes").WithSummary("A table of codes from a CSV file; rows that cannot be right are listed").TakesFile("text/csv")
            .For(Role.QualityEngineer, Role.HeadOfService, Role.Administrator);
    }

    private static IEnumerable<CodeOut> Of(CodeSet set, CodeKind kind, string? category) =>
    [
        .. CodeSet.OwnOf(kind).Select(code => new CodeOut(kind, code, Say.Coded(kind, code), null, code.StartsWith('H') ? "house" : "iris")),
        .. set.ImportedOf(kind, category).Select(entry => new CodeOut(kind, entry.Code, Say.Coded(kind, entry.Code), entry.Category, "imported")),
    ];

    /// <param name="Source">iris: a published row of IRIS; house: our own set; imported: from a table brought in.</param>
    public sealed record CodeOut(CodeKind Kind, string Code, string Name, string? Category, string Source);
}
