using System.Net;
using System.Net.Sockets;
using System.Text;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Server.Tests.Api;

/// <summary>Pictures over HTTP: what is sent, what is kept, and what comes back.</summary>
public sealed class UploadsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_picture_comes_back_clean_as_what_it_is_and_nothing_else_is_taken(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var desk = await world.SignInAsync("desk");
        var path = $"cases/{(await desk.PostAsync("cases", world.WalkIn())).Ok(HttpStatusCode.Created)["id"].GetString()}/attachments";
        foreach (var sent in SamplePictures.Telling)
        {
            var sequence = (await desk.PostAsync(path, new { kind = "photo", content = Convert.ToBase64String(sent) })).Ok(HttpStatusCode.Created)["sequence"].GetInt32();
            using var answer = await desk.Http.GetAsync(new Uri($"{path}/{sequence}", UriKind.Relative), Ct);
            var kept = await answer.Content.ReadAsByteArrayAsync(Ct);
            Assert.False(SamplePictures.Holds(kept, SamplePictures.Secret));
            Assert.Equal(Mainstay.Common.Pictures.Picture.Of(sent).ContentType, answer.Content.Headers.ContentType!.ToString());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("default-src 'none'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
            Assert.True(answer.Headers.CacheControl is { NoStore: true, Private: true });
            Assert.StartsWith("inline; filename=", answer.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        }

        foreach (var content in (string[])["MZ\u0090\0", "<svg onload='alert(1)'/>", "PK\u0003\u0004"])
        {
            (await desk.PostAsync(path, new { kind = "photo", content = Convert.ToBase64String(Encoding.Latin1.GetBytes(content)) })).Refused(HttpStatusCode.UnprocessableEntity, "attachment-type");
        }

        (await desk.PostAsync(path, new { kind = "photo", content = Convert.ToBase64String(SamplePictures.Png(60_000, 60_000, 8, 6, new byte[10_000])) }))
            .Refused(HttpStatusCode.UnprocessableEntity, "picture-too-many-pixels");
    }

    [Theory, BothDatabases]
    public async Task Two_hundred_megabytes_are_cut_off_with_one_sentence(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var desk = await world.SignInAsync("desk");
        var id = (await desk.PostAsync("cases", world.WalkIn())).Ok(HttpStatusCode.Created)["id"].GetString();
        var cookies = string.Join("; ", desk.Cookies(new Uri(world.Address)));
        (string Path, string Type, string Start)[] ways =
        [
            ($"/api/v1/cases/{id}/attachments", "application/json", """{"kind":"photo","content":" """.TrimEnd()),
            ($"/cases/{id}/attach", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"),
            ("/login", "application/x-www-form-urlencoded", "login="),
        ];
        foreach (var way in ways)
        {
            foreach (var isTold in (ReadOnlySpan<bool>)[true, false])
            {
                var (sent, answer) = Send(new Uri(world.Address), way.Path, way.Type, way.Start, cookies, isTold);
                Assert.True(answer.StartsWith("HTTP/1.1 413", StringComparison.Ordinal), $"{way} {isTold}: {answer[..Math.Min(400, answer.Length)]}");
                Assert.Contains("larger than the server takes", answer, StringComparison.Ordinal);
                Assert.True(sent < 64L << 20, $"{sent} bytes were taken");
            }
        }
    }

    /// <summary>Sends on and on until it is told to stop, as a client that does not listen would.</summary>
    private static (long Sent, string Answer) Send(Uri server, string path, string type, string start, string cookies, bool isTold)
    {
        const long All = 200L << 20;
        using var socket = new TcpClient(server.Host, server.Port);
        using var stream = socket.GetStream();
        stream.ReadTimeout = 30_000;
        var length = isTold ? $"Content-Length: {All}" : "Transfer-Encoding: chunked";
        stream.Write(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nOrigin: {server.GetLeftPart(UriPartial.Authority)}\r\nCookie: {cookies}\r\nContent-Type: {type}\r\n{length}\r\n\r\n"));
        stream.Write(Encoding.ASCII.GetBytes(isTold ? start : $"{start.Length:x}\r\n{start}\r\n"));
        var part = Encoding.ASCII.GetBytes(new string('a', 0x10000));
        var sent = 0L;
        try
        {
            while (sent < All && !stream.DataAvailable)
            {
                stream.Write(isTold ? part : [.. "10000\r\n"u8, .. part, .. "\r\n"u8]);
                sent += part.Length;
            }
        }
        catch (IOException)
        {
            // Cut off while we wrote; what it said before is read below.
        }

        var answer = new StringBuilder();
        var buffer = new byte[64 * 1024];
        try
        {
            for (int count; (count = stream.Read(buffer)) > 0;)
            {
                answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
                if (answer.ToString().Contains("larger than the server takes", StringComparison.Ordinal))
                {
                    break;
                }
            }
        }
        catch (IOException)
        {
            // The connection was closed hard; what came is looked at.
        }

        return (sent, answer.ToString());
    }
}
