using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Watch;

/// <summary>A case that somebody changed, on whichever node.</summary>
public sealed record ChangedCase(CaseId Case, SiteId Site, SiteId At, DateTimeOffset ChangedAt);

/// <summary>Which cases changed since it was asked last, read by the index of changes: cheap enough to ask many times a second.</summary>
public sealed class ChangeFeed(Database database, TimeProvider clock)
{
    /// <summary>A change is stamped before it is committed; what comes late within this time is still told, once.</summary>
    private static readonly TimeSpan _overlap = TimeSpan.FromSeconds(10);

    /// <summary>Nearly all are committed by then: further back is looked at once in this time only.</summary>
    private static readonly TimeSpan _glance = TimeSpan.FromSeconds(1);

    private const int MostAtOnce = 2000;

    private readonly Dictionary<CaseId, DateTimeOffset> _told = [];
    private DateTimeOffset? _since;
    private DateTimeOffset? _lookedBackAt;

    /// <summary>More changed than is taken at once: goes on from here.</summary>
    private DateTimeOffset? _rest;

    /// <returns>Empty the first time: it begins now. Not for use from several threads.</returns>
    public async Task<IReadOnlyList<ChangedCase>> NextAsync(CancellationToken ct)
    {
        var now = clock.Now();
        if (_since is not { } since)
        {
            _since = now;
            return [];
        }

        var looksBack = _lookedBackAt is not { } last || now - last >= _glance || now < last;
        var from = _rest ?? since - (looksBack ? _overlap : _glance);
        await using var db = await database.CreateDbContextAsync(ct);
        var changed = await db.Cases.AsNoTracking().Where(c => c.UpdatedAt >= from && !c.IsHistory)
            .OrderBy(c => c.UpdatedAt).Take(MostAtOnce)
            .Select(c => new ChangedCase(c.Id, c.Site, c.At, c.UpdatedAt)).ToListAsync(ct);
        var fresh = changed.Where(c => _told.GetValueOrDefault(c.Case) != c.ChangedAt).ToList();
        fresh.ForEach(c => _told[c.Case] = c.ChangedAt);
        _rest = changed.Count == MostAtOnce ? changed[^1].ChangedAt : null;
        _since = now;
        if (looksBack && _rest is null)
        {
            _lookedBackAt = now;
            foreach (var (old, _) in _told.Where(pair => pair.Value < now - (2 * _overlap)).ToList())
            {
                _told.Remove(old);
            }
        }

        return fresh;
    }

    /// <summary>Nobody listened meanwhile: begin anew with the next question.</summary>
    public void Forget()
    {
        _since = null;
        _lookedBackAt = null;
        _rest = null;
        _told.Clear();
    }
}
