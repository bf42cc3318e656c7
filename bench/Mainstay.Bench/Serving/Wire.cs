using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Mainstay.Bench.Serving;

/// <summary>
/// One kept connection to a server on this machine. It speaks as much HTTP/1.1 as our server answers with, so that the asking side
/// takes little of the cores it shares with the server.
/// </summary>
internal sealed class Wire : IDisposable
{
    private readonly Socket _socket;
    private byte[] _buffer = new byte[4096];

    private Wire(Socket socket) => _socket = socket;

    public static async Task<Wire> ConnectAsync(Uri server, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port, ct);
        return new Wire(socket);
    }

    public static byte[] Request(string method, string path, Uri server, string headers, string? body = null) => Encoding.UTF8.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: {server.Authority}\r\n{headers}"
        + (body is null ? "\r\n" : string.Create(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}")));

    /// <returns>The status, and the answer as it came, header and all.</returns>
    public async Task<(int Status, string Answer)> AskAsync(byte[] request, CancellationToken ct)
    {
        await SendAsync(request, ct);
        var length = 0;
        while (!IsWhole(_buffer.AsSpan(0, length)))
        {
            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, 2 * length);
            }

            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length), ct);
            length += read > 0 ? read : throw new IOException("The server closed the connection within an answer.");
        }

        return (Status(_buffer), Encoding.UTF8.GetString(_buffer, 0, length));
    }

    public async Task SendAsync(byte[] request, CancellationToken ct)
    {
        for (var sent = 0; sent < request.Length;)
        {
            sent += await _socket.SendAsync(request.AsMemory(sent), ct);
        }
    }

    /// <returns>What came; 0 when the server closed the connection.</returns>
    public ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken ct) => _socket.ReceiveAsync(into, ct);

    public static int Status(ReadOnlySpan<byte> answer) => int.Parse(answer.Slice("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var body = answer[(end + 4)..];
        var at = answer[..end].IndexOf("\r\nContent-Length: "u8);
        if (at < 0)
        {
            return answer[..end].IndexOf("\r\nTransfer-Encoding: chunked"u8) < 0 || body.SequenceEqual("0\r\n\r\n"u8) || body.EndsWith("\r\n0\r\n\r\n"u8);
        }

        var value = answer[(at + "\r\nContent-Length: ".Length)..end];
        var next = value.IndexOf("\r\n"u8);
        return body.Length >= int.Parse(next < 0 ? value : value[..next], CultureInfo.InvariantCulture);
    }
}
