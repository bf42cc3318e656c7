using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;

namespace Mainstay.Server.Access;

/// <summary>
/// Over HTTPS every cookie that scripts cannot read is called <c>__Host-NAME</c>: browsers then take it only from this very host, over
/// HTTPS and for all paths, so that no neighbouring host can plant one. The program goes on calling it NAME.
/// </summary>
internal sealed class HostCookies(IResponseCookies answer) : IResponseCookies
{
    internal const string Prefix = "__Host-";

    /// <summary>Read and written by a script of ours, and worth nothing to anybody.</summary>
    private const string Open = "theme";

    public static void Use(HttpContext context)
    {
        context.Features.Set<IRequestCookiesFeature>(new RequestCookiesFeature(new Asked(context.Request.Cookies)));
        context.Features.Set<IResponseCookiesFeature>(new Answered(new HostCookies(context.Response.Cookies)));
    }

    public void Append(string key, string value) => Append(key, value, new CookieOptions());

    public void Append(string key, string value, CookieOptions options) => answer.Append(Named(key), value, Tightened(options));

    public void Delete(string key) => Delete(key, new CookieOptions());

    public void Delete(string key, CookieOptions options) => answer.Delete(Named(key), Tightened(options));

    private static string Named(string key) => key == Open ? key : Prefix + key;

    private static CookieOptions Tightened(CookieOptions options) => new(options) { Secure = true, Path = "/", Domain = null };

    private sealed class Answered(IResponseCookies cookies) : IResponseCookiesFeature
    {
        public IResponseCookies Cookies => cookies;
    }

    private sealed class Asked(IRequestCookieCollection sent) : IRequestCookieCollection
    {
        public int Count => Keys.Count;

        public ICollection<string> Keys { get; } =
        [
            .. sent.Keys.Where(key => key == Open || key.StartsWith(Prefix, StringComparison.Ordinal)).Select(key => key == Open ? key : key[Prefix.Length..]),
        ];

        public string? this[string key] => sent[Named(key)];

        public bool ContainsKey(string key) => sent.ContainsKey(Named(key));

        public bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => sent.TryGetValue(Named(key), out value);

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => Keys.Select(key => KeyValuePair.Create(key, this[key] ?? "")).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
