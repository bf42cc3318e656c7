using Mainstay.Storage;
using Npgsql;

namespace Mainstay.Bench;

/// <summary>A database of the bench's own, empty and migrated, gone when disposed: nothing that was there before is touched.</summary>
public sealed class BenchPlace : IAsyncDisposable
{
    private const int MostTries = 60;

    private readonly string? _server;
    private readonly string? _name;

    private BenchPlace(Database database, string? server, string? name)
    {
        Database = database;
        _server = server;
        _name = name;
    }

    public Database Database { get; }

    /// <param name="folder">Where a folder for an embedded database is made.</param>
    /// <param name="connection">A PostgreSQL server on which a database may be made; null for an embedded one.</param>
    /// <param name="ct">Stops the making.</param>
    public static async Task<BenchPlace> MakeAsync(string folder, string? connection, CancellationToken ct)
    {
        BenchPlace place;
        if (connection is null)
        {
            var own = Path.Combine(folder, $"bench-{Environment.ProcessId}");
            place = new BenchPlace(Database.Sqlite(own), null, null);
        }
        else
        {
            var settings = new NpgsqlConnectionStringBuilder(connection);
            settings.Database ??= "postgres";
            var server = settings.ToString();
            var name = $"mainstay_bench_{Environment.ProcessId}";
            await ExecuteAsync(server, $"CREATE DATABASE {name}", ct);
            settings.Database = name;
            place = new BenchPlace(Database.Postgres(settings.ToString()), server, name);
        }

        await place.Database.MigrateAsync(TimeProvider.System, ct);
        return place;
    }

    /// <summary>What the planner knows is as fresh as autovacuum would make it.</summary>
    public async Task SettleAsync(CancellationToken ct)
    {
        if (_server is not null)
        {
            await ExecuteAsync(Database.ConnectionString, "VACUUM ANALYZE", ct);
            await ExecuteAsync(Database.ConnectionString, "CHECKPOINT", ct);
        }
        else
        {
            await using var db = Database.CreateDbContext();
            await Sql.RunAsync(db, "ANALYZE", ct);
            await Sql.RunAsync(db, "PRAGMA wal_checkpoint(TRUNCATE)", ct);
        }
    }

    /// <summary>On PostgreSQL each commit waits as for a disk that takes a tenth of a second; the cluster must be ours.</summary>
    internal async Task SlowDownAsync(bool isSlow, CancellationToken ct)
    {
        foreach (var sql in isSlow
            ? (string[])["ALTER SYSTEM SET commit_delay = 100000", "ALTER SYSTEM SET commit_siblings = 0", "SELECT pg_reload_conf()"]
            : ["ALTER SYSTEM RESET commit_delay", "ALTER SYSTEM RESET commit_siblings", "SELECT pg_reload_conf()"])
        {
            await UntilDoneAsync(() => ExecuteAsync(_server!, sql, ct));
        }
    }

    /// <summary>A database that crashed or stood still a moment ago takes a while until it lets somebody in again.</summary>
    internal static async Task UntilDoneAsync(Func<Task> act)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await act();
                return;
            }
            catch (Exception e) when (tries < MostTries && StorageProblem.Translate(e)?.Code == "database-unavailable")
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_server is not null)
        {
            await ExecuteAsync(_server, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)", CancellationToken.None);
        }
        else
        {
            Directory.Delete(Database.Folder!, recursive: true);
        }
    }

    private static async Task ExecuteAsync(string server, string sql, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ToString());
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
