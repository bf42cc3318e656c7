using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Mainstay.Server.Access;

/// <summary>How many requests one asker may make: so many at once, and so many a second after that.</summary>
/// <param name="PerSecond">For a person or an API key.</param>
/// <param name="Burst">At once, for a person or an API key.</param>
/// <param name="PublicPerSecond">For an address nobody is signed in at: behind one may be a whole centre.</param>
/// <param name="PublicBurst">At once, for such an address.</param>
/// <param name="WrongLinksAMinute">Links that lead nowhere, from one address; right ones go on opening.</param>
public sealed record RateLimits(int PerSecond = 50, int Burst = 200, int PublicPerSecond = 20, int PublicBurst = 100, int WrongLinksAMinute = 30)
{
    /// <summary>Behind one address of a mobile network are thousands of phones: so many times as much for customers' links together.</summary>
    internal const int LinksFactor = 10;

    /// <summary>So many a second and four times as many at once; half of it for addresses.</summary>
    public static RateLimits Of(int perSecond) => new(perSecond, perSecond * 4, Math.Max(1, perSecond / 2), perSecond * 2);
}

internal static class RateLimitsSetup
{
    /// <summary>A whole centre may sit behind one address, and everybody signs in at nine.</summary>
    private const int SignInsAMinute = 120;
    private const int LongestToken = 64;

    public static void AddRateLimits(this IServiceCollection services, string signIn)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<ServerSettings>((options, settings) =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) =>
            {
                var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
                context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
            options.AddPolicy(signIn, context => RateLimitPartition.GetFixedWindowLimiter(
                AddressOf(context),
                _ => new FixedWindowRateLimiterOptions { PermitLimit = SignInsAMinute, Window = TimeSpan.FromMinutes(1) }));
            if (settings.RateLimits is { } limits)
            {
                options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                    PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, limits)),
                    PartitionedRateLimiter.Create<HttpContext, string>(context => LinkPartition(context, limits)));
            }
        });
    }

    private static RateLimitPartition<string> Partition(HttpContext context, RateLimits limits)
    {
        var current = context.RequestServices.GetRequiredService<CurrentActor>();
        if (current.OrNobody is { } actor)
        {
            return Bucket(current.Key is { } key ? $"key:{key}" : $"person:{actor.Person}", limits.PerSecond, limits.Burst);
        }

        return context.Request.Path.StartsWithSegments("/dist") || context.Request.Path.StartsWithSegments("/health")
            ? RateLimitPartition.GetNoLimiter("")
            : TokenOf(context.Request.Path) is not null
                ? Bucket($"links:{AddressOf(context)}", limits.PublicPerSecond * RateLimits.LinksFactor, limits.PublicBurst * RateLimits.LinksFactor)
                : Bucket($"address:{AddressOf(context)}", limits.PublicPerSecond, limits.PublicBurst);
    }

    /// <summary>Each link has a measure of its own, so that neighbours behind the same address do not hold each other up.</summary>
    private static RateLimitPartition<string> LinkPartition(HttpContext context, RateLimits limits) =>
        context.RequestServices.GetRequiredService<CurrentActor>().OrNobody is null && TokenOf(context.Request.Path) is { } token
            ? Bucket($"link:{token}", limits.PublicPerSecond, limits.PublicBurst)
            : RateLimitPartition.GetNoLimiter("");

    /// <returns>The token of a customer's link, on its page or in the interface; null elsewhere.</returns>
    private static string? TokenOf(PathString path) =>
        (path.StartsWithSegments("/c", out var rest) || path.StartsWithSegments("/api/v1/links", out rest))
        && rest.Value?.Split('/', 3) is [_, { Length: > 0 and <= LongestToken } token, ..]
            ? token
            : null;

    private static RateLimitPartition<string> Bucket(string who, int perSecond, int burst) => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = burst,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        AutoReplenishment = false, // The partitioned limiter replenishes all of them.
        QueueLimit = 0,
    });

    /// <summary>One household has as many IPv6 addresses as it likes, all with the same first half: that half counts.</summary>
    internal static string AddressOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return "";
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
        {
            return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes).ToString();
    }
}
