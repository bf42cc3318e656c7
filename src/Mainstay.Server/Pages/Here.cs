using Mainstay.Access.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Server.Pages;

/// <summary>A site as the switcher shows it.</summary>
public sealed record HereSite(SiteRef Ref, TimeZoneInfo Zone)
{
    public string Code => Ref.Code;

    public string Name => Ref.Name;
}

/// <summary>A role somebody took in an emergency and still has.</summary>
public sealed record GlassHere(string Name, Role Role, string Site, DateTimeOffset Until);

/// <summary>Who looks at this page, from which site, and in which theme. Filled once per request by <see cref="IHereSource"/>.</summary>
public sealed class Here
{
    public static readonly TimeZoneInfo DefaultZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");

    /// <summary>The signed-in person; null before signing in.</summary>
    public Actor? Actor { get; set; }

    public string? Name => Actor?.Name;

    public bool IsSignedIn => Actor is not null;

    /// <summary>The site worked at; null means every site of the person's scope.</summary>
    public HereSite? Site { get; set; }

    /// <summary>Sites the switcher offers; when the scope is larger, <see cref="MoreSites"/> leads to the searchable list.</summary>
    public IReadOnlyList<HereSite> Sites { get; set; } = [];

    public bool MoreSites { get; set; }

    /// <summary>Roles taken in an emergency at sites the person watches over, and his own: told on every page while they last.</summary>
    public IReadOnlyList<GlassHere> Glass { get; set; } = [];

    /// <summary><c>light</c>, <c>dark</c>, or null for what the system says.</summary>
    public string? Theme { get; set; }

    /// <summary>In the demo everybody may look at what customers would have got.</summary>
    public bool IsDemo { get; set; }

    public string Path { get; set; } = "/";

    public string? Query { get; set; }

    /// <summary>Times are shown in the zone of the site worked at.</summary>
    public TimeZoneInfo Zone => Site?.Zone ?? DefaultZone;

    public bool Holds(params ReadOnlySpan<Role> roles) => Actor?.Holds(roles) == true;
}

/// <summary>Tells who is here, from the signed-in person and the cookie <c>site</c>.</summary>
public interface IHereSource
{
    Task FillAsync(Here here, HttpContext context);
}

/// <summary>Where nobody can sign in.</summary>
public sealed class NobodyHere : IHereSource
{
    public Task FillAsync(Here here, HttpContext context) => Task.CompletedTask;
}
