using Mainstay.Cases.Watch;
using Mainstay.Network.Contracts;

namespace Mainstay.Server.Pages;

/// <summary>
/// While pages are open, asks the database every second which cases changed, on whichever node, and tells the boards of their
/// sites. A database that is gone is asked again; meanwhile pages stay as they are.
/// </summary>
internal sealed partial class LiveWatch(Live live, ChangeFeed feed, ISites sites, TimeProvider clock, ILogger<LiveWatch> log)
    : Worker(TimeSpan.FromSeconds(1), clock)
{
    private static readonly string[] _topics = ["bench", "factory", "ready", "desk", "cases", "boxes", "shelves"];

    protected override async Task WorkAsync(CancellationToken ct)
    {
        if (live.IsHeard)
        {
            await TellAsync(ct);
        }
        else
        {
            feed.Forget();
        }
    }

    protected override void Failed(string reason) => LogFailed(reason);

    private async Task TellAsync(CancellationToken ct)
    {
        HashSet<SiteId> touched = [];
        foreach (ChangedCase changed in await feed.NextAsync(ct))
        {
            live.Changed($"case-{changed.Case}");
            touched.Add(changed.Site);
            touched.Add(changed.At);
        }

        foreach (SiteId site in touched)
        {
            string code = (await sites.GetAsync(site, ct)).Ref.Code;
            foreach (string topic in _topics)
            {
                live.Changed(topic, code);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Open pages could not be told of changes: {Reason}")]
    private partial void LogFailed(string reason);
}
