using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;

namespace Mainstay.Devices;

/// <summary>Models in the order of their codes.</summary>
/// <param name="Text">Part of code, name or brand.</param>
/// <param name="After">The cursor of the page before.</param>
public sealed record ListModels(string? Category = null, string? Text = null, string? After = null, int Take = 50);

/// <param name="Next">Cursor of the next page; null on the last.</param>
/// <param name="Count">How many there are on all pages.</param>
public sealed record ModelPage(IReadOnlyList<ModelInfo> Models, string? Next, int Count);

public sealed class ListModelsHandler(ICatalogue catalogue)
{
    private const int LargestPage = 1000;

    public async Task<ModelPage> HandleAsync(ListModels request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Enum.GetValues<Role>());
        var text = Searchable.Name(request.Text ?? "");
        var found = (await catalogue.ModelsAsync(ct))
            .Where(model => (request.Category is null || model.CategoryCode == request.Category)
                && (text.Length == 0 || Searchable.Name($"{model.Code} {model.Brand} {model.Name}").Contains(text, StringComparison.Ordinal)))
            .ToList();
        var take = Math.Clamp(request.Take, 1, LargestPage);
        var page = found.Where(model => request.After is null || string.CompareOrdinal(model.Code, request.After) > 0).Take(take + 1).ToList();
        return new ModelPage([.. page.Take(take)], page.Count > take ? page[take - 1].Code : null, found.Count);
    }
}
