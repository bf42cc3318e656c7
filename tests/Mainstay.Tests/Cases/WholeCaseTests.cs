using Mainstay.Access.Contracts;
using Mainstay.Cases;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Factory;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Tests.Cases;

/// <summary>Cases worked from the counter to the hand-over, through the handlers, on both databases.</summary>
public sealed class WholeCaseTests
{
    private static readonly DateOnly _lately = new(2025, 12, 1);
    private static readonly DateOnly _longAgo = new(2023, 1, 1);

    [Theory, BothDatabases]
    public async Task A_covered_repair_costs_the_customer_nothing_and_leaves_every_law_intact(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.RepairedAsync(await world.NewPhoneAsync(_lately));
        Assert.Equal(Entitlement.InWarranty, opened.Entitlement);
        Assert.NotNull(opened.KnownBy);
        await using var db = world.Test.Open();
        var done = db.Cases.Single(c => c.Id == opened.Id);
        Assert.Equal(CaseState.HandedOver, done.State);
        Assert.Equal(Outcome.Repaired, done.Outcome);
        Assert.Equal(0, done.CustomerDueMinor);
        Assert.All(db.Items.Where(item => item.Case == opened.Id), item => Assert.Equal(HolderKind.Customer, item.HolderKind));
        await world.DoAsync(new Close { Case = opened.Id, Reason = "done" }, world.Desk);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_dead_board_goes_to_the_factory_and_comes_back_as_a_swap(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var phone = await world.NewPhoneAsync(_lately);
        var opened = await world.AtFactoryAsync(phone);
        await world.DoAsync(new StartFactoryRepair { Case = opened.Id }, world.FactoryHand);
        await world.DoAsync(new ApproveSwap { Case = opened.Id, Reason = "board_level" }, world.FactoryManager);
        var replacement = new Identifiers("SNREPL0001", "490154203237518", null, null);
        await world.DoAsync(new IssueSwap { Case = opened.Id, Kind = SwapKind.BoardSwap, Replacement = replacement }, world.FactoryHand);
        await world.DoAsync(new FinishFactoryRepair { Case = opened.Id, Reason = "swapped" }, world.FactoryHand);
        await world.TravelAsync(world.Centre, world.FactoryHand, world.Desk, TimeSpan.FromDays(2), opened.Number);
        await world.DoAsync(new PassQuality { Case = opened.Id }, world.Technician);
        await world.HandOverAsync(opened.Id);
        await world.DoAsync(new Close { Case = opened.Id, Reason = "done" }, world.Desk);
        await using var db = world.Test.Open();
        var done = db.Cases.Single(c => c.Id == opened.Id);
        Assert.Equal(Outcome.Swapped, done.Outcome);
        Assert.NotEqual(phone.Id, done.Device);
        Assert.Equal(phone.Id, done.DeviceRoot);
        var owners = db.ClockIntervals.Where(i => i.Case == opened.Id).OrderBy(i => i.Sequence).Select(i => i.Owner).ToList();
        Assert.Contains(ClockOwner.Courier, owners);
        Assert.Contains(ClockOwner.Factory, owners);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task An_uncovered_phone_is_estimated_declined_and_handed_back(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.OpenAsync(await world.NewPhoneAsync(_longAgo));
        Assert.Equal(Entitlement.OutOfWarranty, opened.Entitlement);
        await world.DiagnoseAsync(opened.Id);
        await RefusedAsync("estimate-needed", () => world.DoAsync(new StartRepair { Case = opened.Id }, world.Technician));
        await world.DoAsync(new SendEstimate { Case = opened.Id }, world.Desk);
        await world.DoAsync(new Decline { Case = opened.Id, Reason = "too_expensive" }, world.Desk);
        await world.DoAsync(new ReturnUnrepaired { Case = opened.Id, Reason = "declined" }, world.Desk);
        await world.DoAsync(new PrepareReturn { Case = opened.Id }, world.Desk);
        await world.HandOverAsync(opened.Id);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_paid_repair_waits_for_its_settlement(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.OpenAsync(await world.NewPhoneAsync(_longAgo));
        await world.DiagnoseAsync(opened.Id);
        await world.DoAsync(new SendEstimate { Case = opened.Id }, world.Desk);
        await world.DoAsync(new Approve { Case = opened.Id }, world.Desk);
        await world.DoAsync(new StartRepair { Case = opened.Id }, world.Technician);
        await RefusedAsync("parts-unaccounted", () => world.DoAsync(new FinishRepair { Case = opened.Id, Reason = "fixed" }, world.Technician));
        await world.DoAsync(new UsePart { Case = opened.Id, Line = await world.PartLineAsync(opened.Id) }, world.Technician);
        await world.DoAsync(new FinishRepair { Case = opened.Id, Reason = "fixed" }, world.Technician);
        await world.DoAsync(new PassQuality { Case = opened.Id }, world.Technician);
        await RefusedAsync("not-settled", () => world.HandOverAsync(opened.Id));
        await using (var db = world.Test.Open())
        {
            var due = db.Cases.Single(c => c.Id == opened.Id).CustomerDueMinor;
            Assert.Equal(4_450_00, due);
            await world.DoAsync(new Settle { Case = opened.Id, AmountMinor = due, Method = "upi" }, world.Desk);
        }

        await world.HandOverAsync(opened.Id);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task The_same_fault_within_thirty_days_is_a_bounce_of_the_centre(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var phone = await world.NewPhoneAsync(_lately);
        var first = await world.RepairedAsync(phone);
        world.Test.Clock.Advance(TimeSpan.FromDays(10));
        var second = await world.OpenAsync(phone);
        Assert.Equal(first.Id, second.BounceOf);
        await using var db = world.Test.Open();
        var bounce = db.Bounces.Single();
        Assert.Equal((10, 30, true, world.Centre, true), (bounce.Days, bounce.Window, bounce.SameSymptom, bounce.BlamedSite!.Value, bounce.Unpaid));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_device_nobody_knew_is_registered_and_taken_in_at_once(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.DoAsync<Mainstay.Cases.Intake.OpenCaseHandler, Mainstay.Cases.Intake.CaseOpened>((h, ct) => h.HandleAsync(new Mainstay.Cases.Intake.OpenCase
        {
            Site = world.Centre,
            NewDevice = new Mainstay.Cases.Intake.DeviceIn(world.Phone, new Identifiers("SNNEW00001", "490154203237518", null, null)),
            NewCustomer = new Mainstay.Contacts.Contracts.NewCustomer("Arun Das", "+919800000009", null, "hi"),
            Symptom = "111",
            PurchasedOn = _lately,
            PurchaseEvidence = PurchaseEvidence.Invoice,
        }, world.Desk, ct));
        Assert.Equal(Entitlement.InWarranty, opened.Entitlement);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Two_desks_taking_the_same_device_get_one_case(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var phone = await world.NewPhoneAsync(_lately);
        var tries = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                return (await world.OpenAsync(phone)).Number;
            }
            catch (RefusedException refused)
            {
                return refused.Code;
            }
        }));
        Assert.Single(tries, text => text != "device-has-open-case");
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task What_does_not_fit_is_refused_and_nothing_is_half_done(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var done = await world.RepairedAsync(await world.NewPhoneAsync(_lately));
        await RefusedAsync("wrong-state", () => world.DoAsync(new BeginTriage { Case = done.Id }, world.Technician));
        var opened = await world.OpenAsync(await world.NewPhoneAsync(_lately));
        await RefusedAsync("stale-version", () => world.DoAsync(new BeginTriage { Case = opened.Id, Version = 7 }, world.Technician));
        await RefusedAsync("not-allowed", () => world.DoAsync(new BeginTriage { Case = opened.Id }, world.Desk));
        var stranger = world.Technician with { Grants = [new Grant(Role.Technician, world.OtherCentre, null)] };
        await RefusedAsync("not-your-site", () => world.DoAsync(new BeginTriage { Case = opened.Id }, stranger));
        await world.DoAsync(new BeginTriage { Case = opened.Id }, world.Technician);
        world.Test.Clock.Advance(TimeSpan.FromHours(-1));
        await RefusedAsync("clock-went-back", () => world.DoAsync(new ReturnUnrepaired { Case = opened.Id, Reason = "customer_asked" }, world.Technician));
        world.Test.Clock.Advance(TimeSpan.FromHours(1));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Five_wrong_codes_lock_the_hand_over(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.OpenAsync(await world.NewPhoneAsync(_lately));
        await world.DoAsync(new ReturnUnrepaired { Case = opened.Id, Reason = "customer_asked" }, world.Desk);
        await world.DoAsync(new PrepareReturn { Case = opened.Id }, world.Desk);
        for (var i = 0; i < 5; i++)
        {
            await RefusedAsync("code-wrong", () => world.DoAsync(new HandOver { Case = opened.Id, Code = "x" }, world.Desk));
        }

        await RefusedAsync("code-locked", () => world.DoAsync(new HandOver { Case = opened.Id, Code = "x" }, world.Desk));
        await world.DoAsync(new HandOver { Case = opened.Id, IdentitySeen = "passport" }, world.Manager);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Refused_cover_can_be_appealed_outside_the_centre(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.OpenAsync(await world.NewPhoneAsync(_lately));
        await world.DiagnoseAsync(opened.Id);
        IReadOnlyList<LineId> lines = [.. (await world.LinesAsync(opened.Id)).Where(line => line.State == LineState.Proposed).Select(line => line.Id)];
        await RefusedAsync("evidence-needed", () => world.DoAsync(new RefuseCover { Case = opened.Id, Lines = lines, Reason = "liquid", Evidence = [] }, world.Technician));
        await world.DoAsync(new RefuseCover { Case = opened.Id, Lines = lines, Reason = "liquid", Evidence = [new EvidenceIn("Indicator red")] }, world.Technician);
        await using (var db = world.Test.Open())
        {
            Assert.True(db.Cases.Single(c => c.Id == opened.Id).CustomerDueMinor > 0);
        }

        await world.DoAsync(new AppealRefusal { Case = opened.Id }, world.Desk);
        await world.DoAsync(new DecideAppeal { Case = opened.Id, Reason = "overturned" }, world.Quality);
        await using (var db = world.Test.Open())
        {
            Assert.Equal(0, db.Cases.Single(c => c.Id == opened.Id).CustomerDueMinor);
        }

        await world.IsSoundAsync();
    }

    private static async Task RefusedAsync(string code, Func<Task> act) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(act)).Code);
}
