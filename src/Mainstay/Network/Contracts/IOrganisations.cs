namespace Mainstay.Network.Contracts;

public enum OrganisationKind
{
    Maker,
    Operator,
    Supplier,
    Retailer,
    Insurer,
}

/// <summary>Whether the maker owns it or works with it.</summary>
public enum Relation
{
    Own,
    Partner,
}

/// <summary>A legal entity as other rooms need it.</summary>
public sealed record OrganisationInfo(
    OrganisationId Id, string Code, string Name, IReadOnlySet<OrganisationKind> Kinds, Relation Relation, string Country)
{
    /// <summary>Where customers reach it.</summary>
    public string? Phone { get; init; }

    public string? Email { get; init; }
}

/// <summary>The network's organisations, held in memory and refreshed within seconds of a change on any node.</summary>
public interface IOrganisations
{
    /// <exception cref="Common.RefusedException"><c>organisation-not-found</c>.</exception>
    ValueTask<OrganisationInfo> GetAsync(OrganisationId organisation, CancellationToken ct);

    ValueTask<OrganisationInfo?> FindByCodeAsync(string code, CancellationToken ct);

    /// <summary>All organisations in the order of their codes.</summary>
    ValueTask<IReadOnlyList<OrganisationInfo>> AllAsync(CancellationToken ct);
}
