using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using Mainstay.Server.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Mainstay.Server.Pages;

/// <summary>
/// The scripts and style sheets built by <c>js/build.mjs</c>, embedded in this assembly. Their names carry a hash of their content,
/// so browsers keep them for ever; each is compressed once, at the best level.
/// </summary>
public static class Bundle
{
    private const string Prefix = "dist/";

    private static readonly FrozenDictionary<string, Lazy<Piece>> _pieces = typeof(Bundle).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && !name.EndsWith(".tsv", StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], name => new Lazy<Piece>(() => Read(name)));

    private static readonly FrozenDictionary<string, string> _hrefs = _pieces.Keys
        .Where(file => file.Contains('-', StringComparison.Ordinal) && !file.StartsWith("chunk-", StringComparison.Ordinal))
        .ToFrozenDictionary(file => file[..file.LastIndexOf('-')] + Path.GetExtension(file), file => "/dist/" + file);

    /// <summary>The address of an entry such as <c>app.css</c> or <c>app.js</c>.</summary>
    public static string Href(string entry) =>
        _hrefs.TryGetValue(entry, out string? href) ? href : throw new ArgumentException($"js/src has no entry {entry}.", nameof(entry));

    public static void MapBundle(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/dist/{file}", ["GET", "HEAD"], Results<FileContentHttpResult, NotFound> (string file, HttpContext context) =>
        {
            if (!_pieces.TryGetValue(file, out Lazy<Piece>? found))
                return TypedResults.NotFound();

            Piece piece = found.Value;
            context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
            string accepted = context.Request.Headers.AcceptEncoding.ToString();
            bool brotli = accepted.Contains("br", StringComparison.OrdinalIgnoreCase);
            bool gzip = !brotli && accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase);
            if (brotli || gzip)
                context.Response.Headers.ContentEncoding = new StringValues(brotli ? "br" : "gzip");
            return TypedResults.File(brotli ? piece.Brotli : gzip ? piece.Gzip : piece.Plain, piece.ContentType);
        }).Public();

    private static Piece Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using MemoryStream plain = new();
        stream.CopyTo(plain);
        byte[] bytes = plain.ToArray();
        string type = Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" or ".mjs" => "text/javascript; charset=utf-8",
            ".json" or ".geojson" => "application/json",
            ".svg" => "image/svg+xml",
            ".woff2" => "font/woff2",
            _ => "application/octet-stream",
        };
        return new Piece(type, bytes,
            Compress(bytes, to => new BrotliStream(to, CompressionLevel.SmallestSize)),
            Compress(bytes, to => new GZipStream(to, CompressionLevel.SmallestSize)));
    }

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> wrap)
    {
        using MemoryStream to = new();
        using (Stream through = wrap(to))
            through.Write(bytes);
        return to.ToArray();
    }

    private sealed record Piece(string ContentType, byte[] Plain, byte[] Brotli, byte[] Gzip);
}
