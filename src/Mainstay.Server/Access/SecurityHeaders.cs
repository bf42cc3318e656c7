using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Mainstay.Server.Access;

/// <summary>What every answer tells browsers to refuse, which hosts are answered for, and whose word about the caller is taken.</summary>
public static class SecurityHeaders
{
    /// <summary>No inline script or style, nothing from elsewhere, in nobody's frame. Blobs and data are for pictures taken on the page.</summary>
    internal const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; " +
        "worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var locks = app.Services.GetRequiredService<LockSettings>();
        app.UseProxies(locks);
        app.Use((context, next) =>
        {
            IHeaderDictionary headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(), publickey-credentials-get=(self), publickey-credentials-create=(self)";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (context.Request.IsHttps)
            {
                headers.StrictTransportSecurity = "max-age=31536000";
                HostCookies.Use(context);
            }

            if (locks.Hosts.Count > 0 && !locks.Hosts.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase))
            {
                return Refusals.Problem("host-unknown", "This server does not answer for the host named in the request.").ExecuteAsync(context);
            }

            return next(context);
        });
    }

    /// <summary>Only the proxies named are believed; from anybody else X-Forwarded-For and X-Forwarded-Proto are just words.</summary>
    private static void UseProxies(this WebApplication app, LockSettings locks)
    {
        if (locks.Proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in locks.Proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else
            {
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }

        app.UseForwardedHeaders(options);
    }
}
