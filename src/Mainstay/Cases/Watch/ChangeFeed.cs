using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Watch;

/// <summary>A case that somebody changed, on whichever node.</summary>
public sealed record ChangedCase(CaseId Case, SiteId Site, SiteId At, DateTimeOffset ChangedAt);

/// <summary>Which cases changed since it was asked last, read by the index of changes: cheap enough to ask every second.</summary>
public sealed class ChangeFeed(Database database, TimeProvider clock)
{
    /// <summary>A change is stamped before it is committed; what comes late within this time is still told, once.</summary>
    private static readonly TimeSpan _overlap = TimeSpan.FromSeconds(10);

    private const int MostAtOnce = 500;

    private readonly Dictionary<CaseId, DateTimeOffset> _told = [];
    private DateTimeOffset? _since;

    /// <returns>Empty the first time: it begins now. Not for use from several threads.</returns>
    public async Task<IReadOnlyList<ChangedCase>> NextAsync(CancellationToken ct)
    {
        var now = clock.Now();
        if (_since is not { } since)
        {
            _since = now;
            return [];
        }

        await using var db = await database.CreateDbContextAsync(ct);
        var from = since - _overlap;
        var changed = await db.Cases.AsNoTracking().Where(c => c.UpdatedAt >= from && !c.IsHistory)
            .OrderBy(c => c.UpdatedAt).Take(MostAtOnce)
            .Select(c => new ChangedCase(c.Id, c.Site, c.At, c.UpdatedAt)).ToListAsync(ct);
        var fresh = changed.Where(c => c.ChangedAt > since - _overlap && _told.GetValueOrDefault(c.Case) != c.ChangedAt).ToList();
        fresh.ForEach(c => _told[c.Case] = c.ChangedAt);
        _since = changed.Count == MostAtOnce ? changed[^1].ChangedAt + _overlap : now;
        foreach (var (old, _) in _told.Where(pair => pair.Value < _since - (2 * _overlap)).ToList())
        {
            _told.Remove(old);
        }

        return fresh;
    }

    /// <summary>Nobody listened meanwhile: begin anew with the next question.</summary>
    public void Forget()
    {
        _since = null;
        _told.Clear();
    }
}
