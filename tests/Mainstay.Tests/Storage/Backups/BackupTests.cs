using System.IO.Compression;
using Mainstay.Common;
using Mainstay.Storage;
using Mainstay.Storage.Backups;
using Mainstay.Storage.Checks;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Storage.Backups;

/// <summary>A backup comes back value for value, on the same database or the other, whole or not at all.</summary>
public sealed class BackupTests
{
    public static IEnumerable<TheoryDataRow> Ways() =>
        from source in Enum.GetValues<Provider>()
        from target in Enum.GetValues<Provider>()
        select BothDatabasesAttribute.Row(source == Provider.Postgres ? source : target, source, target);

    [Theory, MemberData(nameof(Ways))]
    public async Task Every_value_of_every_table_comes_back(Provider needed, Provider source, Provider target)
    {
        _ = needed;
        await using var from = await TestDatabase.CreateAsync(source);
        await FillAsync(from);
        using var file = await SaveAsync(from);

        await using var to = await TestDatabase.CreateEmptyAsync(target);
        var restored = await Restore.ReadAsync(to.Database, file, to.Clock, null, TestContext.Current.CancellationToken);

        Assert.True(restored.Rows > restored.Tables);
        Assert.Equal(await RowsAsync(from, whatTravels: true), await RowsAsync(to)); // Keys and passcodes stay behind.
        await using var db = to.Open();
        foreach (var check in new ICheck[] { new SchemaCheck(), new IntegrityCheck(), new ReferenceCheck() })
        {
            Assert.Empty((await check.RunAsync(db, TestContext.Current.CancellationToken)).Violations);
        }
    }

    [Theory, BothDatabases]
    public async Task A_backup_is_one_instant_while_others_write(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var writer = test.Open();
        using var file = new MemoryStream();
        var writing = new WriteDuring(() => new WriteBatch(writer).Insert(new Revision { Name = "late", Stamp = "1" }).CommitAsync(CancellationToken.None));
        await Backup.WriteAsync(test.Database, file, test.Clock, writing, TestContext.Current.CancellationToken);
        Assert.Equal(1, await writer.Set<Revision>().CountAsync(r => r.Name == "late", TestContext.Current.CancellationToken));

        await using var to = await TestDatabase.CreateEmptyAsync(Provider.Sqlite);
        file.Position = 0;
        await Restore.ReadAsync(to.Database, file, to.Clock, null, TestContext.Current.CancellationToken);
        await using var restored = to.Open();
        Assert.Equal(0, await restored.Set<Revision>().CountAsync(r => r.Name == "late", TestContext.Current.CancellationToken));
    }

    [Theory, BothDatabases]
    public async Task A_place_with_data_is_left_as_it_is(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await FillAsync(test);
        var before = await RowsAsync(test);
        using var file = await SaveAsync(test);
        await RefusesAsync("restore-not-empty", test, file);
        Assert.Equal(before, await RowsAsync(test));
    }

    [Theory, BothDatabases]
    public async Task A_damaged_file_is_refused_and_the_place_stays_empty(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(Provider.Sqlite);
        await FillAsync(test);
        var bytes = (await SaveAsync(test)).ToArray();
        await using var to = await TestDatabase.CreateEmptyAsync(provider);

        await RefusesAsync("backup-damaged", to, new MemoryStream("PK, but no zip"u8.ToArray()));
        await RefusesAsync("backup-damaged", to, new MemoryStream(bytes[..(bytes.Length / 2)]));
        await RefusesAsync("backup-damaged", to, Changed(bytes, "tables/storage_revisions.csv", text => text + "\"more\",\"1\"\n"));
        await RefusesAsync("backup-damaged", to, Changed(bytes, "manifest.json", _ => "{}"));
        await RefusesAsync("backup-damaged", to, Changed(bytes, "tables/storage_revisions.csv", _ => null));
        await RefusesAsync("backup-foreign", to, Changed(bytes, "manifest.json", text => text!.Replace("0001_storage.sql", "0001_strange.sql", StringComparison.Ordinal)));

        using var good = new MemoryStream(bytes);
        Assert.True((await Restore.ReadAsync(to.Database, good, to.Clock, null, TestContext.Current.CancellationToken)).Rows > 0);
    }

    private static async Task FillAsync(TestDatabase test)
    {
        await using var db = test.Open();
        await test.WithoutForeignKeysAsync(db, async () =>
        {
            foreach (var entity in db.Model.GetEntityTypes())
            {
                await db.Database.ExecuteSqlRawAsync($"DELETE FROM \"{entity.GetTableName()}\"");
            }

            db.AddRange(Samples.Family(db.Model, 1, isFull: true));
            await db.SaveChangesAsync();
            foreach (var row in Samples.Family(db.Model, 2, isFull: false))
            {
                db.ChangeTracker.Clear();
                db.Add(row);
                await db.SaveChangesAsync();
            }
        });
    }

    private static async Task<MemoryStream> SaveAsync(TestDatabase test)
    {
        var file = new MemoryStream();
        await Backup.WriteAsync(test.Database, file, test.Clock, null, TestContext.Current.CancellationToken);
        file.Position = 0;
        return file;
    }

    private static async Task<List<string>> RowsAsync(TestDatabase test, bool whatTravels = false)
    {
        await using var db = test.Open();
        return [.. db.Model.GetEntityTypes().Where(entity => !(whatTravels && Facts.IsLeftBehind(entity))).SelectMany(entity =>
            Samples.All(db, entity).Select(row => $"{entity.GetTableName()}: {Samples.Text(entity, row)}")).Order(StringComparer.Ordinal)];
    }

    private static async Task RefusesAsync(string code, TestDatabase to, Stream file)
    {
        using (file)
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() =>
                Restore.ReadAsync(to.Database, file, to.Clock, null, TestContext.Current.CancellationToken));
            Assert.Equal(code, refused.Code);
        }
    }

    /// <summary>The same zip, with one of its files changed or left out.</summary>
    private static MemoryStream Changed(byte[] bytes, string name, Func<string?, string?> change)
    {
        var file = new MemoryStream();
        file.Write(bytes);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry(name)!;
            using var reader = new StreamReader(entry.Open());
            var text = change(reader.ReadToEnd());
            reader.Dispose();
            entry.Delete();
            if (text is not null)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        file.Position = 0;
        return file;
    }

    /// <summary>Writes once, when the snapshot has been taken and the second table is under way.</summary>
    private sealed class WriteDuring(Func<Task> write) : IProgress<Progress>
    {
        public void Report(Progress value)
        {
            if (value.Done == 1)
            {
                write().GetAwaiter().GetResult();
            }
        }
    }
}
