using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Cases.Paper;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Cases;

/// <summary>A day without a link: numbers on paper, entered later; and the screen in the waiting hall.</summary>
public sealed class PaperTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_sheet_becomes_the_case_of_its_number_once_marked_as_entered_later(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var block = await IssueAsync(world, 5);
        var live = await world.OpenAsync(await world.NewPhoneAsync(null));
        Assert.DoesNotContain(block.Sheets, sheet => sheet.Number == live.Number); // Live numbering goes on elsewhere.
        var written = world.Test.Clock.GetUtcNow().AddHours(-20);
        var phone = await world.NewPhoneAsync(null);
        var opened = await EnterAsync(world, phone, block.Sheets[0].Number.ToLowerInvariant(), written);
        Assert.Equal(block.Sheets[0].Number, opened.Number);
        await using (var db = world.Test.Open())
        {
            var first = await db.CaseEvents.SingleAsync(e => e.Case == opened.Id && e.Sequence == 1, Ct);
            Assert.Contains(block.Sheets[0].Number, first.Detail, StringComparison.Ordinal);
            Assert.True(first.RecordedAt - first.OccurredAt > TimeSpan.FromHours(19));
        }

        var another = await world.NewPhoneAsync(null);
        await RefusedAsync("paper-number-used", () => EnterAsync(world, another, block.Sheets[0].Number, written));
        await RefusedAsync("paper-number-unknown", () => EnterAsync(world, another, "C1-9999", written));
        await RefusedAsync("time-needed", () => EnterAsync(world, another, block.Sheets[1].Number, null));
        await RefusedAsync("date-not-possible", () => EnterAsync(world, another, block.Sheets[1].Number, world.Test.Clock.GetUtcNow().AddDays(-4)));
        await world.DoAsync<PaperHandler, int>(async (h, ct) =>
        {
            await h.HandleAsync(new VoidPaper(world.Centre, block.Sheets[2].Number, "lost"), world.Desk, ct);
            return 0;
        });
        await RefusedAsync("paper-number-used", () => EnterAsync(world, another, block.Sheets[2].Number, written));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Two_who_enter_one_sheet_at_once_make_one_case(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var block = await IssueAsync(world, 1);
        var written = world.Test.Clock.GetUtcNow().AddHours(-2);
        DeviceInfo[] phones = [await world.NewPhoneAsync(null), await world.NewPhoneAsync(null), await world.NewPhoneAsync(null)];
        var answers = await Task.WhenAll(phones.Select(phone => Task.Run(async () =>
        {
            try
            {
                await EnterAsync(world, phone, block.Sheets[0].Number, written);
                return "done";
            }
            catch (RefusedException refused)
            {
                return refused.Code;
            }
        }, Ct)));
        Assert.Equal(1, answers.Count(answer => answer == "done"));
        Assert.Equal(2, answers.Count(answer => answer == "paper-number-used"));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_device_with_an_open_case_leaves_its_sheet_with_the_way_to_go_on(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var phone = await world.NewPhoneAsync(null);
        var open = await world.OpenAsync(phone);
        var block = await IssueAsync(world, 2);
        await RefusedAsync("device-has-open-case", () => EnterAsync(world, phone, block.Sheets[0].Number, world.Test.Clock.GetUtcNow().AddHours(-2)));
        var seen = (await world.DoAsync<PaperHandler, IReadOnlyList<PaperBlockView>>((h, ct) => h.HandleAsync(new ListPaper(world.Centre), world.Desk, ct)))[0].Sheets[0];
        Assert.Equal((PaperState.Unused, open.Id, open.Number), (seen.State, seen.Conflict!.Value, seen.ConflictNumber));
        await RefusedAsync("not-your-site", () => world.DoAsync<PaperHandler, PaperBlockView>((h, ct) => h.HandleAsync(new IssuePaper(world.OtherCentre, 3), world.Desk, ct)));
    }

    [Theory, BothDatabases]
    public async Task The_hall_sees_numbers_by_a_key_that_can_be_taken_away(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var key = await world.DoAsync<DisplayHandler, string>((h, ct) => h.HandleAsync(new IssueDisplay(world.Centre), world.Manager, ct));
        for (var i = 0; i < 6; i++)
        {
            await world.DoAsync<TokenHandler, TokenView>((h, ct) => h.HandleAsync(new TakeToken(world.Centre, TokenKind.New), world.Desk, ct));
        }

        for (var i = 0; i < 3; i++)
        {
            world.Test.Clock.Advance(TimeSpan.FromMinutes(4));
            await world.DoAsync<TokenHandler, TokenView>((h, ct) => h.HandleAsync(new CallToken(world.Centre, null, null), world.Desk, ct));
        }

        var seen = (await ViewAsync(key))!;
        Assert.Equal([3, 2, 1], seen.Called.Select(token => token.Number));
        Assert.Equal([4, 5, 6], seen.Waiting.Select(token => token.Number));
        Assert.Equal(TimeSpan.FromMinutes(8), seen.Waiting[1].Wait);
        Assert.Null(await ViewAsync("nothing"));
        var fresh = await world.DoAsync<DisplayHandler, string>((h, ct) => h.HandleAsync(new IssueDisplay(world.Centre), world.Manager, ct));
        Assert.Null(await ViewAsync(key));
        Assert.NotNull(await ViewAsync(fresh));
        Assert.Equal(fresh, await world.DoAsync<DisplayHandler, string?>((h, ct) => h.KeyAsync(world.Centre, world.Manager, ct)));
        await RefusedAsync("not-allowed", () => world.DoAsync<DisplayHandler, string>((h, ct) => h.HandleAsync(new IssueDisplay(world.Centre), world.Desk, ct)));

        Task<DisplayView?> ViewAsync(string text) => world.DoAsync<DisplayHandler, DisplayView?>((h, ct) => h.ViewAsync(text, ct));
    }

    private static Task<PaperBlockView> IssueAsync(CasesWorld world, int count) =>
        world.DoAsync<PaperHandler, PaperBlockView>((h, ct) => h.HandleAsync(new IssuePaper(world.Centre, count), world.Desk, ct));

    private static Task<CaseOpened> EnterAsync(CasesWorld world, DeviceInfo device, string number, DateTimeOffset? at) =>
        world.DoAsync<OpenCaseHandler, CaseOpened>((h, ct) => h.HandleAsync(new OpenCase
        {
            Site = world.Centre,
            Device = device.Id,
            NewCustomer = new NewCustomer("Meera Iyer", "+919800000001", null, "en"),
            Symptom = "131",
            PaperNumber = number,
            OccurredAt = at,
        }, world.Desk, ct));

    private static async Task RefusedAsync(string code, Func<Task> act) => Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(act)).Code);
}

/// <summary>A sheet that says it was used, and no case that has its number.</summary>
internal sealed class SheetUsedForNothing : PlantedViolation
{
    public override string Check => "cases.paper";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) => test.PlantAsync<PaperNumber>(1, (nameof(PaperNumber.State), PaperState.Used));
}
