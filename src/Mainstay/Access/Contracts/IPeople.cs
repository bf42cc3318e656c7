using Mainstay.Network.Contracts;

namespace Mainstay.Access.Contracts;

/// <summary>A colleague as the other rooms need him: to be assigned work, to own a risk, to be named on a page.</summary>
/// <param name="Skills">Words of the house, such as <c>mobile_l3</c>, in alphabetical order.</param>
public sealed record DirectoryEntry(
    PersonId Id, string Name, SiteId? HomeSite, IReadOnlyList<Grant> Grants, IReadOnlyList<string> Skills)
{
    public bool Holds(Role role) => Grants.Any(grant => grant.Role == role);

    public bool Has(string skill) => Skills.Contains(skill, StringComparer.Ordinal);
}

/// <summary>Everybody who works here now, held in memory and refreshed within seconds of a change on any node.</summary>
public interface IPeople
{
    /// <returns>People who are locked or have left are found too: history names them.</returns>
    ValueTask<DirectoryEntry?> FindAsync(PersonId person, CancellationToken ct);

    /// <summary>Active people whose home is this site and who hold the role here, by name.</summary>
    ValueTask<IReadOnlyList<DirectoryEntry>> AtHomeAsync(SiteRef site, Role role, CancellationToken ct);

    /// <summary>Active people whose grant of the role reaches this site, the nearest scope first, then by name.</summary>
    ValueTask<IReadOnlyList<DirectoryEntry>> CoveringAsync(SiteRef site, Role role, CancellationToken ct);

    /// <summary>Active people who hold the role anywhere, by name.</summary>
    ValueTask<IReadOnlyList<DirectoryEntry>> WithRoleAsync(Role role, CancellationToken ct);
}

/// <summary>Roles taken in an emergency that are open now, from memory.</summary>
public interface IOpenGlass
{
    ValueTask<IReadOnlyList<(DirectoryEntry Who, OpenGlass Glass)>> OpenAsync(CancellationToken ct);
}
