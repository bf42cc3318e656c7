using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Devices;

public sealed class CoverTests
{
    private const string Generous = """
        {"rows":[
          {"when":{"categories":["smartphone"],"age_months_below":36},"entitlement":"in_warranty","pays":[{"payer":"maker","percent":60},{"payer":"partner","percent":40}],"why":"warranty.in_period"},
          {"when":{},"entitlement":"out_of_warranty","pays":[{"payer":"customer","percent":100}],"why":"warranty.ended"}]}
        """;

    [Theory, BothDatabases]
    public async Task The_first_decision_is_by_the_founding_version(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var device = await world.NewPhoneAsync(world.Today.AddMonths(-3));
        var decision = await DecideAsync(world, device, "display", world.Today);
        Assert.Equal(Entitlement.InWarranty, decision.Entitlement);
        await using var db = world.Test.Open();
        Assert.True(await db.Set<PolicyVersion>().AnyAsync(version => version.Id == decision.Policy, TestContext.Current.CancellationToken));
        Assert.Equal(60, (await world.DoAsync<ITerms, Terms>((t, ct) => t.CurrentAsync(world.Today, ct).AsTask())).BeyondRepairPercent);
    }

    [Theory, BothDatabases]
    public async Task A_published_version_decides_from_its_day_on(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var device = await world.NewPhoneAsync(world.Today.AddMonths(-20));
        var version = await PublishAsync(world, Generous, world.Today.AddDays(10));
        Assert.Equal(Entitlement.OutOfWarranty, (await DecideAsync(world, device, "display", world.Today.AddDays(9))).Entitlement);
        var later = await DecideAsync(world, device, "display", world.Today.AddDays(10));
        Assert.Equal(Entitlement.InWarranty, later.Entitlement);
        Assert.Equal(version, later.Policy);
        Assert.Equal([60, 40], later.Shares.Select(share => share.Percent));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_version_cannot_be_published_into_the_past_before_another_or_wrong(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        Assert.Equal("policy-past", await DevicesWorld.RefusedAsync(() => PublishAsync(world, Generous, world.Today.AddDays(-1))));
        await PublishAsync(world, Generous, world.Today.AddDays(10));
        Assert.Equal("policy-order", await DevicesWorld.RefusedAsync(() => PublishAsync(world, Generous, world.Today.AddDays(9))));
        Assert.Equal("policy-invalid", await DevicesWorld.RefusedAsync(() => PublishAsync(world, Generous.Replace("smartphone", "phone", StringComparison.Ordinal), world.Today.AddDays(10))));
    }

    [Theory, BothDatabases]
    public async Task Terms_are_versioned_like_warranty(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        await world.DoAsync<PublishPolicyHandler, PolicyVersionId>((h, ct) => h.HandleAsync(
            new PublishPolicy(Policy.TermsOfService, PolicyText.Write(Terms.Default with { BeyondRepairPercent = 70 }), world.Today.AddDays(1), "dearer parts"), Actor.System, ct));
        Assert.Equal(60, (await world.DoAsync<ITerms, Terms>((t, ct) => t.CurrentAsync(world.Today, ct).AsTask())).BeyondRepairPercent);
        Assert.Equal(70, (await world.DoAsync<ITerms, Terms>((t, ct) => t.CurrentAsync(world.Today.AddDays(1), ct).AsTask())).BeyondRepairPercent);
    }

    [Theory, BothDatabases]
    public async Task A_repair_has_a_warranty_of_its_own_and_leaves_the_main_one(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var device = await world.NewPhoneAsync(world.Today.AddMonths(-30));
        await world.SavedAsync<ICover, bool>((cover, _) =>
        {
            cover.GrantRepairWarranty(device.Root, new Guid("00000000-0000-7000-8000-0000000000cc"), "display", world.Today, world.Today.AddDays(90));
            return Task.FromResult(true);
        });
        Assert.Equal(Entitlement.RepeatRepair, (await DecideAsync(world, device, "display", world.Today.AddDays(90))).Entitlement);
        Assert.Equal(Entitlement.OutOfWarranty, (await DecideAsync(world, device, "display", world.Today.AddDays(91))).Entitlement);
        Assert.Equal(Entitlement.OutOfWarranty, (await DecideAsync(world, device, "battery", world.Today)).Entitlement);
        Assert.Equal(device.SoldOn, (await world.DoAsync<ICover, CoverFacts>((cover, ct) => cover.FactsAsync(device.Root, ct))).WarrantyStart);
    }

    [Theory, BothDatabases]
    public async Task A_bought_cover_follows_the_device_through_a_swap(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var device = await world.NewPhoneAsync(world.Today.AddMonths(-13));
        await world.DoAsync<SellCoverHandler, CoverId>((h, ct) => h.HandleAsync(
            new SellCover(device.Id, "extended", null, world.Today.AddMonths(-1), world.Today.AddMonths(11), null), Actor.System, ct));
        var now = await world.SwapAsync(device.Id, new Identifiers("NEW00001", world.NewImei(), null, null));
        Assert.Equal(Entitlement.ExtendedCover, (await DecideAsync(world, now, "display", world.Today)).Entitlement);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_quality_programme_reaches_what_was_built_in_its_weeks(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        await world.DoAsync<AddProgrammeHandler, ProgrammeId>((h, ct) => h.HandleAsync(
            new AddProgramme("DISPLAY-24", world.Phone, 202410, 202420, "display", world.Today.AddYears(1)), Actor.System, ct));
        var inside = await world.NewPhoneAsync(world.Today.AddMonths(-20), 202415);
        var outside = await world.NewPhoneAsync(world.Today.AddMonths(-20), 202421);
        Assert.Equal(Entitlement.QualityProgramme, (await DecideAsync(world, inside, "display", world.Today)).Entitlement);
        Assert.Equal(Entitlement.OutOfWarranty, (await DecideAsync(world, inside, "battery", world.Today)).Entitlement);
        Assert.Equal(Entitlement.OutOfWarranty, (await DecideAsync(world, outside, "display", world.Today)).Entitlement);
    }

    [Theory, BothDatabases]
    public async Task A_candidate_is_replayed_over_decisions_already_made(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var old = await world.NewPhoneAsync(world.Today.AddMonths(-20));
        var young = await world.NewPhoneAsync(world.Today.AddMonths(-2));
        foreach (var (number, device) in new[] { ("C-1", old), ("C-2", old), ("C-3", young) })
        {
            var made = await DecideAsync(world, device, "display", world.Today);
            world.Past.Decisions.Add(new PastDecision(number, made.Inputs, made.Entitlement, made.Shares, new Money(1000, "INR"), new Money(3000, "INR")));
        }

        var replay = await world.DoAsync<ReplayPolicyHandler, Replay>((h, ct) =>
            h.HandleAsync(new ReplayPolicy(Generous, DateTimeOffset.MinValue, DateTimeOffset.MaxValue), Actor.System, ct));
        Assert.Equal(3, replay.Decisions);
        Assert.Equal(0, replay.Unchanged); // The young one stays in warranty, but a partner now pays a part of it.
        var shift = replay.Shifts[0];
        Assert.Equal((Entitlement.OutOfWarranty, Entitlement.InWarranty, 2L), (shift.From, shift.To, shift.Count));
        Assert.Equal(1200, shift.MakerMinor["INR"]);
        Assert.Equal(-6000, shift.CustomerMinor["INR"]);
        Assert.Equal(["C-1", "C-2"], shift.Examples.Select(example => example.CaseNumber));
        Assert.Equal(800, replay.MakerMinor["INR"]);
    }

    [Theory, BothDatabases]
    public async Task Goodwill_ends_with_its_budget(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        await world.DoAsync<SetGoodwillBudgetHandler, GoodwillBudgetId>((h, ct) =>
            h.HandleAsync(new SetGoodwillBudget(null, world.Maker, world.Today, new Money(1000, "INR")), Actor.System, ct));
        Task<bool> Commit(long minor) => world.SavedAsync<IGoodwill, bool>((g, ct) => g.TryCommitAsync(world.Site, world.Today, new Money(minor, "INR"), ct));
        Assert.True(await Commit(700));
        Assert.False(await Commit(301));
        Assert.True(await Commit(300));
        await world.SavedAsync<IGoodwill, bool>(async (g, ct) =>
        {
            await g.ReleaseAsync(world.Site, world.Today, new Money(500, "INR"), ct);
            return true;
        });
        Assert.Equal(500, (await world.DoAsync<IGoodwill, GoodwillBudgetInfo?>((g, ct) => g.BudgetAsync(world.Site, world.Today, ct)))?.Left.Minor);
        Assert.False(await world.SavedAsync<IGoodwill, bool>((g, ct) => g.TryCommitAsync(world.Site, world.Today.AddMonths(1), new Money(1, "INR"), ct)));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Two_desks_cannot_both_take_the_last_of_a_budget(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        await world.DoAsync<SetGoodwillBudgetHandler, GoodwillBudgetId>((h, ct) =>
            h.HandleAsync(new SetGoodwillBudget(world.Site, null, world.Today, new Money(1000, "INR")), Actor.System, ct));
        await using var one = world.Test.Open();
        await using var two = world.Test.Open();
        var ct = TestContext.Current.CancellationToken;
        Assert.True((await one.Set<GoodwillBudget>().SingleAsync(ct)).TryCommit(new Money(800, "INR")));
        Assert.True((await two.Set<GoodwillBudget>().SingleAsync(ct)).TryCommit(new Money(800, "INR")));
        await one.SaveChangesAsync(ct);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => two.SaveChangesAsync(ct));
    }

    private static Task<PolicyVersionId> PublishAsync(DevicesWorld world, string body, DateOnly from) =>
        world.DoAsync<PublishPolicyHandler, PolicyVersionId>((h, ct) => h.HandleAsync(new PublishPolicy(Policy.Warranty, body, from, null), Actor.System, ct));

    private static async Task<CoverDecision> DecideAsync(DevicesWorld world, DeviceInfo device, string partClass, DateOnly on)
    {
        var facts = await world.DoAsync<ICover, CoverFacts>((cover, ct) => cover.FactsAsync(device.Root, ct));
        var model = await world.DoAsync<ICatalogue, ModelInfo?>((c, ct) => c.ModelAsync(device.Model, ct).AsTask());
        return await world.DoAsync<ICover, CoverDecision>((cover, ct) =>
            cover.DecideAsync(facts.InputsFor(model!, "part", partClass, false, on, false), ct).AsTask());
    }
}
