namespace Mainstay.Bench.Serving;

/// <summary>
/// One open page of a centre as a browser holds it: a stream of its own at <c>/live</c>; when the topic of the bench comes, it fetches
/// the page again where that is asked for.
/// </summary>
internal sealed class Board(Wire wire, Func<CancellationToken, Task<bool>>? fetch) : IDisposable
{
    private static readonly byte[] _news = "data: bench\n"u8.ToArray();
    private readonly List<Heard> _heard = [];
    private readonly TaskCompletionSource _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="at">When the event came, as a timestamp of the clock.</param>
    internal sealed class Heard(long at)
    {
        public long At => at;

        /// <summary>When the page had been fetched; null while it is not.</summary>
        public long? FetchedAt { get; set; }
    }

    public Task Hello => _hello.Task;

    /// <summary>Fetches that were not answered with the page.</summary>
    public int Failed { get; private set; }

    /// <returns>The first news at or after a moment.</returns>
    public Heard? FirstSince(long moment)
    {
        lock (_heard)
        {
            return _heard.Find(heard => heard.At >= moment);
        }
    }

    /// <summary>Until it is told to stop, or the server closes the stream.</summary>
    public async Task ListenAsync(byte[] request, CancellationToken ct)
    {
        try
        {
            await wire.SendAsync(request, ct);
            var buffer = new byte[1024];
            var matched = 0;
            while (await wire.ReadAsync(buffer, ct) is > 0 and var read)
            {
                if (!_hello.Task.IsCompleted)
                {
                    var status = Wire.Status(buffer);
                    if (status != 200)
                    {
                        throw new InvalidOperationException($"A board was answered {status}.");
                    }

                    _hello.TrySetResult();
                }

                // An event may lie across two reads; the pattern's first byte stands in it only once.
                for (var i = 0; i < read; i++)
                {
                    matched = buffer[i] == _news[matched] ? matched + 1 : buffer[i] == _news[0] ? 1 : 0;
                    if (matched == _news.Length)
                    {
                        matched = 0;
                        Hear(ct);
                    }
                }
            }

            _hello.TrySetException(new IOException("The server closed a board's stream."));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            _hello.TrySetException(e);
        }
    }

    public void Dispose() => wire.Dispose();

    private void Hear(CancellationToken ct)
    {
        var heard = new Heard(BenchWorld.Clock.GetTimestamp());
        lock (_heard)
        {
            _heard.Add(heard);
        }

        if (fetch is not null)
        {
            _ = FetchAsync(heard, ct);
        }
    }

    private async Task FetchAsync(Heard heard, CancellationToken ct)
    {
        try
        {
            if (await fetch!(ct))
            {
                heard.FetchedAt = BenchWorld.Clock.GetTimestamp();
                return;
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
        }

        Failed += ct.IsCancellationRequested ? 0 : 1;
    }
}
