using Mainstay.Access.Contracts;
using Mainstay.Cases;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Factory;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Tests.Cases;

/// <summary>The bench gives the next job, in the board's own order.</summary>
public sealed class TakeNextTests
{
    private static readonly DateOnly _lately = new(2026, 2, 1);

    [Theory, BothDatabases]
    public async Task The_swollen_battery_comes_before_what_was_there_first(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var first = await world.OpenAsync(await world.NewPhoneAsync(_lately));
        world.Test.Clock.Advance(TimeSpan.FromMinutes(5));
        var swollen = await world.OpenAsync(await world.NewPhoneAsync(_lately));
        await world.DoAsync(new MarkSafety { Case = swollen.Id, Reason = "swollen_battery" }, world.Desk);

        var taken = await TakeAsync(world, world.Technician);
        Assert.Equal((swollen.Id, CaseState.Triage), (taken.Id, taken.State));
        Assert.Equal(first.Id, (await TakeAsync(world, world.Technician)).Id);
        Assert.Equal("nothing-to-take", (await Assert.ThrowsAsync<RefusedException>(() => TakeAsync(world, world.Technician))).Code);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_colleagues_job_is_his_and_ones_own_agreed_repair_is_begun(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.OpenAsync(await world.NewPhoneAsync(_lately));
        await world.DiagnoseAsync(opened.Id);
        Assert.Equal("nothing-to-take", (await Assert.ThrowsAsync<RefusedException>(() => TakeAsync(world, world.Manager))).Code);
        var taken = await TakeAsync(world, world.Technician);
        Assert.Equal((opened.Id, CaseState.InRepair), (taken.Id, taken.State));
    }

    [Theory, BothDatabases]
    public async Task What_is_beyond_ones_skill_is_left_to_others(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await world.OpenAsync(await world.NewPhoneAsync(_lately));
        var unskilled = world.Technician with { Person = world.Quality.Person };
        Assert.Equal("nothing-to-take", (await Assert.ThrowsAsync<RefusedException>(() => TakeAsync(world, unskilled))).Code);
    }

    [Theory, BothDatabases]
    public async Task What_waits_for_the_customer_is_nobodys_next_job(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.OpenAsync(await world.NewPhoneAsync(new DateOnly(2020, 1, 1)));
        await world.DiagnoseAsync(opened.Id);
        Assert.Equal("nothing-to-take", (await Assert.ThrowsAsync<RefusedException>(() => TakeAsync(world, world.Technician))).Code);
        await world.DoAsync(new SendEstimate { Case = opened.Id }, world.Desk);
        Assert.Equal("nothing-to-take", (await Assert.ThrowsAsync<RefusedException>(() => TakeAsync(world, world.Technician))).Code);
    }

    [Theory, BothDatabases]
    public async Task Two_who_ask_at_once_get_two_jobs(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        for (var i = 0; i < 2; i++)
        {
            await world.OpenAsync(await world.NewPhoneAsync(_lately));
        }

        var taken = await Task.WhenAll(Task.Run(() => TakeAsync(world, world.Technician)), Task.Run(() => TakeAsync(world, world.Manager)));
        Assert.Equal(2, taken.Select(one => one.Id).Distinct().Count());
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task The_factory_takes_what_arrived_although_the_centres_name_is_on_it(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.AtFactoryAsync(await world.NewPhoneAsync(_lately));
        var taken = await TakeAsync(world, world.FactoryHand, world.Factory);
        Assert.Equal((opened.Id, CaseState.FactoryRepair), (taken.Id, taken.State));
    }

    private static Task<CaseChanged> TakeAsync(CasesWorld world, Actor actor, SiteId? site = null) =>
        world.DoAsync<TakeNextHandler, CaseChanged>((h, ct) => h.HandleAsync(new TakeNext(site ?? world.Centre), actor, ct));
}
