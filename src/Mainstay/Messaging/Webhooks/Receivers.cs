using System.Net;
using System.Net.Sockets;
using Mainstay.Common;

namespace Mainstay.Messaging.Webhooks;

/// <summary>How far deliveries reach.</summary>
public enum DeliveryReach
{
    /// <summary>Public addresses, by https only.</summary>
    Public,

    /// <summary>This machine too, also without encryption: for the demo and for trying a receiver out.</summary>
    ThisMachine,

    /// <summary>The private network around the server too, also without encryption.</summary>
    PrivateNetwork,
}

/// <summary>What the server's settings say about deliveries.</summary>
public sealed record WebhookOptions
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public DeliveryReach Reach { get; init; } = DeliveryReach.Public;

    /// <summary>How long a receiver may take to answer.</summary>
    public TimeSpan Timeout { get; init; } = Patience;
}

/// <summary>
/// Which addresses a delivery may go to, so that nobody makes the server knock on doors of its own network (server-side request
/// forgery). The ranges are those of the IANA special-purpose registries for IPv4 and IPv6.
/// </summary>
public static class Receivers
{
    private static readonly IPNetwork[] _machine = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    private static readonly IPNetwork[] _private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("fc00::/7"),
    ];

    /// <summary>Never, whatever the settings say: this host, link-local (where clouds keep their secrets), multicast, and ways around.</summary>
    private static readonly IPNetwork[] _never =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.88.99.0/24"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"),
        IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("3fff::/20"),
    ];

    /// <summary>Global unicast of IPv6; mapped and translated IPv4 (::ffff:0:0/96, 64:ff9b::/96), link-local and multicast lie outside.</summary>
    private static readonly IPNetwork _global = IPNetwork.Parse("2000::/3");

    public static bool MayReach(IPAddress address, DeliveryReach reach)
    {
        if (address.IsIPv4MappedToIPv6 || address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 })
        {
            return false;
        }

        if (IsIn(_machine, address))
        {
            return reach is DeliveryReach.ThisMachine or DeliveryReach.PrivateNetwork;
        }

        if (IsIn(_private, address))
        {
            return reach == DeliveryReach.PrivateNetwork;
        }

        return !IsIn(_never, address) && (address.AddressFamily == AddressFamily.InterNetwork || _global.Contains(address));
    }

    /// <returns>The address as it is kept.</returns>
    /// <exception cref="RefusedException"><c>webhook-invalid</c> or <c>webhook-address-refused</c>.</exception>
    public static string Check(string? text, DeliveryReach reach)
    {
        if (text is null || text.Length > Webhook.LongestUrl || !Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url)
            || url.UserInfo.Length > 0 || url.Fragment.Length > 0 || url.Host.Length == 0)
        {
            throw new RefusedException("webhook-invalid", $"The address must be a whole one such as https://example.com/hook, without name and password, of at most {Webhook.LongestUrl} characters.");
        }

        if (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && reach != DeliveryReach.Public))
        {
            throw new RefusedException("webhook-invalid", "The address must begin with https://.");
        }

        var host = url.IdnHost.Trim('[', ']').TrimEnd('.');
        if (IPAddress.TryParse(host, out var address) ? !MayReach(address, reach) : IsOwnName(host) && reach == DeliveryReach.Public)
        {
            throw Refused(url);
        }

        return url.AbsoluteUri;
    }

    private static bool IsIn(IPNetwork[] networks, IPAddress address) => Array.Exists(networks, network => network.Contains(address));

    private static bool IsOwnName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private static RefusedException Refused(Uri url) =>
        new("webhook-address-refused", $"{url.Host} lies in a private or reserved network, where nothing is delivered.");
}
