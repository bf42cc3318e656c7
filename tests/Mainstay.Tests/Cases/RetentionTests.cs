using Mainstay.Access.Contracts;
using Mainstay.Access.Retention;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Cases;

/// <summary>What was kept long enough is forgotten, no earlier, once, and the laws hold afterwards.</summary>
public sealed class RetentionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Each_kind_goes_in_its_time_and_the_facts_stay(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var (customer, id) = await FinishedAsync(world, "Sunita Rao", "+919800000077");
        await world.OpenAsync(await world.NewPhoneAsync(new DateOnly(2026, 2, 1)), site: world.OtherCentre, actor: Actor.System);
        Assert.All((await LookAsync(world)).Values, count => Assert.Equal(0, count));
        world.Test.Clock.Advance(TimeSpan.FromDays(179));
        Assert.Equal(0, (await RunAsync(world))["photos"]);
        world.Test.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, (await LookAsync(world))["photos"]);
        Assert.Equal(1, (await LookAsync(world))["photos"]); // Looking changes nothing.
        Assert.Equal(1, (await RunAsync(world))["photos"]);
        Assert.Equal(0, (await RunAsync(world))["photos"]);
        await using (var db = world.Test.Open())
        {
            var picture = await db.Attachments.AsNoTracking().SingleAsync(Ct);
            Assert.Equal((null, null, null, "photo"), (picture.Content, picture.SealedNote, picture.Note, picture.Kind));
            Assert.NotNull((await db.CasePrivates.AsNoTracking().SingleAsync(row => row.Case == id, Ct)).Problem);
        }

        world.Test.Clock.Advance(TimeSpan.FromDays(3 * 365));
        var last = await RunAsync(world);
        Assert.Equal(1, last["case_texts"]);
        Assert.Equal(1, last["customers"]); // The other one's case is open.
        await using (var db = world.Test.Open())
        {
            Assert.Null((await db.CasePrivates.AsNoTracking().SingleAsync(row => row.Case == id, Ct)).Problem);
            Assert.NotNull((await db.Set<Customer>().AsNoTracking().SingleAsync(row => row.Id == customer, Ct)).ErasedAt);
            Assert.Equal(1, await db.Set<Customer>().CountAsync(row => row.ErasedAt == null, Ct));
        }

        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Nothing_is_kept_for_less_than_its_least_and_the_audit_for_five_years(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var root = Actor.System;
        Assert.Equal("retention-days", await SetAsync(world, "audit", 365, root));
        Assert.Equal("retention-kind", await SetAsync(world, "dreams", 365, root));
        Assert.Equal("not-allowed", await SetAsync(world, "photos", 365, world.Manager));
        Assert.Null(await SetAsync(world, "photos", 400, root));
        var list = await world.DoAsync<ListRetentionHandler, RetentionList>((h, ct) => h.HandleAsync(new ListRetention(), root, ct));
        Assert.Equal(400, list.Rules.Single(rule => rule.Kind == "photos").Days);
        Assert.True(list.Rules.Single(rule => rule.Kind == "audit").LeastDays > 5 * 365);
        Assert.Equal(["answers", "audit", "case_texts", "customers", "messages", "photos", "sessions"], list.Rules.Select(rule => rule.Kind));
    }

    [Theory, BothDatabases]
    public async Task A_customer_is_seen_where_he_was_dealt_with_and_elsewhere_only_by_his_own_number(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var (customer, _) = await FinishedAsync(world, "Meera Iyer", "+919800000001");
        Actor At(Role role, Mainstay.Network.Contracts.SiteId? site) => new(world.Desk.Person, "Somebody", site, [new Grant(role, site, null)]);

        Assert.Null(await ViewAsync(world, customer, null, At(Role.FrontDesk, world.Centre)));
        Assert.Null(await ViewAsync(world, customer, null, At(Role.Agent, null)));
        Assert.Null(await ViewAsync(world, customer, null, At(Role.HeadOfService, null)));
        Assert.Equal("customer-not-found", await ViewAsync(world, customer, null, At(Role.FrontDesk, world.OtherCentre)));
        Assert.Equal("customer-not-found", await ViewAsync(world, customer, "Meera", At(Role.FrontDesk, world.OtherCentre)));
        Assert.Equal("customer-not-found", await ViewAsync(world, customer, "+919800000002", At(Role.FrontDesk, world.OtherCentre)));
        Assert.Null(await ViewAsync(world, customer, "98000 00001", At(Role.FrontDesk, world.OtherCentre)));
        Assert.Equal("customer-not-found", await ViewAsync(world, customer, "98000 00001", At(Role.HeadOfService, world.OtherCentre)));
        Assert.Equal("not-allowed", await ViewAsync(world, customer, null, At(Role.Planner, null)));
        Assert.Equal("customer-not-found", await AccessRefusalAsync(() => world.DoAsync<ChangeCustomerHandler, bool>(async (h, ct) =>
        {
            await h.HandleAsync(new ChangeCustomer(customer, new NewCustomer("X", null, null, "en"), null, null), At(Role.FrontDesk, world.OtherCentre), ct);
            return true;
        })));
    }

    private static async Task<(CustomerId Customer, CaseId Case)> FinishedAsync(CasesWorld world, string name, string phone)
    {
        var opened = await world.DoAsync<OpenCaseHandler, CaseOpened>(async (h, ct) => await h.HandleAsync(new OpenCase
        {
            Site = world.Centre,
            Device = (await world.NewPhoneAsync(new DateOnly(2026, 2, 1))).Id,
            NewCustomer = new NewCustomer(name, phone, null, "en"),
            Symptom = "131",
            Problem = "It fell",
            WipeConsent = true,
        }, world.Desk, ct));
        await world.DoAsync<AttachHandler, Attached>((h, ct) => h.HandleAsync(new Attach(opened.Id, "photo", "A crack", SamplePictures.DrawnJpeg), world.Desk, ct));
        await world.DoAsync(new ReturnUnrepaired { Case = opened.Id, Reason = "customer_asked" }, world.Desk);
        await world.DoAsync(new PrepareReturn { Case = opened.Id }, world.Desk);
        await world.HandOverAsync(opened.Id);
        await world.DoAsync(new Close { Case = opened.Id, Reason = "done" }, world.Desk);
        return (opened.Customer, opened.Id);
    }

    private static Task<Dictionary<string, long>> LookAsync(CasesWorld world) => world.DoAsync<RetentionRounds, Dictionary<string, long>>(async (rounds, ct) =>
        (await rounds.LookAsync(Actor.System, ct)).ToDictionary(count => count.Kind, count => count.Count));

    private static Task<Dictionary<string, long>> RunAsync(CasesWorld world) => world.DoAsync<RetentionRounds, Dictionary<string, long>>(async (rounds, ct) =>
        (await rounds.RunAsync(ct)).ToDictionary(count => count.Kind, count => count.Count));

    private static Task<string?> SetAsync(CasesWorld world, string kind, int days, Actor actor) => AccessRefusalAsync(() => world.DoAsync<SetRetentionHandler, bool>(async (h, ct) =>
    {
        await h.HandleAsync(new SetRetention(kind, days), actor, ct);
        return true;
    }));

    private static Task<string?> ViewAsync(CasesWorld world, CustomerId customer, string? term, Actor actor) =>
        AccessRefusalAsync(() => world.DoAsync<ViewCustomerHandler, CustomerInfo>((h, ct) => h.HandleAsync(new ViewCustomer(customer, term), actor, ct)));

    private static async Task<string?> AccessRefusalAsync<T>(Func<Task<T>> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (RefusedException refused)
        {
            return refused.Code;
        }
    }
}
