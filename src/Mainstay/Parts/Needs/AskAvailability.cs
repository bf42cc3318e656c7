using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;

namespace Mainstay.Parts.Needs;

/// <summary>Available, expected on a day, or nobody has it: for one who stands before a customer.</summary>
public sealed record AskAvailability(SiteId Site, IReadOnlyCollection<PartId> Parts);

public sealed class AskAvailabilityHandler(IPartAvailability availability, ISites sites, ICatalogue catalogue)
{
    /// <summary>Of one question; a job has a handful of lines.</summary>
    public const int MostParts = 50;

    public static IReadOnlyList<Role> Roles { get; } =
    [
        Role.FrontDesk, Role.Technician, Role.CentreManager, Role.FactoryOperator, Role.FactoryManager, Role.Agent, Role.Storekeeper, Role.Planner, Role.HeadOfService,
    ];

    public async Task<IReadOnlyList<PartAvailable>> HandleAsync(AskAvailability request, Actor actor, CancellationToken ct)
    {
        actor.Demand((await sites.GetAsync(request.Site, ct)).Ref, [.. Roles]);
        var parts = request.Parts.Distinct().ToList();
        if (parts.Count is 0 or > MostParts)
        {
            throw new RefusedException("quantity-not-possible", $"Ask for 1 to {MostParts} parts at once, not {parts.Count}.");
        }

        foreach (var part in parts)
        {
            if (await catalogue.PartAsync(part, ct) is null)
            {
                throw new RefusedException("part-not-found", "There is no such part in the catalogue.");
            }
        }

        return await availability.AtAsync(request.Site, parts, ct);
    }
}
