using Mainstay.Cases.Watch;
using Mainstay.Network.Contracts;

namespace Mainstay.Server.Pages;

/// <summary>
/// While pages are open, asks the database ten times a second which cases changed, on whichever node, and tells the boards of their
/// sites. A database that is gone is asked again; meanwhile pages stay as they are.
/// </summary>
internal sealed partial class LiveWatch(Live live, ChangeFeed feed, ISites sites, TimeProvider clock, ILogger<LiveWatch> log)
    : Worker(TimeSpan.FromMilliseconds(100), clock)
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
        IReadOnlyList<ChangedCase> changed = await feed.NextAsync(ct);
        if (changed.Count == 0)
        {
            return;
        }

        live.Changed([.. changed.Select(one => $"case-{one.Case}")], null);
        foreach (SiteId site in changed.SelectMany(one => (SiteId[])[one.Site, one.At]).Distinct())
        {
            live.Changed(_topics, (await sites.GetAsync(site, ct)).Ref.Code);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Open pages could not be told of changes: {Reason}")]
    private partial void LogFailed(string reason);
}
