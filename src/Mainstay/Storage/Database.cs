using Mainstay.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Mainstay.Storage;

public enum Provider
{
    Sqlite,
    Postgres,
}

/// <summary>Which database, and how contexts on it are made. One for the life of the process.</summary>
public sealed class Database : IDbContextFactory<MainstayDb>, IAsyncDisposable
{
    private readonly PooledDbContextFactory<MainstayDb> _pool;
    private int _referenceEpoch;
    private int _lightEpoch;

    private Database(Provider provider, string connectionString, string? folder)
    {
        Provider = provider;
        ConnectionString = connectionString;
        Folder = folder;
        var options = new DbContextOptionsBuilder<MainstayDb>();
        if (provider == Provider.Postgres)
        {
            options.UseNpgsql(connectionString).AddInterceptors(new Fence.Guard());
        }
        else
        {
            options.UseSqlite(connectionString).AddInterceptors(new SqlitePragmas());
        }

        options.AddInterceptors(new Revisions.Announcer(this));
        options.EnableThreadSafetyChecks(false);
        _pool = new PooledDbContextFactory<MainstayDb>(options.Options, poolSize: 128);
    }

    public Provider Provider { get; }

    public string ConnectionString { get; }

    /// <summary>The data folder of an embedded database; null on PostgreSQL.</summary>
    public string? Folder { get; }

    /// <summary>How to name it to a person: the file, or database and server; never a password.</summary>
    public string Description => Provider == Provider.Postgres && new NpgsqlConnectionStringBuilder(ConnectionString) is var settings
        ? $"{settings.Database ?? settings.Username} on {settings.Host}:{settings.Port}"
        : FileName!;

    /// <summary>The file of an embedded database; null on PostgreSQL.</summary>
    public string? FileName => Folder is null ? null : Path.Combine(Folder, "mainstay.db");

    public static Database Sqlite(string folder) => new(
        Provider.Sqlite,
        new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "mainstay.db"), DefaultTimeout = 30 }.ToString(),
        folder);

    public static Database Postgres(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.MaxAutoPrepare = settings.MaxAutoPrepare == 0 ? 200 : settings.MaxAutoPrepare;
        settings.ApplicationName ??= "mainstay";
        return new Database(Provider.Postgres, settings.ToString(), null);
    }

    /// <summary>Goes up when reference data was changed by this process.</summary>
    internal int ReferenceEpoch => Volatile.Read(ref _referenceEpoch);

    /// <summary>Grows with what <see cref="Revisions.TouchLightAsync"/> announces.</summary>
    internal int LightEpoch => Volatile.Read(ref _lightEpoch);

    internal void LightDataChanged() => Interlocked.Increment(ref _lightEpoch);

    internal void ReferenceDataChanged() => Interlocked.Increment(ref _referenceEpoch);

    public MainstayDb CreateDbContext() => _pool.CreateDbContext();

    public Task<MainstayDb> CreateDbContextAsync(CancellationToken cancellationToken = default) => _pool.CreateDbContextAsync(cancellationToken);

    /// <summary>Brings the schema up to date; safe when several processes do it at once.</summary>
    public async Task<int> MigrateAsync(TimeProvider clock, CancellationToken ct = default)
    {
        MakeFolder();
        await using var db = await CreateDbContextAsync(ct);
        return await Migrator.ApplyAsync(db, clock, ct);
    }

    /// <exception cref="RefusedException"><c>database-denied</c>.</exception>
    internal void MakeFolder()
    {
        try
        {
            if (Folder is not null)
            {
                Directory.CreateDirectory(Folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("database-denied", $"The data folder {Folder} cannot be made: a part of its path is no folder, or not ours to write.");
        }
    }

    /// <summary>Closes idle connections, so that the file or database may be moved or dropped.</summary>
    public ValueTask DisposeAsync()
    {
        if (Provider == Provider.Postgres)
        {
            using var connection = new NpgsqlConnection(ConnectionString);
            NpgsqlConnection.ClearPool(connection);
        }
        else
        {
            using var connection = new SqliteConnection(ConnectionString);
            SqliteConnection.ClearPool(connection);
        }

        return ValueTask.CompletedTask;
    }
}
