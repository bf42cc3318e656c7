using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;

namespace Mainstay.Devices;

/// <summary>Parts in the order of their numbers.</summary>
/// <param name="Model">Only what fits it.</param>
/// <param name="Text">Part of number, name or class.</param>
/// <param name="After">The cursor of the page before.</param>
public sealed record ListParts(CategoryId? Category = null, ModelId? Model = null, string? Text = null, string? After = null, int Take = 50);

/// <param name="Next">Cursor of the next page; null on the last.</param>
/// <param name="Count">How many there are on all pages.</param>
public sealed record PartPage(IReadOnlyList<PartInfo> Parts, string? Next, int Count);

public sealed class ListPartsHandler(ICatalogue catalogue)
{
    private const int LargestPage = 1000;

    public async Task<PartPage> HandleAsync(ListParts request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Enum.GetValues<Role>());
        var text = Searchable.Name(request.Text ?? "");
        var all = request.Model is { } model ? await catalogue.PartsForAsync(model, ct) : await catalogue.PartsAsync(ct);
        var found = all
            .Where(part => (request.Category is null || part.Category == request.Category)
                && (text.Length == 0 || Searchable.Name($"{part.Number} {part.Name} {part.Class}").Contains(text, StringComparison.Ordinal)))
            .ToList();
        var take = Math.Clamp(request.Take, 1, LargestPage);
        var page = found.Where(part => request.After is null || string.CompareOrdinal(part.Number, request.After) > 0).Take(take + 1).ToList();
        return new PartPage([.. page.Take(take)], page.Count > take ? page[take - 1].Number : null, found.Count);
    }
}
