using System.Globalization;
using System.Net;
using Mainstay.Access.Contracts;
using Mainstay.Common;

namespace Mainstay.Server;

/// <summary>What an installation decides about its doors, from the environment; see docs/operations.md.</summary>
public sealed record LockSettings
{
    /// <summary>Names the server answers to (<c>MAINSTAY_ALLOWED_HOSTS</c>); none named means any.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Proxies whose word about the caller's address and scheme is taken (<c>MAINSTAY_PROXIES</c>): addresses, or networks with a slash.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary><c>MAINSTAY_SESSION_HOURS</c> and <c>MAINSTAY_IDLE_HOURS</c>.</summary>
    public SessionRule Sessions { get; init; } = SessionRule.Default;

    /// <summary>A file with a secret that the sealing keys are encrypted with at rest (<c>MAINSTAY_KEY_FILE</c>).</summary>
    public string? KeyFile { get; init; }

    /// <summary>Days after which administrators, heads of service and integrators must have a second factor (<c>MAINSTAY_SECOND_FACTOR_DAYS</c>).</summary>
    public int SecondFactorDays { get; init; } = 14;

    /// <exception cref="RefusedException"><c>setting-malformed</c>.</exception>
    public static LockSettings FromEnvironment() => From(Environment.GetEnvironmentVariable);

    public static LockSettings From(Func<string, string?> read)
    {
        var proxies = List(read("MAINSTAY_PROXIES"));
        if (proxies.FirstOrDefault(proxy => !IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _)) is { } wrong)
        {
            throw Malformed("MAINSTAY_PROXIES", $"addresses such as 10.0.0.5 or networks such as 10.0.0.0/24 with commas between, not {wrong}");
        }

        var rule = SessionRule.Default;
        return new LockSettings
        {
            Hosts = List(read("MAINSTAY_ALLOWED_HOSTS")),
            Proxies = proxies,
            Sessions = rule with
            {
                Longest = TimeSpan.FromHours(Whole(read, "MAINSTAY_SESSION_HOURS", (int)rule.Longest.TotalHours, 1, 24)),
                Idle = TimeSpan.FromHours(Whole(read, "MAINSTAY_IDLE_HOURS", (int)rule.Idle.TotalHours, 1, 24)),
            },
            KeyFile = read("MAINSTAY_KEY_FILE") is { Length: > 0 } file ? file : null,
            SecondFactorDays = Whole(read, "MAINSTAY_SECOND_FACTOR_DAYS", 14, 0, 365),
        };
    }

    private static string[] List(string? text) =>
        (text ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static int Whole(Func<string, string?> read, string name, int otherwise, int least, int most) => read(name) switch
    {
        null or "" => otherwise,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most => value,
        { } text => throw Malformed(name, $"a whole number from {least} to {most}, not {text}"),
    };

    private static RefusedException Malformed(string name, string expected) => new("setting-malformed", $"The environment's {name} must be {expected}.");
}
