using System.Data.Common;
using Mainstay.Access;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Contacts;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Messaging.Outbox;
using Mainstay.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Mainstay.Bench.Opening;

/// <summary>
/// What the rows of one case, as the handler wrote them, cost when nothing is computed: the same statements with new ids,
/// prepared once a client, everything the transaction writes in one batch.
/// </summary>
internal sealed class RawOpen
{
    private readonly List<Statement> _reads = [];
    private readonly List<Statement> _writes = [];
    private readonly List<object> _slots = [];
    private readonly bool _isPostgres;

    private RawOpen(bool isPostgres) => _isPostgres = isPostgres;

    /// <param name="Slots">Which values are new each time; -1 for those that stay.</param>
    internal sealed record Statement(string Sql, (string Type, object Value)[] Values, int[] Slots);

    /// <summary>Reads a case that the handler opened, and takes its rows as the pattern.</summary>
    /// <param name="withEvent">Also what waits to be told. Not where a server would tell it: the case it speaks of is the pattern's.</param>
    public static async Task<RawOpen> LikeAsync(MainstayDb db, CaseId id, bool isNewCustomer, bool withEvent, CancellationToken ct)
    {
        var raw = new RawOpen(db.Database.IsNpgsql());
        var @case = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == id, ct);
        var customer = await db.Set<Customer>().AsNoTracking().SingleAsync(c => c.Id == @case.Customer, ct);
        var device = await db.Set<Device>().AsNoTracking().SingleAsync(d => d.Id == @case.Device, ct);
        var lines = await db.Lines.AsNoTracking().Where(row => row.Case == id).ToListAsync(ct);
        var items = await db.Items.AsNoTracking().Where(row => row.Case == id).ToListAsync(ct);
        var subject = id.ToString();
        var audits = await db.Set<AuditEntry>().AsNoTracking().Where(row => row.SubjectId == subject).ToListAsync(ct);
        var ownerships = await db.Set<Ownership>().AsNoTracking().Where(row => row.Customer == customer.Id && row.Root == device.Id).ToListAsync(ct);

        var ofCase = $"case:{id}";
        var events = withEvent ? await db.Set<PendingEvent>().AsNoTracking().Where(row => row.Subject == ofCase).ToListAsync(ct) : [];

        // The first seven are given for each opening; the rest are just new.
        raw._slots.AddRange([raw.Stored(device.Id.Value), raw.Stored(id.Value), @case.Number, subject, raw.Stored(customer.Id.Value), (object?)customer.Phone ?? "", ofCase]);
        raw._slots.AddRange(events.Select(row => raw.Stored(row.Id)));
        raw._slots.AddRange(lines.Select(row => raw.Stored(row.Id.Value)));
        raw._slots.AddRange(items.Select(row => raw.Stored(row.Id.Value)));
        raw._slots.AddRange(audits.Select(row => raw.Stored(row.Id.Value)));
        raw._slots.AddRange(ownerships.Select(row => raw.Stored(row.Id.Value)));
        if (!isNewCustomer)
        {
            raw._slots[4] = new object(); // The customer stays the same.
            raw._slots[5] = new object();
        }

        var root = raw.Stored(device.Id.Value);
        raw.Read($"SELECT {RowMap<Device>.Of(db).ColumnList} FROM devices_devices WHERE id = $1", ("uuid", root));
        raw.Read("SELECT id, number, site, factory, is_open, handed_over_at, symptom, defect, outcome, repair_level FROM cases_cases WHERE device_root = $1 ORDER BY opened_at DESC LIMIT 8", ("uuid", root));
        if (isNewCustomer)
        {
            raw.Read("SELECT id FROM contacts_customers WHERE phone = $1 AND name_search = $2 ORDER BY id LIMIT 1", ("text", (object?)customer.Phone ?? ""), ("text", customer.NameSearch));
        }

        raw.Read($"SELECT {RowMap<Cover>.Of(db).ColumnList} FROM devices_covers WHERE root = $1", ("uuid", root));
        if (device.BuildWeek is { } week)
        {
            raw.Read("SELECT code, part_class, ends_on FROM devices_programmes WHERE model = $1 AND built_from <= $2 AND built_until >= $2", ("uuid", raw.Stored(device.Model.Value)), ("integer", week));
        }

        raw.Read($"SELECT {RowMap<Ownership>.Of(db).ColumnList} FROM devices_ownerships WHERE root = $1 AND until IS NULL", ("uuid", root));
        raw.Write(db, isNewCustomer ? new List<Customer> { customer } : []);
        raw.Write(db, isNewCustomer ? ownerships : []);
        raw.Write<Case>(db, [@case]);
        raw.Write(db, await db.CasePrivates.AsNoTracking().Where(row => row.Case == id).ToListAsync(ct));
        raw.Write(db, lines);
        raw.Write(db, items);
        raw.Write(db, await db.CaseEvents.AsNoTracking().Where(row => row.Case == id).ToListAsync(ct));
        raw.Write(db, await db.ClockIntervals.AsNoTracking().Where(row => row.Case == id).ToListAsync(ct));
        raw.Write(db, await db.CustodyMoves.AsNoTracking().Where(row => row.Case == id).ToListAsync(ct));
        raw.Write(db, await db.Promises.AsNoTracking().Where(row => row.Case == id).ToListAsync(ct));
        raw.Write(db, audits);
        raw.Write(db, events);
        return raw;
    }

    public int Rows => _writes.Count;

    public int Reads => _reads.Count;

    private object Stored(Guid id) => _isPostgres ? id : id.ToByteArray(bigEndian: true);

    private void Read(string sql, params (string Type, object Value)[] values) => _reads.Add(Of(sql, values));

    private void Write<T>(MainstayDb db, List<T> rows) where T : class
    {
        var map = RowMap<T>.Of(db);
        _writes.AddRange(rows.Select(row => Of(map.InsertOne, [.. map.Columns.Select(column => (column.StoreType, column.Boxed(row)))])));
    }

    private Statement Of(string sql, (string Type, object Value)[] values) =>
        new(sql, values, [.. values.Select(value => _slots.FindIndex(slot => Same(slot, value.Value)))]);

    private static bool Same(object a, object b) => a is byte[] left && b is byte[] right ? left.AsSpan().SequenceEqual(right) : a.Equals(b);

    /// <summary>The values of one more opening.</summary>
    private object[] Fresh(DeviceId device, BenchWorld world, string number)
    {
        var id = world.Ids.Next();
        var fresh = new object[_slots.Count];
        for (var i = 0; i < fresh.Length; i++)
        {
            fresh[i] = i switch
            {
                0 => Stored(device.Value),
                1 => Stored(id),
                2 => number,
                3 => id.ToString(),
                5 => $"+91{number}",
                6 => $"case:{id}",
                _ => Stored(world.Ids.Next()),
            };
        }

        return fresh;
    }

    /// <summary>One client with a connection of its own and everything prepared.</summary>
    public async Task<Client> ConnectAsync(BenchWorld world, bool readsInOneBatch, CancellationToken ct)
    {
        await using var db = world.Database.CreateDbContext();
        DbConnection connection = _isPostgres
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(world.Database.ConnectionString) { Pooling = false, MaxAutoPrepare = 0 }.ToString())
            : new SqliteConnection(world.Database.ConnectionString + ";Pooling=False");
        await connection.OpenAsync(ct);
        if (!_isPostgres)
        {
            await using var pragma = connection.CreateCommand();
            pragma.CommandText = "PRAGMA busy_timeout=30000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;";
            await pragma.ExecuteNonQueryAsync(ct);
            return new SqliteClient(this, world, (SqliteConnection)connection);
        }

        var client = new PostgresClient(this, world, (NpgsqlConnection)connection, readsInOneBatch);
        await client.PrepareAsync(ct);
        return client;
    }

    internal abstract class Client(RawOpen pattern, BenchWorld world, DbConnection connection) : IAsyncDisposable
    {
        protected RawOpen Pattern => pattern;

        public abstract Task OpenAsync(DeviceId device, string number, CancellationToken ct);

        protected object[] Fresh(DeviceId device, string number) => pattern.Fresh(device, world, number);

        private protected static void Set(DbParameterCollection parameters, Statement statement, object[] fresh)
        {
            for (var i = 0; i < statement.Slots.Length; i++)
            {
                if (statement.Slots[i] >= 0)
                {
                    parameters[i].Value = fresh[statement.Slots[i]];
                }
            }
        }

        protected static async Task DrainAsync(DbDataReader reader, CancellationToken ct)
        {
            do
            {
                while (await reader.ReadAsync(ct))
                {
                    for (var i = 0; i < reader.FieldCount; i++)
                    {
                        reader.GetValue(i);
                    }
                }
            }
            while (await reader.NextResultAsync(ct));
        }

        public async ValueTask DisposeAsync() => await connection.DisposeAsync();
    }

    private sealed class PostgresClient(RawOpen pattern, BenchWorld world, NpgsqlConnection connection, bool readsInOneBatch) : Client(pattern, world, connection)
    {
        private readonly List<(NpgsqlBatch Batch, List<Statement> Statements)> _reads =
            readsInOneBatch ? [Made(connection, pattern._reads)] : [.. pattern._reads.Select(read => Made(connection, [read]))];

        private readonly (NpgsqlBatch Batch, List<Statement> Statements) _writes = Made(connection, pattern._writes);

        public async Task PrepareAsync(CancellationToken ct)
        {
            foreach (var (batch, _) in _reads)
            {
                await batch.PrepareAsync(ct);
            }

            await _writes.Batch.PrepareAsync(ct);
        }

        public override async Task OpenAsync(DeviceId device, string number, CancellationToken ct)
        {
            var fresh = Fresh(device, number);
            foreach (var (batch, statements) in _reads)
            {
                Fill(batch, statements, fresh);
                await using var reader = await batch.ExecuteReaderAsync(ct);
                await DrainAsync(reader, ct);
            }

            Fill(_writes.Batch, _writes.Statements, fresh);
            await _writes.Batch.ExecuteNonQueryAsync(ct);
        }

        private static void Fill(NpgsqlBatch batch, List<Statement> statements, object[] fresh)
        {
            for (var i = 0; i < statements.Count; i++)
            {
                Set(batch.BatchCommands[i].Parameters, statements[i], fresh);
            }
        }

        private static (NpgsqlBatch Batch, List<Statement> Statements) Made(NpgsqlConnection connection, List<Statement> statements)
        {
            var batch = new NpgsqlBatch(connection);
            foreach (var statement in statements)
            {
                var command = new NpgsqlBatchCommand(statement.Sql);
                foreach (var (type, value) in statement.Values)
                {
                    command.Parameters.Add(new NpgsqlParameter { DataTypeName = type, Value = value });
                }

                batch.BatchCommands.Add(command);
            }

            return (batch, statements);
        }
    }

    private sealed class SqliteClient(RawOpen pattern, BenchWorld world, SqliteConnection connection) : Client(pattern, world, connection)
    {
        private readonly List<(SqliteCommand Command, Statement Statement)> _reads = [.. pattern._reads.Select(read => (Made(connection, read), read))];
        private readonly List<(SqliteCommand Command, Statement Statement)> _writes = [.. pattern._writes.Select(write => (Made(connection, write), write))];

        public override async Task OpenAsync(DeviceId device, string number, CancellationToken ct)
        {
            var fresh = Fresh(device, number);
            foreach (var (command, statement) in _reads)
            {
                Set(command.Parameters, statement, fresh);
                command.Transaction = null;
                await using var reader = await command.ExecuteReaderAsync(ct);
                await DrainAsync(reader, ct);
            }

            await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(ct);
            foreach (var (command, statement) in _writes)
            {
                Set(command.Parameters, statement, fresh);
                command.Transaction = transaction;
                await command.ExecuteNonQueryAsync(ct);
            }

            await transaction.CommitAsync(ct);
        }

        private static SqliteCommand Made(SqliteConnection connection, Statement statement)
        {
            var command = connection.CreateCommand();
            command.CommandText = statement.Sql;
            for (var i = 0; i < statement.Values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter($"${i + 1}", statement.Values[i].Value));
            }

            command.Prepare();
            return command;
        }
    }
}
