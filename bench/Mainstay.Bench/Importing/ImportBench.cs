using System.Globalization;
using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Cases.History;
using Mainstay.Common;
using Mainstay.Devices;
using Mainstay.Devices.Demo;
using Mainstay.Devices.Exchange;
using Mainstay.Kernel.Random;
using Mainstay.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Mainstay.Bench.Importing;

/// <summary>Files coming in: Open Repair Data by the handler, and devices against the same rows copied raw into the same table, in turns.</summary>
public static class ImportBench
{
    private const int OrdsRows = 50_000;
    private const double OrdsTarget = 5_000;
    private const double DevicesTarget = 0.7;
    private const int Turns = 8;

    public static async Task<BenchReport> RunAsync(BenchPlace place, string scratch, int devices, CancellationToken ct)
    {
        var before = Machine.Load();
        await using var world = await BenchWorld.MakeAsync(place.Database, ct);
        var figures = new List<Figure>();
        var file = Path.Combine(scratch, $"bench-ords-{Environment.ProcessId}.csv");
        try
        {
            await WriteOrdsAsync(file, ct);
            var begun = BenchWorld.Clock.GetTimestamp();
            var result = await world.DoAsync<ImportOrdsHandler, ImportResult>(handler => handler.HandleAsync(new ImportOrds(file), Actor.System, null, ct));
            var rate = result.Imported / BenchWorld.Clock.GetElapsedTime(begun).TotalSeconds;
            figures.Add(world.IsPostgres ? Figure.Of("import ords", rate, "rows/s") : Figure.AtLeast("import ords", rate, "rows/s", OrdsTarget, $"{result.Imported:N0} of {result.Read:N0} rows"));
        }
        finally
        {
            File.Delete(file);
        }

        figures.AddRange(await DevicesAsync(world, devices, ct));
        return new BenchReport("import", place.Database.Provider.ToString(), $"{OrdsRows:N0} rows of history, {devices:N0} devices in {Turns} turns",
            new Machine(Environment.ProcessorCount, before, Machine.Load(), Machine.Fsyncs(scratch, TimeProvider.System)), figures);
    }

    /// <summary>Every second block goes the program's way, every other one is copied raw; indexes grow under both alike.</summary>
    private static async Task<IEnumerable<Figure>> DevicesAsync(BenchWorld world, int count, CancellationToken ct)
    {
        var ours = TimeSpan.Zero;
        var raw = TimeSpan.Zero;
        var block = count / Turns;
        var turn = 0;
        await using var db = world.Database.CreateDbContext();
        foreach (var rows in new DemoDevices(world.Catalogue, world.Ids, BenchWorld.Seed, BenchWorld.Today, []).Make(block * Turns).Chunk(block))
        {
            if (turn++ % 2 == 0)
            {
                var file = FileOf(world, rows);
                var begun = BenchWorld.Clock.GetTimestamp();
                await world.DoAsync<ImportDevicesHandler, ImportResult>(handler => handler.HandleAsync(new ImportDevices(file, "devices.csv"), Actor.System, null, ct));
                ours += BenchWorld.Clock.GetElapsedTime(begun);
            }
            else
            {
                raw += world.IsPostgres ? await CopyRawAsync(world, db, rows, ct) : InsertRaw(world, db, rows);
            }
        }

        var half = block * Turns / 2;
        return
        [
            Figure.Of("import devices", half / ours.TotalSeconds, "rows/s", "from CSV, every row checked, indexes in place"),
            Figure.Of("devices copied raw", half / raw.TotalSeconds, "rows/s"),
            Figure.AtLeast("import devices ratio", raw / ours, "", DevicesTarget),
        ];
    }

    private static MemoryStream FileOf(BenchWorld world, Device[] rows)
    {
        var codes = world.Catalogue.Models.ToDictionary(model => model.Id, model => model.Code);
        var text = new StringBuilder("model,serial,imei1,imei2,build_week,sold_on,channel,country,activated_on\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{codes[row.Model]},{row.Serial},{row.Imei1},{row.Imei2},{row.BuildWeek},{row.SoldOn:yyyy-MM-dd},{row.Channel},{row.Country},{row.ActivatedOn:yyyy-MM-dd}\n");
        }

        return new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>The bytes of the very rows are made first, in a table without indexes; only sending them is timed.</summary>
    private static async Task<TimeSpan> CopyRawAsync(BenchWorld world, MainstayDb db, Device[] rows, CancellationToken ct)
    {
        var map = RowMap<Device>.Of(db);
        await using var connection = new NpgsqlConnection(world.Database.ConnectionString);
        await connection.OpenAsync(ct);
        using var bytes = new MemoryStream();
        await using (var begin = new NpgsqlCommand("CREATE TEMP TABLE bench_rows (LIKE devices_devices)", connection))
        {
            await begin.ExecuteNonQueryAsync(ct);
        }

        await using (var writer = await connection.BeginBinaryImportAsync($"COPY bench_rows ({map.ColumnList}) FROM STDIN (FORMAT BINARY)", ct))
        {
            foreach (var row in rows)
            {
                writer.StartRow();
                foreach (var column in map.Columns)
                {
                    var value = column.Boxed(row);
                    if (value is DBNull)
                    {
                        writer.WriteNull();
                    }
                    else
                    {
                        writer.Write(value, column.StoreType);
                    }
                }
            }

            await writer.CompleteAsync(ct);
        }

        await using (var read = await connection.BeginRawBinaryCopyAsync($"COPY bench_rows ({map.ColumnList}) TO STDOUT (FORMAT BINARY)", ct))
        {
            await read.CopyToAsync(bytes, ct);
        }

        bytes.Position = 0;
        var begun = BenchWorld.Clock.GetTimestamp();
        await using (var write = await connection.BeginRawBinaryCopyAsync($"COPY devices_devices ({map.ColumnList}) FROM STDIN (FORMAT BINARY)", ct))
        {
            await bytes.CopyToAsync(write, ct);
        }

        var taken = BenchWorld.Clock.GetElapsedTime(begun);
        await using var end = new NpgsqlCommand("DROP TABLE bench_rows", connection);
        await end.ExecuteNonQueryAsync(ct);
        return taken;
    }

    private static TimeSpan InsertRaw(BenchWorld world, MainstayDb db, Device[] rows)
    {
        var map = RowMap<Device>.Of(db);
        var values = rows.Select(row => map.Columns.Select(column => column.Boxed(row)).ToArray()).ToArray();
        using var connection = new SqliteConnection(world.Database.ConnectionString + ";Pooling=False");
        connection.Open();
        using (var pragma = connection.CreateCommand())
        {
            pragma.CommandText = "PRAGMA busy_timeout=30000; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;";
            pragma.ExecuteNonQuery();
        }

        var begun = BenchWorld.Clock.GetTimestamp();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = map.InsertOne;
        var parameters = map.Columns.Select((_, i) => command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" })).ToArray();
        command.Prepare();
        foreach (var row in values)
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                parameters[i].Value = row[i];
            }

            command.ExecuteNonQuery();
        }

        transaction.Commit();
        return BenchWorld.Clock.GetElapsedTime(begun);
    }

    /// <summary>Rows as partners publish them: quoted texts, missing ages, a dozen groups, a few dozen categories.</summary>
    private static async Task WriteOrdsAsync(string path, CancellationToken ct)
    {
        string[] categories = ["Mobile", "Laptop", "Coffee maker", "Vacuum", "Lamp", "Kettle", "Hair dryer", "Toaster", "Power tool", "Hi-Fi separates", "Watch/clock", "Printer/scanner"];
        string[] brands = ["", "Unknown", "Aster", "Brightwell", "Corvo", "Dalton", "Elmar", "Fenwick"];
        string[] statuses = ["Fixed", "Repairable", "End of life", "Unknown"];
        var chance = new RandomStream(BenchWorld.Seed, "bench.ords");
        var first = new DateOnly(2018, 1, 1);
        await using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false));
        await writer.WriteLineAsync("id,data_provider,country,partner_product_category,product_category,product_category_id,brand,year_of_manufacture,product_age,repair_status,repair_barrier_if_end_of_life,group_identifier,event_date,problem".AsMemory(), ct);
        for (var n = 0; n < OrdsRows; n++)
        {
            var category = chance.Below(categories.Length);
            var age = chance.Chance(0.6) ? chance.Below(30).ToString(CultureInfo.InvariantCulture) : "";
            var status = chance.Pick(statuses);
            var problem = chance.Chance(0.3) ? $"\"Does not start, says \"\"E{n % 90}\"\"\nsince it fell\"" : $"does not turn on {n}";
            await writer.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"b_{n},Bench Partner {n % 6},GBR,\"Small, {categories[category]}\",{categories[category]},{category + 1},{chance.Pick(brands)},,{age},{status},{(status == "End of life" ? "Spare parts not available" : "")},Group {n % 400},{first.AddDays(chance.Below(2500)):yyyy-MM-dd},{problem}").AsMemory(), ct);
        }
    }
}
