using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Cases;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts;
using Mainstay.Contacts.Contracts;
using Mainstay.Contacts.Exchange;
using Mainstay.Devices;
using Mainstay.Messaging;
using Mainstay.Network;
using Mainstay.Storage;
using Mainstay.Storage.Backups;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Tests.Cases;

/// <summary>Who was erased stays erased, also after an older backup was brought back.</summary>
public sealed class ErasuresTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Erasing_takes_what_he_told_for_his_cases_but_not_while_one_is_open(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var (customer, id) = await CaseAsync(world);
        Assert.Equal("customer-needed-still", (await Assert.ThrowsAsync<RefusedException>(() => EraseAsync(world, customer))).Code);
        await FinishAsync(world, id);
        await EraseAsync(world, customer);
        await using var db = world.Test.Open();
        await NothingIsLeftAsync(db, customer, id);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_restored_backup_forgets_again_whom_the_list_names(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var (customer, id) = await CaseAsync(world);
        await FinishAsync(world, id);
        using var backup = new MemoryStream();
        await Backup.WriteAsync(world.Test.Database, backup, world.Test.Clock, null, Ct);
        world.Test.Clock.Advance(TimeSpan.FromHours(1));
        await EraseAsync(world, customer);
        using var list = new StringWriter();
        Assert.Equal(1, await world.DoAsync<ExportErasuresHandler, int>((h, ct) => h.HandleAsync(new ExportErasures(list), Actor.System, ct)));

        await using var other = await TestDatabase.CreateEmptyAsync(provider);
        backup.Position = 0;
        await Restore.ReadAsync(other.Database, backup, other.Clock, null, Ct);
        await using var rooms = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(other.Clock).AddSingleton<IdSource>(other.Ids)
            .AddStorage(other.Database).AddContacts().AddAccess().AddNetwork().AddDevices().AddMessaging().AddCases().BuildServiceProvider();
        foreach (var expected in new[] { (1L, 1L, 0L), (1L, 0L, 1L) })
        {
            await using var scope = rooms.CreateAsyncScope();
            var done = await scope.ServiceProvider.GetRequiredService<ReplayErasuresHandler>()
                .HandleAsync(new ReplayErasures(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(list.ToString())), "erasures.csv"), Actor.System, Ct);
            Assert.Equal(expected, (done.Read, done.Imported, done.Unchanged));
        }

        await using var db = other.Open();
        await NothingIsLeftAsync(db, customer, id);
        await using var first = world.Test.Open();
        Assert.Equal(await ErasedAtAsync(first, customer), await ErasedAtAsync(db, customer));
    }

    [Theory, BothDatabases]
    public async Task A_list_that_cannot_be_read_erases_nobody(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var (customer, id) = await CaseAsync(world);
        await FinishAsync(world, id);
        var text = $"customer,erased_at\n{customer},2026-03-02T00:00:00Z\nsomebody,2026-03-02T00:00:00Z\n";
        var refused = await Assert.ThrowsAsync<RefusedException>(() => world.DoAsync<ReplayErasuresHandler, ImportResult>((h, ct) =>
            h.HandleAsync(new ReplayErasures(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), "erasures.csv"), Actor.System, ct)));
        Assert.Contains("line 3, column customer", refused.Message, StringComparison.Ordinal);
        await using var db = world.Test.Open();
        Assert.Null(await ErasedAtAsync(db, customer));
        Assert.NotNull((await db.CasePrivates.SingleAsync(row => row.Case == id, Ct)).Problem);
    }

    private static async Task<(CustomerId Customer, Mainstay.Cases.Contracts.CaseId Case)> CaseAsync(CasesWorld world)
    {
        var phone = await world.NewPhoneAsync(new DateOnly(2026, 2, 1));
        var opened = await world.DoAsync<OpenCaseHandler, CaseOpened>((h, ct) => h.HandleAsync(new OpenCase
        {
            Site = world.Centre,
            Device = phone.Id,
            NewCustomer = new NewCustomer("Meera Iyer", "+919800000001", null, "en"),
            Symptom = "131",
            Problem = "Fell when my brother Ravi called",
            ReachPhone = "9811111111",
            WipeConsent = true,
        }, world.Desk, ct));
        await world.DoAsync<AttachHandler, Attached>((h, ct) => h.HandleAsync(new Attach(opened.Id, "photo", "My flat", SamplePictures.DrawnPng), world.Desk, ct));
        return (opened.Customer, opened.Id);
    }

    private static async Task FinishAsync(CasesWorld world, Mainstay.Cases.Contracts.CaseId id)
    {
        await world.DoAsync(new Mainstay.Cases.Counter.ReturnUnrepaired { Case = id, Reason = "customer_asked" }, world.Desk);
        await world.DoAsync(new PrepareReturn { Case = id }, world.Desk);
        await world.HandOverAsync(id);
    }

    private static Task<bool> EraseAsync(CasesWorld world, CustomerId customer) => world.DoAsync<EraseCustomerHandler, bool>(async (h, ct) =>
    {
        await h.HandleAsync(new EraseCustomer(customer), Actor.System, ct);
        return true;
    });

    private static async Task<DateTimeOffset?> ErasedAtAsync(MainstayDb db, CustomerId customer) =>
        (await db.Set<Customer>().AsNoTracking().SingleAsync(row => row.Id == customer, Ct)).ErasedAt;

    private static async Task NothingIsLeftAsync(MainstayDb db, CustomerId customer, Mainstay.Cases.Contracts.CaseId id)
    {
        var row = await db.Set<Customer>().AsNoTracking().SingleAsync(row => row.Id == customer, Ct);
        Assert.Equal(("", null, true), (row.Name, row.Phone, row.ErasedAt is not null));
        var told = await db.CasePrivates.AsNoTracking().SingleAsync(row => row.Case == id, Ct);
        Assert.Equal((null, null, null, null), (told.Problem, told.ReachPhone, told.ReachOther, told.Marks));
        var picture = await db.Attachments.AsNoTracking().SingleAsync(row => row.Case == id, Ct);
        Assert.Equal((null, null), (picture.Note, picture.Content));
        Assert.Equal(customer, (await db.Cases.AsNoTracking().SingleAsync(c => c.Id == id, Ct)).Customer);
    }
}
