using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Mainstay.Messaging.Contracts;

namespace Mainstay.Messaging.Webhooks;

/// <param name="Status">Null: there was no answer.</param>
/// <param name="Said">In a word of ours why there was none, or how the answer begins.</param>
internal sealed record Answer(int? Status, string? Said)
{
    public bool IsGood => Status is >= 200 and < 300;

    public bool IsGone => Status == 410;
}

/// <summary>Sends one event to one address, and says how it went. The address is judged when the name has been resolved, at each connection.</summary>
public sealed class WebhookSender : IDisposable
{
    private const int LongestAnswer = 200;
    private const int MostConnections = 64;
    private static readonly MediaTypeHeaderValue _json = new("application/json", "utf-8");

    private readonly WebhookOptions _options;
    private readonly HttpClient _client;

    public WebhookSender(WebhookOptions options)
    {
        _options = options;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = ConnectAsync,
            MaxConnectionsPerServer = MostConnections,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 64 * 1024,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2), // A name that moves is followed.
            ActivityHeadersPropagator = null,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The same bytes at each attempt.</summary>
    public static byte[] BodyOf(OutEvent happened)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("type", happened.Type);
            json.WriteString("timestamp", happened.At.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
            json.WritePropertyName("data");
            json.WriteRawValue(happened.Data);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    internal async Task<Answer> SendAsync(string url, OutEvent happened, IReadOnlyList<byte[]> secrets, DateTimeOffset now, CancellationToken ct)
    {
        var body = BodyOf(happened);
        var id = happened.Id.ToString();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = _json;
        request.Headers.UserAgent.ParseAdd("Mainstay/1");
        request.Headers.Add(Signature.Id, id);
        request.Headers.Add(Signature.Timestamp, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(Signature.Header, Signature.Of(secrets, id, now, body));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_options.Timeout);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return new Answer((int)response.StatusCode, response.IsSuccessStatusCode ? null : await BeginningAsync(response, patience.Token));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Answer(null, "timeout");
        }
        catch (HttpRequestException e)
        {
            return new Answer(null, e.InnerException is AddressRefusedException ? "address_refused" : EnumWord(e.HttpRequestError));
        }
    }

    public void Dispose() => _client.Dispose();

    private static string EnumWord(HttpRequestError error) => Common.SnakeCase.Of(error.ToString());

    private static async Task<string?> BeginningAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var buffer = new byte[LongestAnswer];
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        var text = Encoding.UTF8.GetString(buffer, 0, read);
        return text.Length == 0 ? null : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        var allowed = addresses.Where(address => Receivers.MayReach(address, _options.Reach)).ToArray();
        if (allowed.Length == 0)
        {
            throw new AddressRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class AddressRefusedException() : IOException("The address lies in a private or reserved network.");
}
