using Mainstay.Access.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Network.Demo;

namespace Mainstay.Server.Demo;

/// <summary>A login to try the demo with.</summary>
public sealed record DemoLogin(string Login, Role Role, string Name, string? Site);

/// <summary>
/// Who may sign in to the demo. All with one password that is printed when the demo starts and that no other installation ever
/// knows: outside the demo nobody has a password he did not choose.
/// </summary>
public static class DemoLogins
{
    public const string Password = "veyra-tour-2026";

    /// <summary>The centre of the short logins, and a partner's centre in the north.</summary>
    public static IReadOnlyList<string> ShownCentres(DemoNetwork network)
    {
        var first = network.People.First(person => person is { Login: "desk" }).SiteCode!;
        var second = network.Sites
            .Where(site => site is { Kind: SiteKind.ServiceCentre, State: "Uttar Pradesh" } && site.Operator != DemoNetwork.MakerCode)
            .OrderByDescending(site => site.Capacity).ThenBy(site => site.Code, StringComparer.Ordinal).First().Code;
        return [first, second];
    }

    public static IReadOnlyList<DemoLogin> Of(DemoNetwork network)
    {
        var second = ShownCentres(network)[1];
        return
        [
            .. network.People
                .Where(person => IsShort(person) || (person.SiteCode == second && IsFirst(person)))
                .OrderBy(person => person.SiteCode is null ? 2 : person.SiteCode == second ? 1 : 0).ThenBy(person => person.Role)
                .Select(person => new DemoLogin(person.Login!, person.Role, person.Name, network.Sites.FirstOrDefault(site => site.Code == person.SiteCode)?.Name)),
        ];
    }

    /// <summary>Null for those whose login is not shown: they cannot sign in.</summary>
    internal static string? PasswordOf(DemoPerson person) => IsShort(person) || (person.SiteCode is not null && IsFirst(person)) ? Password : null;

    private static bool IsShort(DemoPerson person) => person.Login is "desk" or "tech" or "manager" or "factory" or "factory.manager" or "store" or "agent"
        or "planner" or "quality" or "head" or "admin";

    /// <summary>The first of his role at a site, such as <c>desk1.up-luc-01</c>.</summary>
    private static bool IsFirst(DemoPerson person) => person.Login is { } login && login.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && login[dot - 1] == '1'
        && !char.IsDigit(login[dot - 2]) && person.Role is Role.FrontDesk or Role.Technician or Role.CentreManager;
}
