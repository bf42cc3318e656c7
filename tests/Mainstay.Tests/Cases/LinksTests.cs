using Mainstay.Access.Contracts;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Booking;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Cases;

/// <summary>The customer's one link: whom it opens what to, and that what is said twice is done once.</summary>
public sealed class LinksTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [BothDatabases]
    public async Task A_link_opens_its_case_until_it_is_revoked_or_the_repair_is_long_over(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.OpenAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));
        var token = await world.TokenAsync(opened.Id);

        Assert.Equal(24, token.Length);
        Assert.Equal(opened.Id, await world.FindAsync(token));
        Assert.Equal(token, await world.TokenAsync(opened.Id));
        Assert.Null(await world.FindAsync(token[..^1] + (token[^1] == 'A' ? 'B' : 'A')));
        Assert.Null(await world.FindAsync(null));
        Assert.Null(await world.FindAsync(""));
        Assert.Null(await world.FindAsync(token + "A"));
        Assert.Null(await world.FindAsync(opened.Id.ToString()));
        await using var db = world.Test.Open();
        var row = await db.CustomerLinks.SingleAsync(Ct);
        Assert.Equal(CaseLinks.Digest(token), row.Digest);
        Assert.DoesNotContain(token, System.Text.Encoding.UTF8.GetString(row.Sealed), StringComparison.Ordinal);
    }

    [Theory]
    [BothDatabases]
    public async Task A_link_ends_ninety_days_after_hand_over_and_with_the_customers_erasure(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var repaired = await world.RepairedAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));
        var token = await world.TokenAsync(repaired.Id);
        world.Test.Clock.Advance(TimeSpan.FromDays(89));
        Assert.Equal(repaired.Id, await world.FindAsync(token));
        world.Test.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Null(await world.FindAsync(token));

        var other = await world.RepairedAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));
        var his = await world.TokenAsync(other.Id);
        await world.DoAsync<EraseCustomerHandler, bool>(async (h, ct) =>
        {
            await h.HandleAsync(new EraseCustomer(other.Customer), Actor.System, ct);
            return true;
        });
        Assert.Null(await world.FindAsync(his));
        Assert.Null(await world.FindAsync(await world.TokenAsync(other.Id)));
    }

    [Theory]
    [BothDatabases]
    public async Task Approved_twice_is_approved_once_and_the_event_tells_the_way(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.EstimatedAsync();
        var seen = await world.VersionAsync(opened.Id);

        var first = await world.ActAsync((acts, ct) => acts.ApproveAsync(CustomerWord.OverLink(opened.Id, seen), null, ct));
        var again = await world.ActAsync((acts, ct) => acts.ApproveAsync(CustomerWord.OverLink(opened.Id, seen), null, ct));
        var byText = await world.ActAsync((acts, ct) => acts.ApproveAsync(CustomerWord.ByText(opened.Id), null, ct));
        var other = await Assert.ThrowsAsync<RefusedException>(() => world.ActAsync((acts, ct) => acts.DeclineAsync(CustomerWord.ByText(opened.Id), "too_expensive", ct)));

        Assert.Equal(CaseState.Approved, first.State);
        Assert.Equal(first, again);
        Assert.Equal(first, byText);
        Assert.Equal("wrong-state", other.Code);
        await using var db = world.Test.Open();
        var approval = await db.CaseEvents.SingleAsync(e => e.Case == opened.Id && e.Verb == Verb.Approve, Ct);
        Assert.Equal(Actor.Customer.Person, approval.Person);
        Assert.Contains("\"via\":\"link\"", approval.Detail, StringComparison.Ordinal);
        await world.IsSoundAsync();
    }

    [Theory]
    [BothDatabases]
    public async Task An_agent_says_how_he_knew_the_customer_and_an_old_estimate_is_not_approved(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.EstimatedAsync();
        var agent = await world.HireAsync("Agent", Role.Agent, null);

        var nameless = await Assert.ThrowsAsync<RefusedException>(() => world.DoAsync(new Approve { Case = opened.Id }, agent));
        Assert.Equal("identification-needed", nameless.Code);
        world.Test.Clock.Advance(TimeSpan.FromDays(31));
        var late = await Assert.ThrowsAsync<RefusedException>(() => world.ActAsync((acts, ct) => acts.ApproveAsync(CustomerWord.OverLink(opened.Id, null), null, ct)));
        Assert.Equal("estimate-expired", late.Code);
        await world.DoAsync(new Decline { Case = opened.Id, Reason = "too_expensive", Identified = "called_back" }, agent);
        await using var db = world.Test.Open();
        var declined = await db.CaseEvents.SingleAsync(e => e.Case == opened.Id && e.Verb == Verb.Decline, Ct);
        Assert.Contains("\"via\":\"agent\"", declined.Detail, StringComparison.Ordinal);
        Assert.Contains("\"identified\":\"called_back\"", declined.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [BothDatabases]
    public async Task A_customer_touches_his_own_case_only_and_only_as_a_customer(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var his = await world.EstimatedAsync();
        var others = await world.EstimatedAsync();

        var foreign = await Assert.ThrowsAsync<RefusedException>(() => world.DoAsync(new Approve { Case = others.Id }, Actor.Customer));
        var staffs = await Assert.ThrowsAsync<RefusedException>(() => world.DoAsync(new Diagnose { Case = his.Id, Section = "HDSP", Defect = "HD01", RepairCode = "HR01" }, Actor.Customer));

        Assert.Equal("not-allowed", foreign.Code);
        Assert.Equal("not-allowed", staffs.Code);
    }

    [Theory]
    [BothDatabases]
    public async Task A_visit_is_moved_and_called_off_over_the_link(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var device = await world.NewPhoneAsync(new DateOnly(2025, 12, 1));
        var slots = (await world.DoAsync<ListSlotsHandler, IReadOnlyList<SlotDay>>((h, ct) => h.HandleAsync(new ListSlots(world.Centre, Model: world.Phone), ct))).SelectMany(day => day.Slots).ToList();
        var booked = await world.DoAsync<BookVisitHandler, VisitBooked>((h, ct) => h.HandleAsync(
            new BookVisit { Site = world.Centre, StartsAt = slots[0].StartsAt, Device = device.Id, NewCustomer = new NewCustomer("Meera Iyer", "+919800000001", null, "en") }, world.Desk, ct));
        var id = booked.Case!.Value;

        await world.ActAsync((acts, ct) => acts.MoveVisitAsync(CustomerWord.OverLink(id, null), slots[3].StartsAt, ct));
        await world.ActAsync((acts, ct) => acts.MoveVisitAsync(CustomerWord.OverLink(id, null), slots[3].StartsAt, ct));
        var view = await world.DoAsync<ViewLinkHandler, LinkView?>(async (h, ct) => await h.HandleAsync(await world.TokenAsync(id), ct));
        Assert.Equal(slots[3].StartsAt, view!.Times.BookedFor);
        Assert.Single(view.Story, step => step.Verb == Verb.MoveVisit);
        var off = await world.ActAsync((acts, ct) => acts.CancelVisitAsync(CustomerWord.OverLink(id, null), ct));
        Assert.Equal(CaseState.Cancelled, off.State);
        Assert.Equal(off, await world.ActAsync((acts, ct) => acts.CancelVisitAsync(CustomerWord.OverLink(id, null), ct)));
        await world.IsSoundAsync();
    }

    [Theory]
    [BothDatabases]
    public async Task The_page_asks_the_database_few_questions_however_long_the_story_is(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.RepairedAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));
        var token = await world.TokenAsync(opened.Id);
        await world.DoAsync<ViewLinkHandler, LinkView?>((h, ct) => h.HandleAsync(token, ct)); // What is held in memory is read once.

        var asked = await Questions.CountAsync(() => world.DoAsync<ViewLinkHandler, LinkView?>((h, ct) => h.HandleAsync(token, ct)));

        Assert.InRange(asked, 5, 9);
    }

    [Theory]
    [BothDatabases]
    public async Task A_complaint_reaches_the_manager_and_its_words_can_be_erased(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.RepairedAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));

        await world.ActAsync((acts, ct) => acts.ComplainAsync(CustomerWord.OverLink(opened.Id, null), "The screen has a scratch.", ct));
        await world.ActAsync((acts, ct) => acts.ComplainAsync(CustomerWord.OverLink(opened.Id, null), " The screen has a scratch. ", ct));

        await using (var db = world.Test.Open())
        {
            Assert.Equal("The screen has a scratch.", (await db.Complaints.SingleAsync(Ct)).Text);
            Assert.Equal(world.Manager.Person, (await db.Alerts.SingleAsync(Ct)).Owner);
        }

        await world.DoAsync<EraseCustomerHandler, bool>(async (h, ct) =>
        {
            await h.HandleAsync(new EraseCustomer(opened.Customer), Actor.System, ct);
            return true;
        });
        await using var after = world.Test.Open();
        Assert.Null((await after.Complaints.SingleAsync(Ct)).Text);
        await world.IsSoundAsync();
    }
}

internal static class LinkSteps
{
    /// <summary>A phone out of warranty, diagnosed, with its estimate sent.</summary>
    public static async Task<Mainstay.Cases.Intake.CaseOpened> EstimatedAsync(this CasesWorld world)
    {
        var opened = await world.OpenAsync(await world.NewPhoneAsync(new DateOnly(2023, 1, 1)));
        await world.DiagnoseAsync(opened.Id);
        await world.DoAsync(new SendEstimate { Case = opened.Id }, world.Desk);
        return opened;
    }

    public static async Task<string> TokenAsync(this CasesWorld world, CaseId id) =>
        (await world.DoAsync<CaseLinks, Uri?>((links, ct) => links.AddressForAsync(id, ct)))!.Segments[^1];

    public static Task<CaseId?> FindAsync(this CasesWorld world, string? token) => world.DoAsync<CaseLinks, CaseId?>((links, ct) => links.FindAsync(token, ct));

    public static Task<T> ActAsync<T>(this CasesWorld world, Func<CustomerActs, CancellationToken, Task<T>> act) => world.DoAsync(act);

    public static async Task<int> VersionAsync(this CasesWorld world, CaseId id)
    {
        await using var db = world.Test.Open();
        return await db.Cases.Where(c => c.Id == id).Select(c => c.Version).SingleAsync(TestContext.Current.CancellationToken);
    }
}
