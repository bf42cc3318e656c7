using Mainstay.Access.Contracts;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Factory;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Needs;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Mainstay.Testing;
using Mainstay.Tests.Cases;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Parts;

public sealed class JobPartsTests
{
    private static readonly DateOnly _sold = new(2025, 12, 1);

    [Theory, BothDatabases]
    public async Task A_job_draws_its_part_from_the_bin_and_builds_it_in(Provider provider)
    {
        await using var world = await KeepingAsync(provider);
        await world.StockAsync(world.Centre, world.Display, 2);
        var opened = await world.OpenAsync(await world.NewPhoneAsync(_sold));
        await world.DiagnoseAsync(opened.Id);
        var need = await world.NeedAsync(opened.Id);
        Assert.Equal(NeedState.Reserved, need.State);
        Assert.Equal(need.CreatedAt, need.FilledAt);
        Assert.Equal((1, 1), (await world.FreeAsync(world.Centre, world.Display), await world.ReservedAsync(world.Centre, world.Display)));

        await world.DoAsync(new StartRepair { Case = opened.Id }, world.Technician);
        Assert.Equal("parts-unaccounted", (await Assert.ThrowsAsync<RefusedException>(() => world.DoAsync(new FinishRepair { Case = opened.Id, Reason = "fixed" }, world.Technician))).Code);
        await world.DoAsync(new UsePart { Case = opened.Id, Line = await world.PartLineAsync(opened.Id) }, world.Technician);
        await world.DoAsync(new FinishRepair { Case = opened.Id, Reason = "fixed" }, world.Technician);
        Assert.Equal(NeedState.Used, (await world.NeedAsync(opened.Id)).State);
        Assert.Equal((1, 0), (await world.FreeAsync(world.Centre, world.Display), await world.ReservedAsync(world.Centre, world.Display)));
        await using (var db = world.Test.Open())
        {
            var consumed = db.Set<StockMovement>().Single(m => m.Kind == MovementKind.Consume);
            Assert.Equal((StockPaper.Case, opened.Id.Value, world.Technician.Person), (consumed.Paper, consumed.PaperId!.Value, consumed.By));
        }

        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task What_a_job_does_not_need_after_all_goes_back_where_it_was(Provider provider)
    {
        await using var world = await KeepingAsync(provider);
        await world.StockAsync(world.Centre, world.Display, 3, bin: "A-01");
        var declined = await world.OpenAsync(await world.NewPhoneAsync(null));
        await world.DiagnoseAsync(declined.Id);
        await world.DoAsync(new SendEstimate { Case = declined.Id }, world.Technician);
        Assert.Equal(1, await world.ReservedAsync(world.Centre, world.Display));
        await world.DoAsync(new Decline { Case = declined.Id, Reason = "too_expensive", Identified = null }, world.Desk);
        Assert.Equal((3, 0), (await world.FreeAsync(world.Centre, world.Display), await world.ReservedAsync(world.Centre, world.Display)));

        var again = await world.OpenAsync(await world.NewPhoneAsync(_sold));
        await world.DiagnoseAsync(again.Id);
        await world.DoAsync(new Diagnose { Case = again.Id, Section = "HNTF", NoFaultReason = Mainstay.Cases.Codes.NoFaultReasons[0] }, world.Technician);
        Assert.Equal(0, await world.ReservedAsync(world.Centre, world.Display));

        var broken = await world.OpenAsync(await world.NewPhoneAsync(_sold));
        await world.DiagnoseAsync(broken.Id);
        await world.DoAsync(new StartRepair { Case = broken.Id }, world.Technician);
        await world.DoAsync(new ReturnPart { Case = broken.Id, Line = await world.PartLineAsync(broken.Id), Reason = "defective_part" }, world.Technician);
        Assert.Equal((2, 0), (await world.FreeAsync(world.Centre, world.Display), await world.ReservedAsync(world.Centre, world.Display)));
        await using (var db = world.Test.Open())
        {
            Assert.Equal(1, db.Set<StockPlace>().Single(place => place.Condition == Condition.Quarantined).OnHand);
            Assert.Equal("A-01", db.Set<StockPlace>().Single(place => place.Condition == Condition.Quarantined).Bin);
        }

        var returned = await world.OpenAsync(await world.NewPhoneAsync(_sold));
        await world.DiagnoseAsync(returned.Id);
        await world.DoAsync(new ReturnUnrepaired { Case = returned.Id, Reason = "customer_asked" }, world.Technician);
        Assert.Equal((2, 0), (await world.FreeAsync(world.Centre, world.Display), await world.ReservedAsync(world.Centre, world.Display)));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Of_two_jobs_for_the_last_piece_one_gets_it_and_the_other_is_promised_no_day_before_it_comes(Provider provider)
    {
        await using var world = await KeepingAsync(provider);
        await world.StockAsync(world.Centre, world.Display, 1);
        await world.StockAsync(world.Warehouse, world.Display, 5);
        List<CaseId> cases = [];
        for (var i = 0; i < 2; i++)
        {
            var opened = await world.OpenAsync(await world.NewPhoneAsync(_sold));
            await world.DoAsync(new BeginTriage { Case = opened.Id }, world.Technician);
            cases.Add(opened.Id);
        }

        await Task.WhenAll(cases.Select(id => RetryingAsync(() => world.DoAsync(Diagnosis(world.Display) with { Case = id }, world.Technician))));
        var needs = await Task.WhenAll(cases.Select(id => world.NeedAsync(id)));
        Assert.Single(needs, need => need.State == NeedState.Reserved);
        var waits = Assert.Single(needs, need => need.State == NeedState.Waiting);
        Assert.NotNull(waits.ExpectedOn);
        await using (var db = world.Test.Open())
        {
            var late = db.Cases.Single(c => c.Id == waits.Case);
            var served = needs.Single(need => need.State == NeedState.Reserved).Case;
            var prompt = db.Cases.Single(c => c.Id == served);
            Assert.True(DateOnly.FromDateTime(late.ReadyP50!.Value.AddHours(5.5).DateTime) >= waits.ExpectedOn, "Promised before its part is there.");
            Assert.True(late.ReadyP90 > prompt.ReadyP90);
        }

        // Nothing lies there for it: it cannot be built in.
        await world.DoAsync(new StartRepair { Case = waits.Case }, world.Technician);
        var refused = await Assert.ThrowsAsync<RefusedException>(async () => await world.DoAsync(new UsePart { Case = waits.Case, Line = await world.PartLineAsync(waits.Case) }, world.Technician));
        Assert.Equal("not-in-stock", refused.Code);

        // The job that got it gives it back: the other has it at once, and goes on by itself.
        await world.DoAsync(new WaitForParts { Case = waits.Case, Reason = "not_in_stock" }, world.Technician);
        await using (var db = world.Test.Open())
        {
            Assert.Equal(waits.ExpectedOn, db.Cases.Single(c => c.Id == waits.Case).PartsExpectedOn);
        }

        await world.DoAsync(new ReturnUnrepaired { Case = needs.Single(need => need.State == NeedState.Reserved).Case, Reason = "customer_asked" }, world.Technician);
        Assert.Equal(NeedState.Reserved, (await world.NeedAsync(waits.Case)).State);
        await using (var db = world.Test.Open())
        {
            Assert.Equal(CaseState.Approved, db.Cases.Single(c => c.Id == waits.Case).State);
        }

        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Goods_that_come_go_to_the_most_urgent_job_and_not_to_who_asked_first(Provider provider)
    {
        await using var world = await KeepingAsync(provider);
        var first = await world.OpenAsync(await world.NewPhoneAsync(_sold));
        await world.DiagnoseAsync(first.Id);
        await world.DoAsync(new WaitForParts { Case = first.Id, Reason = "not_in_stock" }, world.Technician);
        var swollen = await world.OpenAsync(await world.NewPhoneAsync(_sold));
        await world.DiagnoseAsync(swollen.Id);
        await world.DoAsync(new MarkSafety { Case = swollen.Id, Reason = "swollen_battery" }, world.Technician);
        await world.DoAsync(new WaitForParts { Case = swollen.Id, Reason = "not_in_stock" }, world.Technician);
        await world.StockAsync(world.Centre, world.Display, 1);
        var decided = await world.AllotAsync(world.Centre, world.Display.Id);
        Assert.Equal([swollen.Id, first.Id], decided.Select(one => one.Claim.Job.Case));
        Assert.Equal([true, false], decided.Select(one => one.Given));
        Assert.Equal("allot.safety", decided[0].Why[0].Code);
        Assert.Equal("allot.short", decided[1].Why[^1].Code);
        await using (var db = world.Test.Open())
        {
            Assert.Equal(CaseState.Approved, db.Cases.Single(c => c.Id == swollen.Id).State);
            Assert.Equal(CaseState.PartsWait, db.Cases.Single(c => c.Id == first.Id).State);
        }

        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_part_that_lies_beside_a_job_that_waits_for_it_is_given_when_somebody_begins_or_the_sweep_comes(Provider provider)
    {
        await using var world = await KeepingAsync(provider);
        List<CaseId> cases = [];
        for (var i = 0; i < 2; i++)
        {
            var opened = await world.OpenAsync(await world.NewPhoneAsync(_sold));
            await world.DiagnoseAsync(opened.Id);
            cases.Add(opened.Id);
            world.Test.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        await world.StockAsync(world.Centre, world.Display, 1);
        await world.DoAsync(new StartRepair { Case = cases[0] }, world.Technician);
        Assert.Equal(NeedState.Reserved, (await world.NeedAsync(cases[0])).State);
        await world.DoAsync(new WaitForParts { Case = cases[1], Reason = "not_in_stock" }, world.Technician);
        await world.StockAsync(world.Centre, world.Display, 1);
        Assert.Equal(1, await world.DoAsync<NeedDesk, int>((desk, ct) => desk.AllotEverywhereAsync(Actor.System.Person, ct)));
        await using (var db = world.Test.Open())
        {
            Assert.Equal(CaseState.Approved, db.Cases.Single(c => c.Id == cases[1]).State);
        }

        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_case_that_moves_to_another_site_takes_its_wish_along_and_leaves_the_part(Provider provider)
    {
        await using var world = await KeepingAsync(provider);
        await world.StockAsync(world.Centre, world.Display, 1);
        await world.StockAsync(world.OtherCentre, world.Display, 1);
        var opened = await world.OpenAsync(await world.NewPhoneAsync(_sold));
        await world.DiagnoseAsync(opened.Id);
        await world.DoAsync(new Mainstay.Cases.Custody.Transfer { Case = opened.Id, To = world.OtherCentre, Reason = "load" }, world.Manager);
        var need = await world.NeedAsync(opened.Id);
        Assert.Equal((world.OtherCentre, NeedState.Reserved), (need.Site, need.State));
        Assert.Equal((1, 0), (await world.FreeAsync(world.Centre, world.Display), await world.ReservedAsync(world.Centre, world.Display)));
        Assert.Equal((0, 1), (await world.FreeAsync(world.OtherCentre, world.Display), await world.ReservedAsync(world.OtherCentre, world.Display)));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Work_at_the_factory_draws_from_its_store_and_records_the_scanned_piece(Provider provider)
    {
        await using var world = await KeepingAsync(provider);
        await world.StockAsync(world.Factory, world.Board, 2, serials: ["BRD1", "BRD2"]);
        await world.StockAsync(world.Centre, world.Board, 1, serials: ["BRD9"]);
        var opened = await world.AtFactoryAsync(await world.NewPhoneAsync(_sold));
        var need = await world.NeedAsync(opened.Id);
        Assert.Equal((world.Factory, NeedState.Reserved), (need.Site, need.State));
        Assert.Equal(1, await world.FreeAsync(world.Centre, world.Board));
        await world.DoAsync(new StartFactoryRepair { Case = opened.Id }, world.FactoryHand);
        var line = (await world.LinesAsync(opened.Id)).Single(line => line.Kind == LineKind.Part).Id;
        async Task<string> UseAsync(string serial) => (await Assert.ThrowsAsync<RefusedException>(() =>
            world.DoAsync(new UsePart { Case = opened.Id, Line = line, FaultySerial = "OLD", NewSerial = serial }, world.FactoryHand))).Code;
        Assert.Equal("unit-unknown", await UseAsync("NEVER"));
        Assert.Equal("unit-elsewhere", await UseAsync("BRD9"));
        string scanned;
        await using (var db = world.Test.Open())
        {
            scanned = db.Set<PartUnit>().Single(unit => unit.Serial.StartsWith("BRD") && unit.Serial != "BRD9" && unit.Id != need.Unit).Serial;
        }

        await world.DoAsync(new UsePart { Case = opened.Id, Line = line, FaultySerial = "OLD", NewSerial = scanned }, world.FactoryHand);
        Assert.Equal((1, 0), (await world.FreeAsync(world.Factory, world.Board), await world.ReservedAsync(world.Factory, world.Board)));
        await world.DoAsync(new FinishFactoryRepair { Case = opened.Id, Reason = "fixed" }, world.FactoryHand);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_recalled_lot_is_taken_from_the_jobs_and_another_lot_given_where_there_is_one(Provider provider)
    {
        await using var world = await KeepingAsync(provider);
        await world.StockAsync(world.Centre, world.Display, 2, lot: "L1");
        await world.StockAsync(world.Centre, world.Display, 1, lot: "L2");
        var one = await world.OpenAsync(await world.NewPhoneAsync(_sold));
        await world.DiagnoseAsync(one.Id);
        var two = await world.OpenAsync(await world.NewPhoneAsync(_sold));
        await world.DiagnoseAsync(two.Id);
        var had = await world.DoAsync<NeedDesk, IReadOnlyList<CaseId>>((desk, ct) => desk.WithdrawAsync(world.Display.Id, "L1", world.Storekeeper.Person, ct));
        Assert.Equal(new HashSet<CaseId> { one.Id, two.Id }, had.ToHashSet());
        NeedState[] states = [(await world.NeedAsync(one.Id)).State, (await world.NeedAsync(two.Id)).State];
        Assert.Equal([NeedState.Waiting, NeedState.Reserved], states.Order());
        await using (var db = world.Test.Open())
        {
            Assert.Equal("L2", db.Set<StockPlace>().Single(place => place.Kind == PlaceKind.Reserved && place.OnHand > 0).Lot);
        }

        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Availability_says_here_on_a_day_or_nobody(Provider provider)
    {
        await using var world = await KeepingAsync(provider);
        await world.StockAsync(world.Centre, world.Display, 1);
        Assert.Equal(PartStanding.Here, (await AskAsync(world, world.Display)).Standing);
        Assert.Equal(PartStanding.Nobody, (await AskAsync(world, world.Board)).Standing);
        await world.StockAsync(world.OtherCentre, world.Board, 1, serials: ["B1"]);
        var other = await AskAsync(world, world.Board);
        Assert.Equal((PartStanding.Expected, "avail.other", (SiteId?)world.OtherCentre), (other.Standing, other.Why.Code, other.From));
        await world.StockAsync(world.Warehouse, world.Board, 1, serials: ["B2"]);
        var warehouse = await AskAsync(world, world.Board);
        Assert.Equal(("avail.warehouse", (SiteId?)world.Warehouse), (warehouse.Why.Code, warehouse.From));
        var day = DateOnly.FromDateTime(world.Test.Clock.GetUtcNow().DateTime).AddDays(4);
        await world.RequestAsync(world.Warehouse, world.Centre, world.Board, 1, day);
        var coming = await AskAsync(world, world.Board);
        Assert.Equal("avail.transfer", coming.Why.Code);
        Assert.True(coming.ExpectedOn >= day && coming.ExpectedOn <= day.AddDays(1), "Not before it comes, and never on a Sunday.");
        Assert.NotEqual(DayOfWeek.Sunday, coming.ExpectedOn!.Value.DayOfWeek);

        // A site that keeps no stock here can say nothing.
        Assert.Equal(PartStanding.Unknown, (await world.DoAsync<IPartAvailability, IReadOnlyList<PartAvailable>>((a, ct) => a.AtAsync(world.Warehouse, [world.Board.Id], ct)))[0].Standing);
    }

    private static Task<PartAvailable> AskAsync(CasesWorld world, PartInfo part) =>
        world.DoAsync<IPartAvailability, PartAvailable>(async (a, ct) => (await a.AtAsync(world.Centre, [part.Id], ct))[0]);

    private static Diagnose Diagnosis(PartInfo part) => new()
    {
        Section = "HDSP",
        Defect = "HD01",
        RepairCode = "HR01",
        Lines = [new LineIn(LineKind.Part, part.Id), new LineIn(LineKind.Labour, Work: "repair")],
    };

    /// <summary>As a person would who is told that somebody was there at the same moment.</summary>
    private static async Task RetryingAsync(Func<Task> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await act();
                return;
            }
            catch (RefusedException e) when (e.Code == "stale-version" && attempt < 5)
            {
            }
        }
    }

    private static async Task<CasesWorld> KeepingAsync(Provider provider)
    {
        var world = await CasesWorld.CreateAsync(provider);
        await world.KeepStockAsync(world.Centre, world.OtherCentre, world.Factory);
        return world;
    }
}
