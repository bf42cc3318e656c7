using Mainstay.Messaging.Webhooks;
using Mainstay.Server.Access;

namespace Mainstay.Server;

/// <summary>What a server needs to know before it starts. Exactly one of <see cref="Data"/> and <see cref="Database"/> is given.</summary>
public sealed record ServerSettings
{
    /// <summary>Folder of an embedded (SQLite) network.</summary>
    public string? Data { get; init; }

    /// <summary>Connection string of a PostgreSQL network.</summary>
    public string? Database { get; init; }

    /// <summary>Address to listen on; only this machine unless asked otherwise.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>0 takes any free port.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Where customers reach this server, for links in messages and on paper; null: the address it listens at.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>Shows the demo logins on the sign-in page.</summary>
    public bool Demo { get; init; }

    /// <summary>Sessions, proxies, hosts, keys.</summary>
    public LockSettings Locks { get; init; } = LockSettings.FromEnvironment();

    /// <summary>Development shows the component gallery and fails on missing texts.</summary>
    public bool Development { get; init; }

    /// <summary>How far webhooks reach; null: public addresses only, and in the demo this machine too.</summary>
    public DeliveryReach? Receivers { get; init; }

    /// <summary>How often one person, key or address may ask; null: as often as it likes, for measurements on one's own machine.</summary>
    public RateLimits? RateLimits { get; init; }

    /// <summary>Logs as JSON objects, one a line, in place of text.</summary>
    public bool JsonLog { get; init; }

    /// <summary>What is logged; debug writes a line for each request.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>From being asked to stop, and saying so at <c>/health/ready</c>, to taking no new connections.</summary>
    public TimeSpan Drain { get; init; }
}
