using System.Net;

namespace Mainstay.Access.Sessions;

/// <summary>What a person needs to recognise his own devices, and no more.</summary>
public static class DeviceName
{
    /// <summary>Browsers call themselves by several names at once: the first that fits is the one that is meant.</summary>
    private static readonly (string Sign, string Name)[] _programs =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
    ];

    private static readonly (string Sign, string Name)[] _systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    public static string Of(string? userAgent)
    {
        var text = userAgent ?? "";
        var program = Array.Find(_programs, known => text.Contains(known.Sign, StringComparison.Ordinal)).Name;
        var system = Array.Find(_systems, known => text.Contains(known.Sign, StringComparison.Ordinal)).Name;
        return (program, system) switch
        {
            (null, null) => "",
            (null, _) => system,
            (_, null) => program,
            _ => $"{program}, {system}",
        };
    }

    /// <summary>The first three bytes of an IPv4 address, the first three groups of an IPv6 one.</summary>
    public static string Masked(string? address)
    {
        if (!IPAddress.TryParse(address, out var parsed))
        {
            return "";
        }

        var bytes = (parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed).GetAddressBytes();
        return bytes.Length == 4
            ? $"{bytes[0]}.{bytes[1]}.{bytes[2]}.*"
            : $"{bytes[0]:x2}{bytes[1]:x2}:{bytes[2]:x2}{bytes[3]:x2}:{bytes[4]:x2}{bytes[5]:x2}:*";
    }
}
