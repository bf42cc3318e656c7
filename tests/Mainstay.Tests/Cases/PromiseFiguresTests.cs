using Mainstay.Access.Contracts;
using Mainstay.Cases;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Model;
using Mainstay.Cases.Promises;
using Mainstay.Cases.Watch;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Cases;

/// <summary>Six cases made by hand; what the figures must be was counted on paper.</summary>
public sealed class PromiseFiguresTests
{
    private static readonly DateOnly _lately = new(2025, 12, 1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Kept_warned_in_time_and_causes_are_what_the_cases_were(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await KeptAsync(world);
        await WarnedAsync(world, "part_late");
        await WarnedTwiceAsync(world);
        await NobodySaidAnythingAsync(world);
        await ToldTooLateAsync(world);
        await CustomerThoughtItOverAsync(world);
        await world.DoAsync<FiguresWorker, int>((w, ct) => w.RebuildAsync(ct));

        var view = await SeeAsync(world, world.Centre);

        // Six were promised. In time by the last word: kept, warned, warned twice, told too late, the slow customer; not: the silent one.
        Assert.Equal((6, 5), (view.Total.Now.Promised, view.Total.Now.Kept));
        // Four were late by our doing (the slow customer is not one of them); two customers always heard in time.
        Assert.Equal((4, 2), (view.Total.Now.Slipped, view.Total.Now.Warned));
        var warned = view.Total.Rate(ServiceFigure.Warned);
        Assert.Equal(0.5, warned.Share);
        Assert.Equal((0.1500, 0.8500), (Math.Round(warned.Low, 4), Math.Round(warned.High, 4))); // Wilson's interval of 2 in 4.
        Assert.Equal(
            [new("bench_full", 2, 0, false), new("part_late", 2, 2, false), new("approval", 1, 0, true)],
            view.Causes.OrderByDescending(c => c.Slipped).ThenBy(c => c.Cause, StringComparer.Ordinal));
        Assert.Equal(0, (await SeeAsync(world, world.OtherCentre)).Total.Now.Promised);
        await world.IsSoundAsync();

        world.Test.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.DoAsync<FiguresWorker, int>((w, ct) => w.RebuildAsync(ct));
        await using var db = world.Test.Open();
        await db.Database.ExecuteSqlRawAsync("UPDATE cases_daily_causes SET warned = warned + 1 WHERE cause = 'part_late'", Ct);
        Assert.NotEmpty((await world.CheckAsync("cases.figures")).Violations);
    }

    [Theory, BothDatabases]
    public async Task A_case_that_is_reopened_is_judged_by_its_second_promise(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var id = await NobodySaidAnythingAsync(world);
        await world.HandOverAsync(id);
        world.Test.Clock.Advance(TimeSpan.FromDays(1));
        await world.DoAsync(new Reopen { Case = id, Reason = "same_fault" }, world.Desk);
        await using var db = world.Test.Open();
        var c = await db.Cases.SingleAsync(c => c.Id == id, Ct);
        Assert.Equal((null, null, null), (c.FirstReadyP90, c.SlipCause, c.UntoldSince));
        await world.IsSoundAsync();
    }

    [Fact]
    public void Our_doing_outweighs_the_customers_and_the_first_of_ours_counts()
    {
        Assert.Equal("part_late", PromiseCause.Graver("approval", "part_late"));
        Assert.Equal("part_late", PromiseCause.Graver("part_late", "courier_late"));
        Assert.Equal("part_late", PromiseCause.Graver("part_late", "approval"));
        Assert.Equal("approval", PromiseCause.Graver(null, "approval"));
    }

    private static async Task KeptAsync(CasesWorld world) => await world.RepairedAsync(await world.NewPhoneAsync(_lately));

    private static async Task WarnedAsync(CasesWorld world, string reason)
    {
        var (id, promised) = await PromisedAsync(world);
        world.Test.Clock.Set(promised.AddMinutes(-40));
        await MoveAsync(world, id, reason, promised.AddDays(2));
        await FinishAsync(world, id, promised.AddDays(1));
    }

    /// <summary>The first reason stays the cause.</summary>
    private static async Task WarnedTwiceAsync(CasesWorld world)
    {
        var (id, promised) = await PromisedAsync(world);
        world.Test.Clock.Set(promised.AddMinutes(-40));
        await MoveAsync(world, id, "part_late", promised.AddDays(2));
        world.Test.Clock.Set(promised.AddDays(2).AddMinutes(-5));
        await MoveAsync(world, id, "courier_late", promised.AddDays(4));
        await FinishAsync(world, id, promised.AddDays(3));
    }

    private static async Task<CaseId> NobodySaidAnythingAsync(CasesWorld world)
    {
        var (id, promised) = await PromisedAsync(world);
        await FinishAsync(world, id, promised.AddHours(3));
        return id;
    }

    /// <summary>A new word an hour after the old one was over is kept, but was no warning.</summary>
    private static async Task ToldTooLateAsync(CasesWorld world)
    {
        var (id, promised) = await PromisedAsync(world);
        world.Test.Clock.Set(promised.AddHours(1));
        await MoveAsync(world, id, "second_fault", promised.AddDays(2));
        await FinishAsync(world, id, promised.AddDays(1));
    }

    /// <summary>A second look found damage he has to pay for, and he took three days to agree.</summary>
    private static async Task CustomerThoughtItOverAsync(CasesWorld world)
    {
        var (id, promised) = await PromisedAsync(world);
        await world.DoAsync(new Diagnose
        {
            Case = id,
            Section = "HDSP",
            Defect = "HD01",
            RepairCode = "HR01",
            Lines = [new(LineKind.Part, world.Display.Id, CustomerDamage: true), new(LineKind.Labour, Work: "repair")],
        }, world.Technician);
        await world.DoAsync(new SendEstimate { Case = id }, world.Desk);
        world.Test.Clock.Set(promised.AddDays(3));
        await world.DoAsync(new Approve { Case = id }, world.Desk);
        await FinishAsync(world, id, world.Test.Clock.GetUtcNow());
    }

    private static async Task<(CaseId Id, DateTimeOffset Promised)> PromisedAsync(CasesWorld world)
    {
        var opened = await world.OpenAsync(await world.NewPhoneAsync(_lately));
        await world.DiagnoseAsync(opened.Id);
        return (opened.Id, await PromiseAsync(world, opened.Id));
    }

    private static Task<CaseChanged> MoveAsync(CasesWorld world, CaseId id, string reason, DateTimeOffset latest) =>
        world.DoAsync(new MovePromise { Case = id, Reason = reason, ReadyP50 = latest.AddHours(-1), ReadyP90 = latest }, world.Manager);

    private static async Task FinishAsync(CasesWorld world, CaseId id, DateTimeOffset at)
    {
        world.Test.Clock.Set(at);
        await world.DoAsync(new StartRepair { Case = id }, world.Technician);
        await world.DoAsync(new UsePart { Case = id, Line = await world.PartLineAsync(id) }, world.Technician);
        await world.DoAsync(new FinishRepair { Case = id, Reason = "fixed" }, world.Technician);
        await world.DoAsync(new PassQuality { Case = id }, world.Technician);
    }

    private static async Task<DateTimeOffset> PromiseAsync(CasesWorld world, CaseId id)
    {
        await using var db = world.Test.Open();
        return (await db.Cases.Where(c => c.Id == id).Select(c => c.ReadyP90).SingleAsync(Ct))!.Value;
    }

    private static async Task<ServiceView> SeeAsync(CasesWorld world, SiteId site)
    {
        var today = DateOnly.FromDateTime(world.Test.Clock.GetUtcNow().UtcDateTime);
        var head = await world.HireAsync("Head", Role.HeadOfService, null);
        return await world.DoAsync<ViewServiceHandler, ServiceView>((h, ct) => h.HandleAsync(new ViewService(today.AddDays(-60), today.AddDays(1), null, null, site), head, ct));
    }
}
