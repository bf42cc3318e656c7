namespace Mainstay.Network.Contracts;

public enum SiteKind
{
    ServiceCentre,
    CallCentre,
    RepairFactory,
    Warehouse,
}

/// <summary>As much of a site as other rooms need to decide who may act there.</summary>
public sealed record SiteRef(SiteId Id, string Code, string Name, SiteKind Kind, OrganisationId Operator);
