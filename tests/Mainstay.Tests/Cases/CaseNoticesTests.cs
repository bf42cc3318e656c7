using Mainstay.Access.Contracts;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Notices;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Messaging.Notices;
using Mainstay.Messaging.Notices.Sending;
using Mainstay.Messaging.Outbox;
using Mainstay.Storage;
using Mainstay.Testing;
using Mainstay.Tests.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Tests.Cases;

/// <summary>What the customer hears of his case, from the verb at the counter to the message that leaves the house.</summary>
public sealed class CaseNoticesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_customer_hears_of_every_step_that_concerns_him_once(Provider provider)
    {
        var (world, carrier) = await WorldAsync(provider);
        await using var _ = world;
        var opened = await world.OpenAsync(await world.NewPhoneAsync(null));
        await HearAsync(world);
        await world.DiagnoseAsync(opened.Id);
        await world.DoAsync(new SendEstimate { Case = opened.Id }, world.Desk);
        await HearAsync(world);
        await world.DoAsync(new Approve { Case = opened.Id }, world.Desk);
        await HearAsync(world);
        await world.DoAsync(new WaitForParts { Case = opened.Id, Reason = "not_in_stock", ExpectedOn = new DateOnly(2026, 3, 5) }, world.Technician);
        await HearAsync(world);
        await world.DoAsync(new StartRepair { Case = opened.Id }, world.Technician);
        await world.DoAsync(new UsePart { Case = opened.Id, Line = await world.PartLineAsync(opened.Id) }, world.Technician);
        await world.DoAsync(new FinishRepair { Case = opened.Id, Reason = "fixed" }, world.Technician);
        world.Test.Clock.Advance(TimeSpan.FromMinutes(30));
        await world.DoAsync(new PassQuality { Case = opened.Id }, world.Technician);
        await HearAsync(world);

        Assert.Equal(
            [NoticeTemplates.CaseReceived, NoticeTemplates.EstimateReady, NoticeTemplates.EstimateApproved, NoticeTemplates.PartsWait, NoticeTemplates.Ready],
            await TemplatesAsync(world));
        Assert.All(carrier.Taken, parcel => Assert.Equal("+919800000001", parcel.To));
        var received = carrier.Taken[0].Text;
        Assert.StartsWith($"Site C1: we have your Alpha X1, case {opened.Number}. We tell you more today ", received, StringComparison.Ordinal);
        Assert.Contains("/c/", received, StringComparison.Ordinal);
        Assert.Contains("costs ₹", carrier.Taken[1].Text, StringComparison.Ordinal);
        Assert.Contains("Ready today ", carrier.Taken[2].Text, StringComparison.Ordinal);
        Assert.Contains("Open today from 10:00 to 19:00", carrier.Taken[4].Text, StringComparison.Ordinal);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task An_event_told_twice_is_one_message_and_old_news_is_none(Provider provider)
    {
        var (world, carrier) = await WorldAsync(provider);
        await using var _ = world;
        var opened = await world.OpenAsync(await world.NewPhoneAsync(null));
        var events = await PendingAsync(world);
        await HearAsync(world);
        await ConsumeAsync(world, events);
        Assert.Single(carrier.Taken);

        await world.DiagnoseAsync(opened.Id);
        await world.DoAsync(new SendEstimate { Case = opened.Id }, world.Desk);
        await world.DoAsync(new Approve { Case = opened.Id }, world.Desk);
        await HearAsync(world);
        Assert.Equal([NoticeTemplates.CaseReceived, NoticeTemplates.EstimateApproved], await TemplatesAsync(world)); // The price was answered before he could be told of it.

        await world.OpenAsync(await world.NewPhoneAsync(null));
        world.Test.Clock.Advance(TimeSpan.FromDays(4));
        await HearAsync(world);
        Assert.Equal(2, carrier.Taken.Count);
    }

    [Theory, BothDatabases]
    public async Task Another_number_for_the_case_is_used_and_the_former_one_is_told(Provider provider)
    {
        var (world, carrier) = await WorldAsync(provider);
        await using var _ = world;
        var opened = await world.OpenAsync(await world.NewPhoneAsync(null));
        await HearAsync(world);
        await world.DoAsync(new CorrectContact { Case = opened.Id, ReachPhone = "9811111111", ReachOther = "meera@example.org" }, world.Desk);
        await world.DoAsync(new CorrectContact { Case = opened.Id, ReachPhone = "9811111111", ReachOther = null }, world.Desk);
        await world.DoAsync(new ReturnUnrepaired { Case = opened.Id, Reason = "customer_asked" }, world.Desk);
        await world.DoAsync(new PrepareReturn { Case = opened.Id }, world.Desk);
        await HearAsync(world);

        Assert.Equal(["+919800000001", "+919800000001", "+919811111111"], carrier.Taken.Select(parcel => parcel.To));
        Assert.Contains("was changed", carrier.Taken[1].Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task By_text_he_says_yes_only_for_his_own_case_and_only_once(Provider provider)
    {
        var (world, carrier) = await WorldAsync(provider);
        await using var _ = world;
        var first = await EstimatedAsync(world);
        var second = await EstimatedAsync(world);
        await HearAsync(world);
        var before = carrier.Taken.Count;
        world.Test.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((null, null, false), Short(await SayAsync(world, "9899999999", "YES " + first.Number)));
        var which = await SayAsync(world, "98000 00001", "Yes");
        Assert.Null(which.Understood);
        Assert.Contains(first.Number, which.Reply, StringComparison.Ordinal);
        Assert.Contains(second.Number, which.Reply, StringComparison.Ordinal);
        Assert.Equal(("yes", first.Number, false), Short(await SayAsync(world, "9800000001", $" haan, {first.Number}")));
        Assert.Equal(("no", second.Number, false), Short(await SayAsync(world, "9800000001", "नहीं")));
        Assert.Equal((null, null, true), Short(await SayAsync(world, "9800000001", "YES " + second.Number.Split('-')[^1])));
        await HearAsync(world);

        Assert.Equal(
            [NoticeTemplates.EstimateApproved, NoticeTemplates.EstimateDeclined, NoticeTemplates.Reply, NoticeTemplates.Reply],
            (await TemplatesAsync(world)).Skip(before).Order(StringComparer.Ordinal));
        await using var db = world.Test.Open();
        var said = await db.Set<ToldEvent>().Where(e => e.Type == "case.approve").Select(e => e.Data).SingleAsync(Ct);
        Assert.Contains("text", said, StringComparison.Ordinal);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task By_text_he_asks_how_it_stands_and_stops_and_starts_our_messages(Provider provider)
    {
        var (world, carrier) = await WorldAsync(provider);
        await using var _ = world;
        var opened = await world.OpenAsync(await world.NewPhoneAsync(null));
        await HearAsync(world);

        var status = await SayAsync(world, "9800000001", "status", "gateway-1");
        await SayAsync(world, "9800000001", "status", "gateway-1");
        Assert.Equal(("status", opened.Number, true), Short(status));
        Assert.Contains("waits to be looked at. We tell you more today", status.Reply, StringComparison.Ordinal);
        Assert.Contains("STATUS, YES or NO", (await SayAsync(world, "9800000001", "hello?")).Reply, StringComparison.Ordinal);
        await HearAsync(world);
        Assert.Equal(3, carrier.Taken.Count);

        Assert.Equal("stop", (await SayAsync(world, "9800000001", "STOP")).Understood);
        await SayAsync(world, "9800000001", "status");
        await HearAsync(world);
        Assert.Equal(3, carrier.Taken.Count);
        Assert.Equal("start", (await SayAsync(world, "9800000001", "start")).Understood);
        await SayAsync(world, "9800000001", "status");
        await HearAsync(world);
        Assert.Equal(4, carrier.Taken.Count);
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => world.DoAsync<AnswerTextHandler, TextAnswered>((h, ct) =>
            h.HandleAsync(new AnswerText("9800000001", "STOP"), world.Desk, ct)))).Code);
    }

    [Theory, BothDatabases]
    public async Task Who_does_not_answer_an_estimate_is_reminded_after_a_day_after_four_and_before_it_ends(Provider provider)
    {
        var (world, _) = await WorldAsync(provider);
        await using var __ = world;
        await EstimatedAsync(world);
        await HearAsync(world);
        for (var hours = 0; hours < 31 * 24; hours += 6)
        {
            await world.DoAsync<Mainstay.Cases.Promises.PromiseWatch, int>((w, ct) => w.RemindAsync(ct));
            Assert.Equal(0, await world.DoAsync<Mainstay.Cases.Promises.PromiseWatch, int>((w, ct) => w.WarnAsync(ct))); // The clock is his.
            world.Test.Clock.Advance(TimeSpan.FromHours(6));
        }

        Assert.Equal(3, (await TemplatesAsync(world)).Count(template => template == NoticeTemplates.EstimateReminder));
    }

    internal static async Task<(CasesWorld World, HandCarrier Carrier)> WorldAsync(Provider provider)
    {
        var carrier = new HandCarrier();
        return (await CasesWorld.CreateAsync(provider, services => services.AddSingleton<ICarrier>(carrier)), carrier);
    }

    /// <summary>The relay tells what happened, and what it makes is sent.</summary>
    internal static async Task HearAsync(CasesWorld world)
    {
        world.Test.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.DoAsync<Relay, int>((relay, ct) => relay.TellAsync(ct));
        await world.DoAsync<NoticeSender, int>((sender, ct) => sender.SendDueAsync(ct));
    }

    internal static async Task<IReadOnlyList<string>> TemplatesAsync(CasesWorld world)
    {
        await using var db = world.Test.Open();
        return await db.Set<NoticeRow>().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Select(row => row.Template).ToListAsync(Ct);
    }

    private static async Task<List<OutEvent>> PendingAsync(CasesWorld world)
    {
        await using var db = world.Test.Open();
        return [.. (await db.Set<PendingEvent>().AsNoTracking().ToListAsync(Ct)).Select(pending => pending.Event)];
    }

    private static Task<bool> ConsumeAsync(CasesWorld world, IReadOnlyList<OutEvent> events) => world.DoAsync<IServiceProvider, bool>(async (services, ct) =>
    {
        await services.GetRequiredService<CaseNotices>().ConsumeAsync(events, ct);
        await services.GetRequiredService<MainstayDb>().SaveChangesAsync(ct);
        return true;
    });

    private static async Task<Mainstay.Cases.Intake.CaseOpened> EstimatedAsync(CasesWorld world)
    {
        var opened = await world.OpenAsync(await world.NewPhoneAsync(null));
        await world.DiagnoseAsync(opened.Id);
        await world.DoAsync(new SendEstimate { Case = opened.Id }, world.Desk);
        return opened;
    }

    private static Task<TextAnswered> SayAsync(CasesWorld world, string from, string text, string? id = null) =>
        world.DoAsync<AnswerTextHandler, TextAnswered>((h, ct) => h.HandleAsync(new AnswerText(from, text, id), Actor.System, ct));

    private static (string?, string?, bool) Short(TextAnswered answered) => (answered.Understood, answered.Number, answered.IsQueued);
}
