using System.IO.Compression;
using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Queries;
using Mainstay.Common;
using Mainstay.Contacts;
using Mainstay.Contacts.Contracts;
using Mainstay.Contacts.Exchange;
using Mainstay.Storage;
using Mainstay.Storage.Backups;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Mainstay.Tests.Cases;

/// <summary>
/// Every text column that a customer leads to is filled with a word of its own. All of them must be in the export of the person, and
/// after his erasure none may be found in any column of any table. A new column takes part by itself.
/// </summary>
public sealed class PersonalDataTests
{
    /// <summary>
    /// Text that says nothing of the person: codes, numbers of papers, words of the house. A column not named here holds personal data, and
    /// its room has to forget and tell it.
    /// </summary>
    private static readonly HashSet<string> _impersonal =
    [
        "contacts_customers.language", "contacts_customers.name_search",
        "cases_cases.number", "cases_cases.condition", "cases_cases.symptom", "cases_cases.section", "cases_cases.defect", "cases_cases.repair_code", "cases_cases.purchase_channel",
        "cases_cases.firmware", "cases_cases.skill", "cases_cases.no_fault_reason", "cases_cases.code_hash", "cases_cases.currency", "cases_cases.external_number", "cases_cases.slip_cause",
        "cases_events.reason", "cases_events.detail", "cases_promises.basis", "cases_promises.reason",
        "cases_lines.part_class", "cases_lines.work", "cases_lines.currency", "cases_lines.tax_code", "cases_lines.inputs", "cases_lines.faulty_serial", "cases_lines.new_serial",
        "cases_refusals.reason", "cases_refusals.verdict", "cases_alerts.kind", "cases_alerts.reason", "cases_goodwill.reason", "cases_bounces.verdict",
        "cases_settlements.currency", "cases_settlements.method", "cases_settlements.reference", // Booked money, with the reference of its payment, has to be kept.
        "cases_attachments.kind", "cases_attachments.content_type", "cases_attachments.text_version",
        "cases_visits.number", "cases_visits.reason", "cases_paper_numbers.reason",
        "parts_needs.bin", "parts_debts.number", "parts_debts.serial", "parts_debts.got_serial", "parts_debts.reason", "parts_debts.currency",
        "parts_board_jobs.tag", "parts_board_jobs.lot", "parts_board_jobs.scrap_reason", "parts_board_jobs.stream", "parts_board_jobs.recycler", "parts_board_jobs.recycler_document",
        "messaging_notices.key", "messaging_notices.template", "messaging_notices.language", "messaging_notices.subject", "messaging_notices.problem",
    ];

    /// <summary>Lies sealed, so a word written past the seal is not told; that they are told opened is seen below.</summary>
    private static readonly string[] _sealed = ["Mark of cases_attachments.note", "Mark of messaging_notice_texts.values", "Mark of messaging_notice_texts.text"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The device's own number is its identity, which stays (law 5).</summary>
    private const string Things = "WHERE kind NOT IN ('device', 'replaced_device')";

    /// <summary>Records of others' finished work (ORDS) speak of no customer of ours.</summary>
    private const string History = "cases_history";

    [Theory, BothDatabases]
    public async Task All_that_a_customer_leads_to_is_told_to_him_and_gone_after_his_erasure(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var (customer, id) = await FinishedCaseAsync(world);
        var marks = await MarkAsync(world, customer, id);
        Assert.Contains(marks, mark => mark.Contains("contacts_customers.phone", StringComparison.Ordinal));
        Assert.Contains(marks, mark => mark.Contains("cases_private.problem", StringComparison.Ordinal));

        var archive = await world.DoAsync<ExportPersonHandler, PersonArchive>((h, ct) => h.HandleAsync(new ExportPerson(customer), Actor.System, ct));
        var (person, pictures) = Read(archive.Zip);
        Assert.DoesNotContain(marks.Where(mark => !_sealed.Contains(mark)), mark => !person.Contains(mark, StringComparison.Ordinal));
        Assert.Contains("Mark of the picture", person, StringComparison.Ordinal);
        Assert.Contains("\"role\": \"front_desk\"", person, StringComparison.Ordinal);
        Assert.DoesNotContain("Desk\"", person, StringComparison.Ordinal); // Roles, never names of staff.
        Assert.Equal(Mainstay.Common.Pictures.Picture.Of(SamplePictures.DrawnPng).Content, Assert.Single(pictures));

        await world.DoAsync<EraseCustomerHandler, bool>(async (h, ct) =>
        {
            await h.HandleAsync(new EraseCustomer(customer), Actor.System, ct);
            return true;
        });
        await using (var db = world.Test.Open())
        {
            // The last word to him goes to his address, which is forgotten when it is sent.
            var farewell = db.Set<Mainstay.Messaging.Notices.NoticeRow>().Where(row => row.Template == "data_erased").Select(row => row.Id);
            await db.Set<Mainstay.Messaging.Notices.NoticeText>().Where(text => farewell.Contains(text.Notice)).ExecuteDeleteAsync(Ct);
        }

        Assert.Empty(await FoundAsync(world, "Mark of "));
        Assert.Empty(await FoundAsync(world, SamplePictures.Secret));
        Assert.Equal("customer-erased", (await Assert.ThrowsAsync<RefusedException>(() => world.DoAsync<ExportPersonHandler, PersonArchive>((h, ct) =>
            h.HandleAsync(new ExportPerson(customer), Actor.System, ct)))).Code);
    }

    [Theory, BothDatabases]
    public async Task Pictures_lie_sealed_and_an_old_backup_shows_nothing_of_whom_we_erased(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var (customer, id) = await FinishedCaseAsync(world);
        Assert.Empty(await FoundAsync(world, "Mark of the picture"));
        var picture = Mainstay.Common.Pictures.Picture.Of(SamplePictures.DrawnPng).Content;
        Assert.Empty(await FoundAsync(world, Encoding.Latin1.GetString(picture.AsSpan(16, 24))));
        Assert.Equal(picture, (await world.DoAsync<ReadAttachmentHandler, AttachmentFile>((h, ct) => h.HandleAsync(new ReadAttachment(id, 1), world.Desk, ct))).Content);
        var seen = await world.DoAsync<ViewCaseHandler, CaseView>((h, ct) => h.HandleAsync(new ViewCase(id), world.Desk, ct));
        Assert.Equal("Mark of the picture", Assert.Single(seen.Attachments).Note);

        using var keys = new StringWriter();
        Assert.Equal(1, await world.DoAsync<ExportKeysHandler, int>((h, ct) => h.HandleAsync(new ExportKeys(keys), Actor.System, ct)));
        using var copy = new MemoryStream();
        await Backup.WriteAsync(world.Test.Database, copy, world.Test.Clock, null, Ct);
        Assert.DoesNotContain("contacts_keys", Encoding.Latin1.GetString(copy.ToArray()), StringComparison.Ordinal);

        // What a key is lost for is not shown, and comes back with it.
        await using (var db = world.Test.Open())
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM contacts_keys", Ct);
        }

        Assert.Equal("picture-key-missing", (await Assert.ThrowsAsync<RefusedException>(() =>
            world.DoAsync<ReadAttachmentHandler, AttachmentFile>((h, ct) => h.HandleAsync(new ReadAttachment(id, 1), world.Desk, ct)))).Code);
        Assert.NotEmpty((await world.CheckAsync("cases.pictures_open")).Violations);
        var back = await ImportAsync(world, keys.ToString());
        Assert.Equal((1, 1, 0), (back.Read, back.Imported, back.Unchanged));
        Assert.Equal(picture, (await world.DoAsync<ReadAttachmentHandler, AttachmentFile>((h, ct) => h.HandleAsync(new ReadAttachment(id, 1), world.Desk, ct))).Content);

        // The key of the erased is not taken back.
        await world.DoAsync<EraseCustomerHandler, bool>(async (h, ct) =>
        {
            await h.HandleAsync(new EraseCustomer(customer), Actor.System, ct);
            return true;
        });
        Assert.Equal(0, (await ImportAsync(world, keys.ToString())).Imported);
        Assert.Empty((await world.CheckAsync("cases.pictures_open")).Violations);
    }

    private static Task<ImportResult> ImportAsync(CasesWorld world, string keys) => world.DoAsync<ImportKeysHandler, ImportResult>((h, ct) =>
        h.HandleAsync(new ImportKeys(new MemoryStream(Encoding.UTF8.GetBytes(keys)), "keys.csv"), Actor.System, ct));

    private static async Task<(CustomerId Customer, CaseId Case)> FinishedCaseAsync(CasesWorld world)
    {
        var phone = await world.NewPhoneAsync(new DateOnly(2026, 2, 1));
        var opened = await world.DoAsync<OpenCaseHandler, CaseOpened>((h, ct) => h.HandleAsync(new OpenCase
        {
            Site = world.Centre,
            Device = phone.Id,
            NewCustomer = new NewCustomer("Meera Iyer", "+919800000001", "meera@example.org", "en"),
            Symptom = "131",
            Problem = "Fell when my brother Ravi called",
            ReachPhone = "9811111111",
            Items = [new ItemIn(Mainstay.Cases.Model.ItemKind.Sim, "8991000000000000001")],
            WipeConsent = true,
        }, world.Desk, ct));
        await world.DoAsync<AttachHandler, Attached>((h, ct) => h.HandleAsync(new Attach(opened.Id, "photo", "Mark of the picture", SamplePictures.DrawnPng), world.Desk, ct));
        await world.DoAsync<ViewCaseHandler, CaseView>((h, ct) => h.HandleAsync(new ViewCase(opened.Id), world.Desk, ct));
        await world.DoAsync(new ReturnUnrepaired { Case = opened.Id, Reason = "customer_asked" }, world.Desk);
        await world.DoAsync(new PrepareReturn { Case = opened.Id }, world.Desk);
        await world.HandOverAsync(opened.Id);
        return (opened.Customer, opened.Id);
    }

    /// <summary>Writes past the verbs into every text column of rows that the customer leads to, rows being made where there were none.</summary>
    private static async Task<List<string>> MarkAsync(CasesWorld world, CustomerId customer, CaseId id)
    {
        await using var db = world.Test.Open();
        var marks = new List<string>();
        var messages = db.Model.FindEntityType(typeof(Mainstay.Messaging.Notices.NoticeRow))!;
        await SeedAsync(world, db, messages, messages.FindProperty("Customer")!, customer, id);
        foreach (var (entity, by) in LedTo(db.Model))
        {
            var table = entity.GetTableName()!;
            var texts = entity.GetProperties().Where(property => property.ClrType == typeof(string) && property.GetTypeMapping().Converter is null && !property.IsPrimaryKey() && !property.IsForeignKey()
                && !_impersonal.Contains($"{table}.{property.GetColumnName()}")).ToList();
            if (texts.Count == 0 || table == History || Mainstay.Storage.Facts.IsLeftBehind(entity))
            {
                continue;
            }

            await SeedAsync(world, db, entity, by, customer, id);
            foreach (var text in texts)
            {
                var mark = $"Mark of {table}.{text.GetColumnName()}";
#pragma warning disable EF1002 // Names of the model, in a test.
                await db.Database.ExecuteSqlRawAsync($"UPDATE {table} SET \"{text.GetColumnName()}\" = {{0}} {(table == "cases_items" ? Things : "")}", [mark], Ct);
#pragma warning restore EF1002
                marks.Add(mark);
            }
        }

        return marks;
    }

    private static async Task SeedAsync(CasesWorld world, MainstayDb db, IEntityType entity, IProperty by, CustomerId customer, CaseId id)
    {
        if (Samples.All(db, entity).Any())
        {
            return;
        }

        var row = db.Add(Samples.Row(entity, 7, isFull: true));
        row.Property(by.Name).CurrentValue = by.ClrType == typeof(Mainstay.Messaging.Notices.NoticeId) ? await db.Set<Mainstay.Messaging.Notices.NoticeRow>().Select(one => one.Id).FirstAsync(Ct) : by.ClrType == typeof(CustomerId) ? customer : by.ClrType == typeof(CaseId) ? id : row.Property(by.Name).CurrentValue;
        await world.Test.WithoutForeignKeysAsync(db, () => db.SaveChangesAsync(Ct));
        db.ChangeTracker.Clear();
    }

    /// <summary>Tables that hold his id, or the id of something that does; of the things themselves, those that are his alone.</summary>
    private static List<(IEntityType Entity, IProperty By)> LedTo(IModel model)
    {
        Type[] his = [typeof(CustomerId), typeof(CaseId), typeof(Mainstay.Messaging.Notices.NoticeId)];
        return
        [
            .. model.GetEntityTypes().Select(entity => (Entity: entity, By: entity.GetProperties().Where(property => his.Contains(property.ClrType)).MinBy(property => Array.IndexOf(his, property.ClrType))))
                .Where(found => found.By is not null && found.Entity.GetTableName() is not null).Select(found => (found.Entity, found.By!)),
        ];
    }

    private static (string Person, List<byte[]> Pictures) Read(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        var person = "";
        var pictures = new List<byte[]>();
        foreach (var entry in archive.Entries)
        {
            using var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            if (entry.Name == "person.json")
            {
                person = Encoding.UTF8.GetString(content.ToArray());
            }
            else
            {
                pictures.Add(content.ToArray());
            }
        }

        return (person, pictures);
    }

    /// <summary>Every value of every column of every table that the database has, the model's and the program's own.</summary>
    private static async Task<List<string>> FoundAsync(CasesWorld world, string text)
    {
        await using var db = world.Test.Open();
        await db.Database.OpenConnectionAsync(Ct);
        var connection = db.Database.GetDbConnection();
        var tables = new List<string>();
        await using (var list = connection.CreateCommand())
        {
            list.CommandText = world.Test.Provider == Provider.Sqlite
                ? "SELECT name FROM sqlite_master WHERE type = 'table'"
                : "SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')";
            await using var names = await list.ExecuteReaderAsync(Ct);
            while (await names.ReadAsync(Ct))
            {
                tables.Add(names.GetString(0));
            }
        }

        var found = new List<string>();
        var bytes = Encoding.Latin1.GetBytes(text);
        foreach (var table in tables)
        {
            await using var all = connection.CreateCommand();
            all.CommandText = $"SELECT * FROM {table}";
            await using var rows = await all.ExecuteReaderAsync(Ct);
            while (await rows.ReadAsync(Ct))
            {
                for (var column = 0; column < rows.FieldCount; column++)
                {
                    if (rows.GetValue(column) is var value && (value is byte[] content ? content.AsSpan().IndexOf(bytes) >= 0 : $"{value}".Contains(text, StringComparison.OrdinalIgnoreCase)))
                    {
                        found.Add($"{table}.{rows.GetName(column)}");
                    }
                }
            }
        }

        return found;
    }
}
