namespace Mainstay.Server.Api;

/// <summary>Files in request bodies, as they are.</summary>
internal static class Files
{
    /// <summary>The body in a stream that can be read twice: readers look at a file's encoding first.</summary>
    public static async Task<Stream> TakeAsync(HttpRequest request, CancellationToken ct)
    {
        var file = new MemoryStream();
        await request.Body.CopyToAsync(file, ct);
        file.Position = 0;
        return file;
    }

    /// <summary>Imports are all or nothing and change nothing when repeated, so they need no key.</summary>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder endpoint, string type, params string[] others) =>
        endpoint.WithMetadata(new IgnoresKeysAttribute(), new TakesFileAttribute([type, .. others]));
}

/// <summary>For the description only: who sends another type is told by the reader of the file.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TakesFileAttribute(IReadOnlyList<string> types) : Attribute
{
    public IReadOnlyList<string> Types { get; } = types;
}
