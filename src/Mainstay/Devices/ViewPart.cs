using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;

namespace Mainstay.Devices;

/// <summary>One part with all its prices.</summary>
public sealed record ViewPart(PartId Part);

/// <param name="Part">With the cost and price of today.</param>
/// <param name="Prices">All there were and those to come, oldest first.</param>
public sealed record PartView(PartInfo Part, IReadOnlyList<DatedPrice> Prices, int Version);

public sealed class ViewPartHandler(ICatalogue catalogue)
{
    public async Task<PartView> HandleAsync(ViewPart request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Enum.GetValues<Role>());
        var part = await catalogue.PartAsync(request.Part, ct) ?? throw new RefusedException("part-not-found", "There is no such part.");
        return new PartView(part, part.Prices, part.Version);
    }
}
