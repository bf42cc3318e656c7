using Mainstay.Cases.Bench;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Custody;
using Mainstay.Cases.Factory;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Cases.Queries;
using Mainstay.Common;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Tests.Cases;

/// <summary>A unit that was replaced, came back, was refurbished and is given to somebody else.</summary>
public sealed class SwapStockTests
{
    private static readonly DateOnly _lately = new(2026, 2, 1);

    [Theory, BothDatabases]
    public async Task A_refurbished_unit_is_issued_again_and_both_stories_stay_whole(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var mine = await world.NewPhoneAsync(_lately);
        var first = await SwapAsync(world, mine, await world.NewPhoneAsync(null));
        await ReturnAsync(world, first);
        Assert.Equal("not-at-factory", await RefusedAsync(() => RefurbishAsync(world, mine)));
        await ArriveAsync(world, mine);

        var unit = await RefurbishAsync(world, mine);
        Assert.Equal((mine.Imei1, mine.Serial, (DeviceId?)mine.Id), (unit.Imei1, unit.Serial, unit.Former));
        Assert.Equal("refurbished-already", await RefusedAsync(() => RefurbishAsync(world, mine)));
        Assert.True((await UnitsAsync(world)).Single().InStock);
        await world.IsSoundAsync();

        var yours = await world.NewPhoneAsync(new DateOnly(2025, 11, 1));
        var second = await SwapAsync(world, yours, unit);
        await world.IsSoundAsync();
        Assert.Empty(await UnitsAsync(world));
        await using (var db = world.Test.Open())
        {
            var given = db.Cases.Single(c => c.Id == second);
            Assert.Equal((unit.Id, yours.Id), (given.Device, given.DeviceRoot));
            Assert.Equal(mine.Id, db.Cases.Single(c => c.Id == first).DeviceRoot);
            Assert.Equal(second.Value, db.Items.Single(item => item.Case == first && item.StaysWithUs).Holder);
        }

        // What the number means today is the second customer's device: his sale, his owner, his case.
        var found = await world.DoAsync<IDevices, DeviceInfo?>((d, ct) => d.FindByIdentifierAsync(mine.Imei1!, ct));
        Assert.Equal((unit.Id, yours.Id, yours.SoldOn), (found!.Id, found.Root, found.SoldOn));
        var facts = await world.DoAsync<ICover, CoverFacts>((c, ct) => c.FactsAsync(mine.Id, ct));
        Assert.Equal(_lately, facts.WarrantyStart);
        await world.HandOverAsync(second);
        world.Test.Clock.Advance(TimeSpan.FromDays(1));
        await world.OpenAsync(found, "131");
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task The_same_unit_is_refurbished_twice(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var device = await world.NewPhoneAsync(_lately);
        for (var round = 0; round < 2; round++)
        {
            world.Test.Clock.Advance(TimeSpan.FromDays(1));
            var @case = await SwapAsync(world, device, await world.NewPhoneAsync(null));
            await ReturnAsync(world, @case);
            await ArriveAsync(world, device);
            var unit = await RefurbishAsync(world, device);
            var other = await world.NewPhoneAsync(_lately);
            await world.HandOverAsync(await SwapAsync(world, other, unit));
            device = (await world.DoAsync<IDevices, DeviceInfo?>((d, ct) => d.FindByIdentifierAsync(device.Imei1!, ct)))!;
            Assert.Equal((unit.Id, other.Id), (device.Id, device.Root));
        }

        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Two_desks_that_write_the_same_number_in_the_same_moment_are_told_so(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        foreach (var save in new Func<Identifiers, Task>[]
        {
            numbers => world.DoAsync<RegisterDeviceHandler, DeviceInfo>((h, ct) => h.HandleAsync(new RegisterDevice(world.Phone, numbers, null, null, null, null), Mainstay.Access.Contracts.Actor.System, ct)),
            numbers => world.DoAsync<OpenCaseHandler, CaseOpened>((h, ct) => h.HandleAsync(new OpenCase
            {
                Site = world.Centre, NewDevice = new DeviceIn(world.Phone, numbers), NewCustomer = new("Ravi Kumar", "+919800000077", null, "en"), Symptom = "131", WipeConsent = true,
            }, world.Desk, ct)),
            await IssuingAsync(world),
        })
        {
            var first = await world.NewPhoneAsync(null);
            var numbers = new Identifiers("RACE" + first.Serial, first.Imei1, null, null);
            await EraseAsync(world, first.Id); // Its numbers are free, and it is written again by the transaction that is open meanwhile.
            await using var db = world.Test.Open();
            await using var open = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            db.Add(new Device { Id = world.Test.Ids.Next<DeviceId>(), Model = world.Phone, Serial = first.Serial, Imei1 = Imei.TryParse(first.Imei1!, out var imei) ? imei : default });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            var other = Task.Run(() => RefusalAsync(() => save(numbers)));
            await Task.Delay(TimeSpan.FromMilliseconds(700), TestContext.Current.CancellationToken); // It has looked, seen nothing, and waits to write.
            Assert.False(other.IsCompleted);
            await open.CommitAsync(TestContext.Current.CancellationToken);
            var refused = await other;
            Assert.Equal("identifier-taken", refused.Code);
            Assert.Contains("in the same moment", refused.Message, StringComparison.Ordinal);
        }

        await world.IsSoundAsync();
    }

    private static async Task<Func<Identifiers, Task>> IssuingAsync(CasesWorld world)
    {
        var opened = await world.OpenAsync(await world.NewPhoneAsync(_lately));
        await world.DiagnoseAsync(opened.Id);
        await world.DoAsync(new ApproveSwap { Case = opened.Id, Reason = "early_life" }, world.Manager);
        return numbers => world.DoAsync(new IssueSwap { Case = opened.Id, Replacement = numbers }, world.Technician);
    }

    private static async Task EraseAsync(CasesWorld world, DeviceId device)
    {
        await using var db = world.Test.Open();
        db.Remove(db.Set<Device>().Single(d => d.Id == device));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>From the counter to a replacement in the customer's case.</summary>
    private static async Task<CaseId> SwapAsync(CasesWorld world, DeviceInfo device, DeviceInfo replacement)
    {
        var opened = await world.OpenAsync(device);
        await world.DiagnoseAsync(opened.Id);
        await world.DoAsync(new ApproveSwap { Case = opened.Id, Reason = "early_life" }, world.Manager);
        await world.DoAsync(new IssueSwap { Case = opened.Id, Replacement = new Identifiers(replacement.Serial, replacement.Imei1, null, null) }, world.Technician);
        await world.DoAsync(new PassQuality { Case = opened.Id }, world.Technician);
        return opened.Id;
    }

    private static async Task ReturnAsync(CasesWorld world, CaseId id)
    {
        await world.HandOverAsync(id);
        await world.DoAsync(new ReturnDefective { Case = id }, world.Technician);
    }

    private static Task<ConsignmentChanged> ArriveAsync(CasesWorld world, DeviceInfo device) =>
        world.TravelAsync(world.Factory, world.Technician, world.FactoryHand, TimeSpan.Zero, device.Imei1!);

    private static Task<DeviceInfo> RefurbishAsync(CasesWorld world, DeviceInfo device) =>
        world.DoAsync<RefurbishUnitHandler, DeviceInfo>((h, ct) => h.HandleAsync(new RefurbishUnit(device.Id), world.FactoryHand, ct));

    private static Task<IReadOnlyList<ReplacedUnit>> UnitsAsync(CasesWorld world) =>
        world.DoAsync<ListReplacedUnitsHandler, IReadOnlyList<ReplacedUnit>>((h, ct) => h.HandleAsync(new ListReplacedUnits(world.Factory), world.FactoryHand, ct));

    private static async Task<RefusedException> RefusalAsync(Func<Task> act) => await Assert.ThrowsAsync<RefusedException>(act);

    private static async Task<string> RefusedAsync(Func<Task> act) => (await RefusalAsync(act)).Code;
}
