using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Mainstay.Server.Access;

namespace Mainstay.Server.Pages;

/// <summary>
/// Tells open pages of this server that something changed, never what: a page fetches its fragment again and sees what it may see.
/// A fragment listens with <c>hx-trigger="changed:bench from:body"</c>.
/// </summary>
public sealed class Live
{
    private readonly ConcurrentDictionary<Listener, byte> _listeners = new();

    /// <summary>Some page is open.</summary>
    internal bool IsHeard => !_listeners.IsEmpty;

    /// <summary>How many are open.</summary>
    internal int Open => _listeners.Count;

    /// <param name="topic">A word such as <c>bench</c>, <c>ready</c> or <c>case-0198…</c>.</param>
    /// <param name="site">Code of the site it happened at; null tells everybody.</param>
    public void Changed(string topic, string? site = null)
    {
        foreach (Listener listener in _listeners.Keys)
        {
            if (site is null || listener.Site is null || listener.Site == site)
            {
                listener.Topics.Writer.TryWrite(topic);
            }
        }
    }

    /// <summary>Topics as they change; those of the same quarter of a second come once.</summary>
    internal async IAsyncEnumerable<SseItem<string>> ListenAsync(string? site, TimeProvider clock, [EnumeratorCancellation] CancellationToken ct)
    {
        Listener listener = new(site);
        _listeners[listener] = 0;
        try
        {
            yield return new SseItem<string>("", "hello") { ReconnectionInterval = TimeSpan.FromSeconds(2) };
            while (!ct.IsCancellationRequested)
            {
                if (!await AnyAsync(listener, clock, ct))
                {
                    yield return ct.IsCancellationRequested
                        ? new SseItem<string>("", "bye") { ReconnectionInterval = TimeSpan.FromSeconds(1) } // This server stops; another may answer.
                        : new SseItem<string>("", "ping");
                    continue;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(250), clock, CancellationToken.None);
                HashSet<string> topics = [];
                while (listener.Topics.Reader.TryRead(out string? topic))
                {
                    topics.Add(topic);
                }

                foreach (string topic in topics)
                {
                    yield return new SseItem<string>(topic);
                }
            }
        }
        finally
        {
            _listeners.TryRemove(listener, out _);
        }
    }

    /// <summary>Waits for a topic; false when it is time to show that the line still holds.</summary>
    private static async Task<bool> AnyAsync(Listener listener, TimeProvider clock, CancellationToken ct)
    {
        using CancellationTokenSource quiet = new(TimeSpan.FromSeconds(20), clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(ct, quiet.Token);
        try
        {
            return await listener.Topics.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private sealed record Listener(string? Site)
    {
        public Channel<string> Topics { get; } = Channel.CreateBounded<string>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest });
    }
}

internal static class LiveSetup
{
    public static void MapLive(this WebApplication app) =>
        app.MapGet("/live", (HttpContext context, Live live, Here here, TimeProvider clock, IHostApplicationLifetime life) =>
        {
            CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
            context.Response.RegisterForDispose(end);
            context.Response.Headers["X-Accel-Buffering"] = "no";
            return TypedResults.ServerSentEvents(live.ListenAsync(here.Site?.Code, clock, end.Token));
        }).ForAnyStaff();
}
