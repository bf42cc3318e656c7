using Mainstay.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Storage;

/// <summary>A stamp per kind of reference data; it changes in the transaction that changes the data, so every node sees it.</summary>
public sealed class Revision
{
    public required string Name { get; init; }

    public required string Stamp { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Revision>
    {
        public void Configure(EntityTypeBuilder<Revision> table) => table.ToTable("storage_revisions").HasKey(revision => revision.Name);
    }
}

public static class Revisions
{
    /// <summary>Reference data of this name changes with the caller's unit of work: caches on all nodes reload after the commit.</summary>
    public static async Task TouchAsync(MainstayDb db, IdSource ids, string name, CancellationToken ct)
    {
        var revision = await db.Set<Revision>().FindAsync([name], ct);
        if (revision is null)
        {
            // Two may be the first at the same moment. An empty stamp is what caches take a missing one for, so that it may be seen early.
            await db.Database.ExecuteSqlAsync($"INSERT INTO storage_revisions (name, stamp) VALUES ({name}, '') ON CONFLICT (name) DO NOTHING", ct);
            revision = await db.Set<Revision>().SingleAsync(found => found.Name == name, ct);
        }

        revision.Stamp = ids.Next().ToString();
        db.TouchedReferenceData = true;
    }

    /// <summary>
    /// The same for what changes many times a minute (sessions): whoever watches this name looks at it again, the caches of reference
    /// data do not. Two nodes may write the same name first at the same moment.
    /// </summary>
    public static async Task TouchLightAsync(MainstayDb db, IdSource ids, string name, CancellationToken ct)
    {
        var stamp = ids.Next().ToString();
        await db.Database.ExecuteSqlAsync($"INSERT INTO storage_revisions (name, stamp) VALUES ({name}, {stamp}) ON CONFLICT (name) DO UPDATE SET stamp = excluded.stamp", ct);
        db.TouchedLightData = true;
    }

    /// <summary>Tells this process's caches at once; other processes see the stamp within seconds.</summary>
    internal sealed class Announcer(Database database) : DbTransactionInterceptor, ISaveChangesInterceptor
    {
        public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            if (eventData.Context is MainstayDb { Database.CurrentTransaction: null } db)
            {
                Announce(db);
            }

            return ValueTask.FromResult(result);
        }

        public override Task TransactionCommittedAsync(System.Data.Common.DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Announce(eventData.Context as MainstayDb);
            return Task.CompletedTask;
        }

        public override void TransactionCommitted(System.Data.Common.DbTransaction transaction, TransactionEndEventData eventData) =>
            Announce(eventData.Context as MainstayDb);

        private void Announce(MainstayDb? db)
        {
            if (db is { TouchedLightData: true })
            {
                db.TouchedLightData = false;
                database.LightDataChanged();
            }

            if (db is { TouchedReferenceData: true })
            {
                db.TouchedReferenceData = false;
                database.ReferenceDataChanged();
            }
        }
    }
}

/// <summary>
/// A small, whole copy of reference data (sites, catalogue, policies, people's roles) in memory. The stamp is looked at once
/// in two seconds at most, so a change on another node is seen that late; a change in this process is seen at once.
/// </summary>
public sealed class ReferenceCache<T>(
    Database database, TimeProvider clock, string name, Func<MainstayDb, CancellationToken, Task<T>> load) : IDisposable
    where T : class
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _loading = new(1);
    private volatile Copy? _copy;

    public ValueTask<T> GetAsync(CancellationToken ct)
    {
        var copy = _copy;
        return copy is not null && IsFresh(copy) ? ValueTask.FromResult(copy.Value) : new ValueTask<T>(RefreshAsync(ct));
    }

    public void Dispose() => _loading.Dispose();

    private bool IsFresh(Copy copy) =>
        copy.Epoch == database.ReferenceEpoch && clock.GetElapsedTime(copy.CheckedAt) < _patience;

    private async Task<T> RefreshAsync(CancellationToken ct)
    {
        await _loading.WaitAsync(ct);
        try
        {
            if (_copy is { } done && IsFresh(done))
            {
                return done.Value;
            }

            var epoch = database.ReferenceEpoch;
            var checkedAt = clock.GetTimestamp();
            await using var db = await database.CreateDbContextAsync(ct);
            var stamp = await db.Set<Revision>().Where(r => r.Name == name).Select(r => r.Stamp).FirstOrDefaultAsync(ct) ?? "";
            var value = _copy is { } old && old.Stamp == stamp && epoch == old.Epoch ? old.Value : await load(db, ct);
            _copy = new Copy(value, stamp, epoch, checkedAt);
            return value;
        }
        finally
        {
            _loading.Release();
        }
    }

    private sealed record Copy(T Value, string Stamp, int Epoch, long CheckedAt);
}
