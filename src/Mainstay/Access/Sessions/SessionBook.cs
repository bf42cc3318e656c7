using System.Collections.Concurrent;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Sessions;

/// <summary>
/// The sessions this node has met, in memory: a request costs no question to the database. A session that ends on this node is out at
/// the next request; one that ends on another within two seconds, when the revision of the sessions is looked at.
/// </summary>
public sealed class SessionBook(Database database, SessionRule rule, TimeProvider clock) : IDisposable
{
    internal const string Revision = "sessions";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<SessionId, Known> _known = new();
    private readonly SemaphoreSlim _looking = new(1);
    private volatile Look? _look;

    /// <returns>Null when it ended, is too old, lay idle too long, or never was.</returns>
    public async ValueTask<KnownSession?> FindAsync(SessionId id, CancellationToken ct)
    {
        var look = _look is { } last && IsFresh(last) ? last : await LookAsync(ct);
        var now = clock.Now();
        if (!_known.TryGetValue(id, out var known) || known.Under < look.Number || now - known.SeenAt > known.IdleOr(rule.Idle))
        {
            known = await LoadAsync(id, look.Number, known, now, ct);
        }

        if (known is null || known.Session.ExpiresAt <= now || now - known.SeenAt > known.IdleOr(rule.Idle))
        {
            _known.TryRemove(id, out _);
            return null;
        }

        known.SeenAt = now;
        return new KnownSession(id, known.Session.Person, known.Session.Stamp, known.Session.How, known.Session.ExpiresAt, known.ProvedAt, known.Session.IsLimited)
        {
            Terminal = known.Session.Terminal,
            IdleMinutes = known.Session.IdleMinutes,
        };
    }

    /// <summary>What another node may know of the session by now: when the person last proved who he is.</summary>
    public async Task<DateTimeOffset?> ProvedAtAsync(SessionId id, CancellationToken ct)
    {
        _known.TryRemove(id, out var _);
        return (await FindAsync(id, ct))?.ProvedAt;
    }

    /// <summary>He proved again who he is, and with that a second factor may have come.</summary>
    public async Task ProvedAsync(SessionId id, CancellationToken ct)
    {
        var at = clock.Now();
        DateTimeOffset? proved = at;
        await using var db = await database.CreateDbContextAsync(ct);
        await db.Set<Session>().Where(row => row.Id == id && row.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ProvedAt, proved), ct);

        if (_known.TryGetValue(id, out var known))
        {
            known.ProvedAt = at;
        }
    }

    /// <summary>Writes down who was seen since the last time; in rounds, so that no request waits for it.</summary>
    public async Task WriteSeenAsync(CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        foreach (var (id, known) in _known)
        {
            var seen = known.SeenAt;
            if (seen > known.WrittenAt)
            {
                await db.Set<Session>().Where(row => row.Id == id && row.SeenAt < seen).ExecuteUpdateAsync(set => set.SetProperty(row => row.SeenAt, seen), ct);
                known.WrittenAt = seen;
            }

            if (known.Session.ExpiresAt < clock.GetUtcNow())
            {
                _known.TryRemove(id, out _);
            }
        }
    }

    public void Dispose() => _looking.Dispose();

    private bool IsFresh(Look look) => look.Epoch == database.LightEpoch && clock.GetElapsedTime(look.At) < _patience;

    /// <summary>When the revision changed, something ended somewhere: what is still good is asked for at once, all others go.</summary>
    private async Task<Look> LookAsync(CancellationToken ct)
    {
        await _looking.WaitAsync(ct);
        try
        {
            var last = _look;
            if (last is not null && IsFresh(last))
            {
                return last;
            }

            var epoch = database.LightEpoch;
            var at = clock.GetTimestamp();
            await using var db = await database.CreateDbContextAsync(ct);
            var stamp = await db.Set<Revision>().Where(row => row.Name == Revision).Select(row => row.Stamp).FirstOrDefaultAsync(ct) ?? "";
            if (last is not null && last.Stamp == stamp)
            {
                return _look = last with { Epoch = epoch, At = at };
            }

            var next = new Look(stamp, epoch, at, (last?.Number ?? 0) + 1);
            var met = _known.ToArray(); // Before asking: what is met meanwhile keeps its older number and is asked for again.
            var now = clock.Now();
            var alive = (await db.Set<Session>().Where(row => row.ExpiresAt > now && row.EndedAt == null).Select(row => row.Id).ToListAsync(ct)).ToHashSet();
            foreach (var (id, known) in met)
            {
                if (alive.Contains(id))
                {
                    known.Under = next.Number;
                }
                else
                {
                    _known.TryRemove(id, out _);
                }
            }

            return _look = next;
        }
        finally
        {
            _looking.Release();
        }
    }

    private async Task<Known?> LoadAsync(SessionId id, int under, Known? before, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var session = await db.Set<Session>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.EndedAt == null && row.ExpiresAt > now, ct);
        if (session is null)
        {
            return null;
        }

        var seen = before is not null && before.SeenAt > session.SeenAt ? before.SeenAt : session.SeenAt;
        return _known[id] = new Known(session) { Under = under, SeenAt = seen, WrittenAt = session.SeenAt, ProvedAt = session.ProvedAt };
    }

    /// <param name="Number">Grows with each change of the revision.</param>
    private sealed record Look(string Stamp, int Epoch, long At, int Number);

    /// <summary>Fields race harmlessly: each is written with what is true at that moment.</summary>
    private sealed class Known(Session session)
    {
        private long _seen;
        private long _proved;

        public Session Session { get; } = session;

        public TimeSpan IdleOr(TimeSpan usual) => Session.IdleMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : usual;

        public int Under { get; set; }

        public DateTimeOffset WrittenAt { get; set; }

        public DateTimeOffset SeenAt
        {
            get => new(Volatile.Read(ref _seen), TimeSpan.Zero);
            set => Volatile.Write(ref _seen, value.UtcTicks);
        }

        public DateTimeOffset? ProvedAt
        {
            get => Volatile.Read(ref _proved) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
            set => Volatile.Write(ref _proved, value?.UtcTicks ?? 0);
        }
    }
}

/// <summary>A session that is good now.</summary>
public sealed record KnownSession(SessionId Id, PersonId Person, string Stamp, SignInHow How, DateTimeOffset ExpiresAt, DateTimeOffset? ProvedAt, bool IsLimited)
{
    /// <summary>The counter terminal it was begun at.</summary>
    public TerminalId? Terminal { get; init; }

    /// <summary>Unused for so long it ends, where that is sooner than usual.</summary>
    public int? IdleMinutes { get; init; }
}
