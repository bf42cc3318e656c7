using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Server.Pages.Shared;

namespace Mainstay.Server.Pages.Admin;

/// <summary>Roles, scopes and states in the words of the page, and codes of sites as people type them.</summary>
public sealed class AdminTexts(ISites sites, IOrganisations organisations)
{
    public static IReadOnlyList<Option> Roles => [.. Enum.GetValues<Role>().Select(role => new Option(EnumText<Role>.Of(role), RoleName(role)))];

    public static IReadOnlyList<Option> Languages => [.. Language.All.Select(language => new Option(language.Code, language.Name))];

    public static string RoleName(Role role) => Words.Text($"roles.{EnumText<Role>.Of(role)}");

    public static string StateName(PersonState state) => Words.Text($"admin.state.{EnumText<PersonState>.Of(state)}");

    public async Task<string> ScopeAsync(Grant grant, CancellationToken ct) => grant switch
    {
        { Site: { } site } => await SiteNameAsync(site, ct),
        { Organisation: { } organisation } => Words.Text("admin.scope.organisation", (await organisations.GetAsync(organisation, ct)).Name),
        _ => Words.Text("admin.scope.everywhere"),
    };

    public async Task<string> SiteNameAsync(SiteId? site, CancellationToken ct) =>
        site is { } id && (await sites.GetAsync(id, ct)).Ref is var found ? $"{found.Name} ({found.Code})" : "–";

    public async Task<string?> SiteCodeAsync(SiteId? site, CancellationToken ct) => site is { } id ? (await sites.GetAsync(id, ct)).Ref.Code : null;

    /// <exception cref="RefusedException"><c>site-not-found</c>.</exception>
    public async Task<SiteId?> SiteAsync(string? code, CancellationToken ct) => string.IsNullOrWhiteSpace(code)
        ? null
        : (await sites.FindByCodeAsync(code.Trim().ToUpperInvariant(), ct))?.Id ?? throw new RefusedException("site-not-found", $"There is no site with the code {code}.");

    /// <exception cref="RefusedException"><c>organisation-not-found</c>.</exception>
    public async Task<OrganisationId?> OrganisationAsync(string? code, CancellationToken ct) => string.IsNullOrWhiteSpace(code)
        ? null
        : (await organisations.FindByCodeAsync(code.Trim().ToUpperInvariant(), ct))?.Id ?? throw new RefusedException("organisation-not-found", $"There is no organisation with the code {code}.");

    /// <summary>Everywhere when neither code is given.</summary>
    public async Task<Grant> GrantAsync(string? role, string? site, string? organisation, CancellationToken ct)
    {
        return EnumText<Role>.TryParse(role, out var known)
            ? new Grant(known, await SiteAsync(site, ct), await OrganisationAsync(organisation, ct))
            : throw new RefusedException("role-missing", "Choose a role.");
    }

    public static IReadOnlyList<string> Skills(string? text) => (text ?? "").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
