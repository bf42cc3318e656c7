using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Mainstay.Testing;

/// <summary>
/// An empty, migrated database of its own, gone when disposed. Migrated once a process and then copied: a file on SQLite,
/// <c>CREATE DATABASE … TEMPLATE</c> on PostgreSQL.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public const string NoPostgres =
        "PostgreSQL is not set up: start one with 'tools/postgres start' and export MAINSTAY_TEST_POSTGRES as it says.";

    private static readonly string? _server = Environment.GetEnvironmentVariable("MAINSTAY_TEST_POSTGRES") is { Length: > 0 } text ? text : null;
    private static readonly Lazy<Task<string>> _sqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> _postgresTemplate = new(MakePostgresTemplateAsync);
    private static int _count;

    private readonly string? _name;

    private TestDatabase(Database database, string? name)
    {
        Database = database;
        _name = name;
        Ids = new SeededIdSource(Clock, 1);
    }

    public static bool HasPostgres => _server is not null;

    public Database Database { get; }

    public Provider Provider => Database.Provider;

    public ManualClock Clock { get; } = new();

    public SeededIdSource Ids { get; }

    /// <summary>A new context: what it reads comes from the database, not from what another context still holds.</summary>
    public MainstayDb Open() => Database.CreateDbContext();

    public static Task<TestDatabase> CreateAsync(Provider provider) => CreateAsync(provider, isMigrated: true);

    /// <summary>Without any table: for tests of the migrator and of restore.</summary>
    public static Task<TestDatabase> CreateEmptyAsync(Provider provider) => CreateAsync(provider, isMigrated: false);

    private static async Task<TestDatabase> CreateAsync(Provider provider, bool isMigrated)
    {
        var name = $"t_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";
        if (provider == Provider.Sqlite)
        {
            var folder = Directory.CreateTempSubdirectory("mainstay-test-").FullName;
            if (isMigrated)
            {
                File.Copy(await _sqliteTemplate.Value, Path.Combine(folder, "mainstay.db"));
            }

            return new TestDatabase(Database.Sqlite(folder), null);
        }

        await ExecuteAsync(isMigrated ? $"CREATE DATABASE {name} TEMPLATE {await _postgresTemplate.Value}" : $"CREATE DATABASE {name}");
        return new TestDatabase(Database.Postgres(OnServer(name)), name);
    }

    /// <summary>
    /// Writes a sample row (<see cref="Samples"/>) past verbs and foreign keys, with some properties set: data as only a bug,
    /// or a hand in the database, would leave it.
    /// </summary>
    public async Task PlantAsync<T>(int seed, params (string Property, object? Value)[] set) where T : class
    {
        await using var db = Open();
        var entry = db.Add((T)Samples.Row(db.Model.FindEntityType(typeof(T))!, seed, isFull: false));
        foreach (var (property, value) in set)
        {
            entry.Property(property).CurrentValue = value;
        }

        await WithoutForeignKeysAsync(db, () => db.SaveChangesAsync());
    }

    /// <summary>What is written inside is not held to foreign keys.</summary>
    public async Task WithoutForeignKeysAsync(MainstayDb db, Func<Task> write)
    {
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync(Provider == Provider.Postgres ? "SET session_replication_role = replica" : "PRAGMA foreign_keys = OFF");
        await write();
        await db.Database.ExecuteSqlRawAsync(Provider == Provider.Postgres ? "SET session_replication_role = DEFAULT" : "PRAGMA foreign_keys = ON");
        await db.Database.CloseConnectionAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_name is not null)
        {
            await ExecuteAsync($"DROP DATABASE {_name} WITH (FORCE)");
        }
        else
        {
            Directory.Delete(Database.Folder!, recursive: true);
        }
    }

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mainstay-test-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        await using (var database = Database.Sqlite(folder))
        {
            await database.MigrateAsync(new ManualClock());
        }

        var file = Path.Combine(folder, "mainstay.db");
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
        }

        return file;
    }

    private static async Task<string> MakePostgresTemplateAsync()
    {
        var name = $"t_{Environment.ProcessId}_template";
        await ExecuteAsync($"CREATE DATABASE {name}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)").GetAwaiter().GetResult();
        await using (var database = Database.Postgres(OnServer(name)))
        {
            await database.MigrateAsync(new ManualClock());
        }

        return name;
    }

    private static string OnServer(string database) =>
        new NpgsqlConnectionStringBuilder(_server ?? throw new InvalidOperationException(NoPostgres)) { Database = database, MaxPoolSize = 20 }.ToString();

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(OnServer("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync();
    }
}
