using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Mainstay.Server.Access;

namespace Mainstay.Server.Pages;

/// <summary>
/// Tells open pages of this server that something changed, never what: a page fetches its fragment again and sees what it may see.
/// A fragment listens with <c>hx-trigger="changed:bench from:body"</c>, and the page asks for the topics of its fragments.
/// </summary>
public sealed class Live
{
    /// <summary>After something was told, what follows within this time comes together.</summary>
    private static readonly TimeSpan _calm = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<Listener, byte> _listeners = new();

    /// <summary>Some page is open.</summary>
    internal bool IsHeard => !_listeners.IsEmpty;

    /// <summary>How many are open.</summary>
    internal int Open => _listeners.Count;

    /// <param name="topic">A word such as <c>bench</c>, <c>ready</c> or <c>case-0198…</c>.</param>
    /// <param name="site">Code of the site it happened at; null tells everybody.</param>
    public void Changed(string topic, string? site = null) => Changed([topic], site);

    /// <param name="topics">What changed at one moment: each page hears of it at one moment.</param>
    /// <param name="site">Code of the site it happened at; null tells everybody.</param>
    internal void Changed(IReadOnlyCollection<string> topics, string? site)
    {
        foreach (var (listener, _) in _listeners)
        {
            if (site is null || listener.Site is null || listener.Site == site)
            {
                listener.Tell(topics);
            }
        }
    }

    /// <summary>Topics as they change: the first at once, those of the next quarter of a second together.</summary>
    /// <param name="site">Only what happens there, and what happens everywhere; null hears of all sites.</param>
    /// <param name="about">Only these topics; null hears of all.</param>
    internal async IAsyncEnumerable<SseItem<string>> ListenAsync(string? site, IReadOnlySet<string>? about, TimeProvider clock, [EnumeratorCancellation] CancellationToken ct)
    {
        Listener listener = new(site, about);
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

                foreach (string topic in listener.Take())
                {
                    yield return new SseItem<string>(topic);
                }

                await Task.Delay(_calm, clock, CancellationToken.None);
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
            return await listener.News.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private sealed class Listener(string? site, IReadOnlySet<string>? about)
    {
        private readonly HashSet<string> _waiting = [];
        private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public string? Site => site;

        public ChannelReader<bool> News => _news.Reader;

        public void Tell(IReadOnlyCollection<string> topics)
        {
            var isNew = false;
            lock (_waiting)
            {
                foreach (string topic in topics)
                {
                    isNew |= (about is null || about.Contains(topic)) && _waiting.Add(topic);
                }
            }

            if (isNew)
            {
                _news.Writer.TryWrite(true);
            }
        }

        public string[] Take()
        {
            _news.Reader.TryRead(out _);
            lock (_waiting)
            {
                string[] topics = [.. _waiting];
                _waiting.Clear();
                return topics;
            }
        }
    }
}

internal static class LiveSetup
{
    private const int MostTopics = 50;

    public static void MapLive(this WebApplication app) =>
        app.MapGet("/live", (string? about, HttpContext context, Live live, Here here, TimeProvider clock, IHostApplicationLifetime life) =>
        {
            HashSet<string>? topics = about?.Split(',', MostTopics, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
            CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
            context.Response.RegisterForDispose(end);
            context.Response.Headers["X-Accel-Buffering"] = "no";
            return TypedResults.ServerSentEvents(live.ListenAsync(here.Site?.Code, topics, clock, end.Token));
        }).ForAnyStaff();
}
