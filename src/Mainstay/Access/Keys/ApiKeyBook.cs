using System.Collections.Concurrent;
using System.Security.Cryptography;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Keys;

/// <summary>Who asks with a key. Read from memory: a key that is revoked ends at once on this node and within two seconds on the others.</summary>
public sealed class ApiKeyBook(Database database, IActors actors, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan _betweenMarks = TimeSpan.FromMinutes(1);

    private readonly ReferenceCache<Dictionary<ApiKeyId, ApiKey>> _cache = new(database, clock, Directory.Revision, async (db, ct) =>
        await db.Set<ApiKey>().AsNoTracking().Where(key => key.RevokedAt == null).ToDictionaryAsync(key => key.Id, ct));

    private readonly ConcurrentDictionary<ApiKeyId, DateTimeOffset> _marked = new();

    /// <returns>Null: no such key, another secret, expired or revoked.</returns>
    public async Task<(ApiKeyId Key, Actor Actor)?> FindAsync(string text, CancellationToken ct)
    {
        if (!ApiKey.TryRead(text, out var id, out var digest)
            || !(await _cache.GetAsync(ct)).TryGetValue(id, out var key)
            || !CryptographicOperations.FixedTimeEquals(key.Digest, digest)
            || key.ExpiresAt <= clock.GetUtcNow()
            || await actors.LoadAsync(key.Person, ct) is not { } actor)
        {
            return null;
        }

        await MarkUsedAsync(id, ct);
        return (id, actor);
    }

    public void Dispose() => _cache.Dispose();

    private async Task MarkUsedAsync(ApiKeyId id, CancellationToken ct)
    {
        var now = clock.Now();
        if (_marked.TryGetValue(id, out var last) && now - last < _betweenMarks)
        {
            return;
        }

        _marked[id] = now;
        await using var db = await database.CreateDbContextAsync(ct);
        await db.Set<ApiKey>().Where(key => key.Id == id && (key.LastUsedAt == null || key.LastUsedAt < now))
            .ExecuteUpdateAsync(row => row.SetProperty(key => key.LastUsedAt, now), ct);
    }
}
