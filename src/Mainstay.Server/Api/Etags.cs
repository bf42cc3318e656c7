using System.Globalization;
using Mainstay.Common;

namespace Mainstay.Server.Api;

/// <summary>Versions as entity tags: <c>ETag: "7"</c> out, <c>If-Match: "7"</c> in.</summary>
internal static class Etags
{
    public static void ShowVersion(this HttpContext context, int version) =>
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <returns>Null without the header, or with <c>*</c>.</returns>
    /// <exception cref="RefusedException"><c>if-match-failed</c>: the header holds none of our tags.</exception>
    public static int? WantedVersion(this HttpContext context)
    {
        var text = context.Request.Headers.IfMatch.ToString().Trim();
        if (text is "" or "*")
        {
            return null;
        }

        return int.TryParse(text.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new RefusedException("if-match-failed", $"If-Match holds {text}, which is no version this server gave.");
    }

    /// <summary>What is a stale version in a body (409) is a failed precondition in a header (412).</summary>
    public static async Task<T> WithIfMatchAsync<T>(this HttpContext context, Func<int?, Task<T>> act)
    {
        var wanted = context.WantedVersion();
        try
        {
            return await act(wanted);
        }
        catch (RefusedException e) when (wanted is not null && e.Code is "stale-version" or "stale")
        {
            throw new RefusedException("if-match-failed", e.Message);
        }
    }
}
