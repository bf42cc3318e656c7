using System.Data.Common;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Kernel.Random;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Mainstay.Bench.Stocking;

/// <summary>
/// Durable movements of the stock ledger, each a commit of its own, against the same three statements (both balances and the movement)
/// written by hand and prepared once a client, in turns of half a second. Centres and parts are drawn at random, so that clients
/// seldom want the same place, as at five hundred counters.
/// </summary>
public sealed class LedgerBench
{
    private const double Target = 0.50;
    private const int Parts = 100;
    private const int Filled = 1_000_000;
    private static readonly TimeSpan _turn = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(6);
    private BenchWorld _world = null!;
    private IReadOnlyList<PartId> _parts = [];
    private OrganisationId _owner;

    public async Task<BenchReport> RunAsync(BenchPlace place, string scratch, TimeSpan time, CancellationToken ct)
    {
        var before = Machine.Load();
        await using (_world = await BenchWorld.MakeAsync(place.Database, ct))
        {
            await FillAsync(ct);
            await place.SettleAsync(ct);
            List<Figure> figures = [];
            foreach (var clients in new[] { 1, 8 })
            {
                figures.AddRange(await CompareAsync(clients, time / 2, ct));
            }

            await using var db = _world.Database.CreateDbContext();
            var wrong = await db.Database.SqlQueryRaw<long>("""
                SELECT COUNT(*) AS "Value" FROM (
                    SELECT p.id FROM parts_places p LEFT JOIN (
                        SELECT "to" AS place, quantity AS change FROM parts_movements WHERE "to" IS NOT NULL
                        UNION ALL SELECT "from", -quantity FROM parts_movements WHERE "from" IS NOT NULL) m ON m.place = p.id
                    GROUP BY p.id, p.on_hand HAVING p.on_hand <> COALESCE(SUM(m.change), 0)) wrong
                """).SingleAsync(ct);
            figures.Add(Figure.AtMost("places that differ from their movements afterwards", wrong, "", 0));
            return new BenchReport("ledger", place.Database.Provider.ToString(), $"{_world.Centres.Count} centres x {_parts.Count} parts, one movement a commit",
                new Machine(Environment.ProcessorCount, before, Machine.Load(), Machine.Fsyncs(scratch, TimeProvider.System)), figures);
        }
    }

    private async Task<IEnumerable<Figure>> CompareAsync(int clients, TimeSpan time, CancellationToken ct)
    {
        var streams = Enumerable.Range(0, clients).Select(n => new RandomStream(BenchWorld.Seed, $"bench.ledger.{clients}.{n}")).ToList();
        List<RawLedger> raw = [];
        for (var n = 0; n < clients; n++)
        {
            raw.Add(await RawLedger.ConnectAsync(_world, Sample(streams[n]), ct));
        }

        Tally ours = new(), theirs = new();
        await Turns.TakeAsync(clients, _warmUp, n => PostAsync(Sample(streams[n]), ct));
        await Turns.TakeAsync(clients, _turn, n => raw[n].PostAsync(Sample(streams[n]), ct));
        for (var spent = TimeSpan.Zero; spent < time; spent += 2 * _turn)
        {
            await Turns.TakeAsync(clients, _turn, n => PostAsync(Sample(streams[n]), ct), ours);
            await Turns.TakeAsync(clients, _turn, n => raw[n].PostAsync(Sample(streams[n]), ct), theirs);
        }

        foreach (var client in raw)
        {
            await client.DisposeAsync();
        }

        var who = $"{clients} client{(clients == 1 ? "" : "s")}";
        var ratio = ours.PerSecond / theirs.PerSecond;
        return
        [
            Figure.Of($"movements by the ledger, {who}", ours.PerSecond, "/s"),
            Figure.Of($"movements raw, {who}", theirs.PerSecond, "/s"),
            clients == 8 ? Figure.AtLeast($"movements ratio, {who}", ratio, "", Target) : Figure.Of($"movements ratio, {who}", ratio, ""),
        ];
    }

    private async Task FillAsync(CancellationToken ct)
    {
        _parts = [.. await _world.DoAsync<ICatalogue, IReadOnlyList<PartId>>(async catalogue => [.. (await catalogue.PartsAsync(ct)).Where(part => !part.SerialTracked).Take(Parts).Select(part => part.Id)])];
        _owner = _world.Centres[0].Ref.Operator;
        var now = BenchWorld.Clock.Now();
        var bins = (from centre in _world.Centres from part in _parts select PlaceKey.InBin(centre.Id, part, _owner, bin: "A")).ToList();
        await using var db = _world.Database.CreateDbContext();
        await Bulk.InsertAsync(db, bins.Select(key => StockPlace.Of(key, Filled)), ct);
        await Bulk.InsertAsync(db, bins.Select(key => new StockMovement
        {
            Id = _world.Ids.Next<MovementId>(),
            Part = key.Part,
            From = null,
            To = key.Id,
            Quantity = Filled,
            Kind = MovementKind.Receipt,
            Reason = "opening",
            Paper = StockPaper.Import,
            By = _world.Everybody.Person,
            OccurredAt = now,
            RecordedAt = now,
        }), ct);
    }

    private Posting Sample(RandomStream chance)
    {
        var bin = PlaceKey.InBin(chance.Pick(_world.Centres).Id, chance.Pick(_parts), _owner, bin: "A");
        return new Posting(bin, bin.Reserved, 1, MovementKind.Reserve);
    }

    private PostingGround Ground() => new(StockPaper.Adjustment, null, _world.Everybody.Person, BenchWorld.Clock.Now());

    private Task<bool> PostAsync(Posting posting, CancellationToken ct) => _world.DoAsync<StockLedger, bool>(async ledger =>
    {
        await ledger.PostAsync([posting], Ground(), ct);
        return true;
    });

    /// <summary>One client with a connection of its own; the statements are those of the ledger, with other values each time.</summary>
    private sealed class RawLedger(BenchWorld world, DbConnection connection, RowMap<StockPlace> places, RowMap<StockMovement> movements) : IAsyncDisposable
    {
        private readonly List<DbCommand> _commands = [];
        private readonly RowMap<StockPlace> _places = places;
        private readonly RowMap<StockMovement> _movements = movements;
        private List<(string Sql, (string Type, object Value)[] Values)> _pattern = [];
        private NpgsqlBatch? _batch;

        public static async Task<RawLedger> ConnectAsync(BenchWorld world, Posting sample, CancellationToken ct)
        {
            DbConnection connection = world.IsPostgres
                ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(world.Database.ConnectionString) { Pooling = false, MaxAutoPrepare = 0 }.ToString())
                : new SqliteConnection(world.Database.ConnectionString + ";Pooling=False");
            await connection.OpenAsync(ct);
            await using var db = world.Database.CreateDbContext();
            RawLedger client = new(world, connection, RowMap<StockPlace>.Of(db), RowMap<StockMovement>.Of(db));
            client._pattern = Pattern(world, client._places, client._movements, sample);
            await client.PrepareAsync(ct);
            return client;
        }

        /// <summary>The ledger's statements for one posting, with their values.</summary>
        private static List<(string, (string, object)[])> Pattern(BenchWorld world, RowMap<StockPlace> place, RowMap<StockMovement> movement, Posting sample)
        {
            var (to, from, moved) = Rows(world, sample);
            return
            [
                ($"{place.InsertOne} ON CONFLICT (\"id\") DO UPDATE SET on_hand = parts_places.on_hand + excluded.on_hand", [.. place.Columns.Select(column => (column.StoreType, column.Boxed(to)))]),
                ("UPDATE parts_places SET on_hand = on_hand - $1 WHERE id = $2", [("integer", sample.Quantity), (world.IsPostgres ? "uuid" : "BLOB", world.IsPostgres ? from.Value : from.Value.ToByteArray(true))]),
                (movement.InsertOne, [.. movement.Columns.Select(column => (column.StoreType, column.Boxed(moved)))]),
            ];
        }

        private static (StockPlace To, PlaceId From, StockMovement Moved) Rows(BenchWorld world, Posting posting)
        {
            var now = BenchWorld.Clock.Now();
            var (from, to) = (posting.From!.Value.Id, StockPlace.Of(posting.To!.Value, posting.Quantity));
            return (to, from, new StockMovement
            {
                Id = world.Ids.Next<MovementId>(),
                Part = posting.Part,
                From = from,
                To = to.Id,
                Quantity = posting.Quantity,
                Kind = posting.Kind,
                Paper = StockPaper.Adjustment,
                By = world.Everybody.Person,
                OccurredAt = now,
                RecordedAt = now,
            });
        }

        private async Task PrepareAsync(CancellationToken ct)
        {
            if (connection is NpgsqlConnection postgres)
            {
                _batch = new NpgsqlBatch(postgres);
                foreach (var (sql, values) in _pattern)
                {
                    NpgsqlBatchCommand command = new(sql);
                    foreach (var (type, value) in values)
                    {
                        command.Parameters.Add(new NpgsqlParameter { DataTypeName = type, Value = value });
                    }

                    _batch.BatchCommands.Add(command);
                }

                await _batch.PrepareAsync(ct);
                return;
            }

            await using (var pragma = connection.CreateCommand())
            {
                pragma.CommandText = "PRAGMA busy_timeout=30000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;";
                await pragma.ExecuteNonQueryAsync(ct);
            }

            foreach (var (sql, values) in _pattern)
            {
                var command = connection.CreateCommand();
                command.CommandText = sql;
                foreach (var (i, (_, value)) in values.Index())
                {
                    command.Parameters.Add(new SqliteParameter($"${i + 1}", value));
                }

                await command.PrepareAsync(ct);
                _commands.Add(command);
            }
        }

        public async Task PostAsync(Posting posting, CancellationToken ct)
        {
            var values = Pattern(world, _places, _movements, posting);
            if (_batch is not null)
            {
                foreach (var (n, (_, row)) in values.Index())
                {
                    foreach (var (i, (_, value)) in row.Index())
                    {
                        _batch.BatchCommands[n].Parameters[i].Value = value;
                    }
                }

                await _batch.ExecuteNonQueryAsync(ct);
                return;
            }

            await using var transaction = await connection.BeginTransactionAsync(ct);
            foreach (var (n, (_, row)) in values.Index())
            {
                foreach (var (i, (_, value)) in row.Index())
                {
                    _commands[n].Parameters[i].Value = value;
                }

                _commands[n].Transaction = transaction;
                await _commands[n].ExecuteNonQueryAsync(ct);
            }

            await transaction.CommitAsync(ct);
        }

        public async ValueTask DisposeAsync() => await connection.DisposeAsync();
    }
}
