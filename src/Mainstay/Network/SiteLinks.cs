using Mainstay.Network.Contracts;

namespace Mainstay.Network;

public readonly record struct SiteLink(string Code, SiteKind Kind, SiteId? Supply, SiteId? Factory);

/// <summary>Who supplies whom and who sends to whom: links point to the right kind and never lead back.</summary>
public static class SiteLinks
{
    /// <returns>The link that is wrong (<c>supply</c> or <c>factory</c>) and why; or null.</returns>
    public static (string Field, string Message)? Problem(SiteId site, IReadOnlyDictionary<SiteId, SiteLink> network)
    {
        var here = network[site];
        if (here.Supply is { } supply && network[supply].Kind != SiteKind.Warehouse)
        {
            return ("supply", $"{here.Code} cannot be supplied by {network[supply].Code}: that is no warehouse.");
        }

        if (here.Factory is { } factory && network[factory].Kind != SiteKind.RepairFactory)
        {
            return ("factory", $"{here.Code} cannot send to {network[factory].Code}: that is no repair factory.");
        }

        if (here is { Kind: not (SiteKind.ServiceCentre or SiteKind.RepairFactory), Factory: not null })
        {
            return ("factory", $"{here.Code} repairs nothing, so it sends to no factory.");
        }

        return LeadsBack(site, network, link => link.Supply) ? ("supply", $"The supply of {here.Code} leads back to itself.")
            : LeadsBack(site, network, link => link.Factory) ? ("factory", $"The factories after {here.Code} lead back to it.")
            : null;
    }

    private static bool LeadsBack(SiteId site, IReadOnlyDictionary<SiteId, SiteLink> network, Func<SiteLink, SiteId?> next)
    {
        var at = next(network[site]);
        for (var steps = 0; at is { } current; at = next(network[current]))
        {
            if (current == site)
            {
                return true;
            }

            if (++steps > network.Count)
            {
                return false; // A ring further on, which is reported for its own members.
            }
        }

        return false;
    }
}
