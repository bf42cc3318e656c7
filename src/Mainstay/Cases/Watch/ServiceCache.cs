using System.Collections.Concurrent;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Watch;

/// <summary>What was summed for one question.</summary>
internal sealed record ServiceSummed(
    DateTimeOffset At,
    Dictionary<SiteId, (ServiceSums? Now, ServiceSums? Before)> Turns,
    Dictionary<SiteId, (long Mended, long Back, long MendedBefore, long BackBefore)> Bounces,
    List<ServiceDay> ByDay,
    List<ServiceCause> Causes,
    Dictionary<SiteId, Backlog> Open);

/// <param name="Sites">Codes of the sites asked for, joined; empty for all.</param>
internal sealed record ServiceQuestion(Days Span, Days Bounce, CategoryId? Category, string Sites);

/// <summary>
/// The same question within a few seconds is answered from memory: figures follow the cases by seconds anyway, and many people
/// open the same page. An answer says when it was summed.
/// </summary>
public sealed class ServiceCache(TimeProvider clock)
{
    private static readonly TimeSpan _life = TimeSpan.FromSeconds(15);
    private const int Most = 200;

    private readonly ConcurrentDictionary<ServiceQuestion, (DateTimeOffset At, Lazy<Task<ServiceSummed>> Answer)> _kept = new();

    internal async Task<ServiceSummed> AskAsync(ServiceQuestion question, Func<Task<ServiceSummed>> sum, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_kept.Count > Most)
        {
            _kept.Clear();
        }

        var kept = _kept.AddOrUpdate(
            question,
            _ => (now, new Lazy<Task<ServiceSummed>>(sum)),
            (_, old) => now - old.At < _life && !(old.Answer.IsValueCreated && old.Answer.Value.IsFaulted) ? old : (now, new Lazy<Task<ServiceSummed>>(sum)));
        return await kept.Answer.Value.WaitAsync(ct);
    }
}
