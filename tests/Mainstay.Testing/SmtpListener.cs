using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mainstay.Testing;

/// <summary>A mail that arrived: who and whom it was for, and the lines as they came over the wire.</summary>
public sealed record ReceivedMail(string From, IReadOnlyList<string> To, string Data)
{
    /// <summary>What stands before the first empty line, folded lines joined.</summary>
    public string Header(string name) => Head.Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";

    /// <summary>The body as it was before base64.</summary>
    public string Body => Encoding.UTF8.GetString(Convert.FromBase64String(Data[(Head.Length + 4)..].Replace("\r\n", "", StringComparison.Ordinal)));

    private string Head => Data[..Data.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
}

/// <summary>A real mail server on the loopback, as far as RFC 5321 asks of the smallest one; it may refuse, put off, fall silent or hang up.</summary>
public sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ReceivedMail> _received = [];
    private readonly Task _serving;
    private int _connections;

    public SmtpListener()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What is answered to a recipient; 250 takes him.</summary>
    public Func<string, string> OnRecipient { get; set; } = _ => "250 2.1.5 Ok";

    /// <summary>What is answered to the whole mail.</summary>
    public Func<string> OnData { get; set; } = () => "250 2.0.0 Queued";

    /// <summary>Takes the mail and hangs up without a word: nobody knows whether it arrived.</summary>
    public bool HangsUpAfterData { get; set; }

    /// <summary>Accepts the connection and says nothing.</summary>
    public bool IsSilent { get; set; }

    public int Connections => Volatile.Read(ref _connections);

    public IReadOnlyList<ReceivedMail> Received
    {
        get
        {
            lock (_received)
            {
                return [.. _received];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_serving.IsCompleted)
        {
            return;
        }

        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _ = TalkAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                if (IsSilent)
                {
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }

                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
                await ConverseAsync(reader, writer);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
            }
        }
    }

    private async Task ConverseAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("220 loopback ESMTP");
        var (from, to) = ("", new List<string>());
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await writer.WriteLineAsync("250-loopback");
                    await writer.WriteLineAsync("250 8BITMIME");
                    break;
                case "HELO" or "NOOP":
                    await writer.WriteLineAsync("250 Ok");
                    break;
                case "MAIL":
                    (from, to) = (Address(line), []);
                    await writer.WriteLineAsync("250 2.1.0 Ok");
                    break;
                case "RCPT":
                    var answer = OnRecipient(Address(line));
                    if (answer.StartsWith('2'))
                    {
                        to.Add(Address(line));
                    }

                    await writer.WriteLineAsync(answer);
                    break;
                case "DATA" when to.Count > 0:
                    await writer.WriteLineAsync("354 Go on");
                    var data = await ReadDataAsync(reader);
                    if (HangsUpAfterData)
                    {
                        Keep(new ReceivedMail(from, to, data));
                        return;
                    }

                    var verdict = OnData();
                    if (verdict.StartsWith('2'))
                    {
                        Keep(new ReceivedMail(from, to, data));
                    }

                    await writer.WriteLineAsync(verdict);
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 Bye");
                    return;
                default:
                    await writer.WriteLineAsync("502 Not here");
                    break;
            }
        }
    }

    private void Keep(ReceivedMail mail)
    {
        lock (_received)
        {
            _received.Add(mail);
        }
    }

    private async Task<string> ReadDataAsync(StreamReader reader)
    {
        var data = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            data.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        }

        return data.ToString();
    }

    private static string Address(string line) =>
        line.IndexOf('<') is >= 0 and var open && line.IndexOf('>') is > 0 and var close ? line[(open + 1)..close] : "";
}
