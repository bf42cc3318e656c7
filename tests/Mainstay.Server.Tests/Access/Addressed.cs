using System.Globalization;
using Mainstay.Server.Access;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Server.Tests.Access;

/// <summary>An endpoint of the running server with one method, and the addresses at which it shows what is one's own or another's.</summary>
internal sealed record Addressed(string Method, string Pattern, AccessRuleAttribute Rule, bool IsPage, bool TakesForm, string Own, string? Foreign, bool NeedsStepUp)
{
    /// <summary>Beneath this, whatever an address holds is never asked for: bundles, health, development pages.</summary>
    private static readonly string[] _plumbing = ["/dist/", "/dev/", "/_framework", "/icon.svg"];

    public bool HasBody => Method is "POST" or "PUT" or "PATCH";

    public override string ToString() => $"{Method} {Pattern}";

    public static IReadOnlyList<Addressed> All(StaffedServer server) =>
    [
        .. server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => !_plumbing.Any(start => Path(endpoint).StartsWith(start, StringComparison.Ordinal)))
            .SelectMany(endpoint => Of(endpoint, server))
            .DistinctBy(endpoint => endpoint.ToString())
            .OrderBy(endpoint => endpoint.Pattern, StringComparer.Ordinal).ThenBy(endpoint => endpoint.Method, StringComparer.Ordinal),
    ];

    private static string Path(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    private static IEnumerable<Addressed> Of(RouteEndpoint endpoint, StaffedServer server)
    {
        var isPage = endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
        var methods = isPage ? ["GET"] : endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
        foreach (var method in methods.Where(method => method is not ("HEAD" or "OPTIONS")))
        {
            var accepted = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? [];
            var takesForm = accepted.Contains("application/x-www-form-urlencoded") && !accepted.Contains("application/json");
            var own = Fill(endpoint.RoutePattern, server.Own, out var isBound);
            yield return new Addressed(
                method, Path(endpoint), endpoint.AccessRule()!, isPage, takesForm, own, isBound ? Fill(endpoint.RoutePattern, server.Foreign, out _) : null,
                endpoint.StepUpRule() is not null);
        }
    }

    /// <param name="isBound">Whether the address names something that belongs to a site.</param>
    private static string Fill(RoutePattern pattern, StaffedServer.Belongings of, out bool isBound)
    {
        var bound = false;
        var path = string.Concat(pattern.PathSegments.Select(segment => "/" + string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => Value(parameter.Name, Before(pattern, segment), ref bound),
            _ => "",
        }))));
        isBound = bound;
        return path.Length == 0 ? "/" : path;

        string Value(string name, string before, ref bool belongs)
        {
            var (value, isOfSite) = Named(name, before, of);
            belongs |= isOfSite;
            return value;
        }
    }

    /// <summary>The literal segment before a parameter tells what a plain {id} is.</summary>
    private static string Before(RoutePattern pattern, RoutePatternPathSegment segment)
    {
        var index = pattern.PathSegments.ToList().IndexOf(segment);
        return index > 0 && pattern.PathSegments[index - 1].Parts is [RoutePatternLiteralPart literal] ? literal.Content : "";
    }

    private static (string Value, bool IsOfSite) Named(string name, string before, StaffedServer.Belongings of) => (name.ToLowerInvariant(), before) switch
    {
        ("site" or "siteid", _) => (of.Site.Id.ToString(), true),
        ("code" or "sitecode", "sites" or "network" or "site") => (of.Site.Code, true),
        ("number" or "casenumber", "cases" or "case") => (of.CaseNumber, true),
        ("case" or "caseid", _) => (of.Case.ToString(), true),
        ("person" or "personid", _) => (of.Person.ToString(), true),
        ("customer" or "customerid", _) => (of.Customer.ToString(), true),
        ("device" or "deviceid", _) => (of.Device.Id.ToString(), false),
        ("id", "cases") => (of.Case.ToString(), true),
        ("id", "customers") => (of.Customer.ToString(), true),
        ("id", "people") => (of.Person.ToString(), true),
        ("id", "sites") => (of.Site.Id.ToString(), true),
        ("status" or "page" or "version" or "year" or "line" or "sequence", _) => (200.ToString(CultureInfo.InvariantCulture), false),
        ("code", "status") => ("404", false),
        _ => ("0198f000-0000-7000-8000-00000000ffff", false),
    };
}
