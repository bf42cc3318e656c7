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
        endpoint.Accepts<IFormFile>(type, others).WithMetadata(new IgnoresKeysAttribute());
}
