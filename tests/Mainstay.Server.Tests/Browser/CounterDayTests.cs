using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Access.Terminals;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Mainstay.Server.Tests.Browser;

/// <summary>A day at the counter: who booked comes, people take turns at one computer, and what was written on paper is entered.</summary>
public sealed partial class CounterDayTests(Chromium chromium, Counter counter) : IClassFixture<Counter>
{
    private const string Pin = "2580";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_booked_without_scripts_is_called_and_taken_in_with_what_he_said()
    {
        await counter.Server.DoAsync<HirePersonHandler, PersonId>((h, ct) => h.HandleAsync(
            new HirePerson(null, "Skilled", null, null, counter.Server.Own.Site.Id, "en", [new Grant(Role.Technician, counter.Server.Own.Site.Id, null)], ["smartphone_l2"]), Actor.System, ct));
        string day = await BookAsync();

        IPage desk = await counter.OpenAsync(chromium, Role.FrontDesk);
        await desk.GotoAsync($"{counter.Server.Address}/bookings?day={day}");
        ILocator row = desk.GetByRole(AriaRole.Row).Filter(new() { HasText = "Leela Nair" });
        await Assertions.Expect(row).ToContainTextAsync("+919812345678");
        await row.GetByRole(AriaRole.Button, new() { Name = "Is here" }).ClickAsync();
        await Assertions.Expect(desk.GetByText("is here: token")).ToBeVisibleAsync();
        await desk.ScreenshotAsync("bookings-arrived", "light");
        await desk.AssertAccessibleAsync();

        await desk.GotoAsync(counter.Server.Address + "/desk");
        await desk.Keyboard.PressAsync("c");
        await desk.Locator(".token-called").GetByRole(AriaRole.Link, new() { Name = "Take in" }).ClickAsync();
        await Assertions.Expect(desk.GetByText("Leela Nair has booked this visit")).ToBeVisibleAsync();
        await desk.FillAsync("[name=device]", await counter.PhoneAsync(100));
        await desk.Keyboard.PressAsync("Enter");
        await Assertions.Expect(desk.Locator(".step-open h2")).ToHaveTextAsync("Customer");
        await Assertions.Expect(desk.GetByLabel("Leela Nair")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task People_take_turns_at_a_terminal_and_each_act_is_the_ones_who_did_it()
    {
        var desk = await GiveKeyAsync(Role.FrontDesk, "BADGE-ONE");
        var manager = await GiveKeyAsync(Role.CentreManager, "BADGE-TWO");
        IPage page = await counter.OpenAsync(chromium, Role.CentreManager);
        await page.GotoAsync(counter.Server.Address + "/terminals");
        await page.FillAsync("[name=name]", "Counter 1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make this browser a terminal" }).ClickAsync();
        await Assertions.Expect(page.GetByText("This browser is the terminal “Counter 1” of")).ToBeVisibleAsync();

        await SwitchAsync(page, "BADGE-ONE", "/desk");
        string address = await counter.TakeInAsync(page, await counter.PhoneAsync(100));
        await SwitchAsync(page, "BADGE-TWO", new Uri(address).AbsolutePath);
        await page.DoAsync("Begin triage", "is being looked at");

        await using var db = await counter.Server.Services.GetRequiredService<Database>().CreateDbContextAsync(Ct);
        var @case = address[^36..];
        var acts = await db.Set<AuditEntry>().Where(entry => entry.Kind == AuditKind.Changed && entry.SubjectKind == "case" && entry.SubjectId == @case)
            .OrderBy(entry => entry.At).Select(entry => new { entry.Action, entry.Person }).ToListAsync(Ct);
        Assert.Equal(desk, acts.Single(act => act.Action == "case.open").Person);
        Assert.Equal(manager, acts.Single(act => act.Action == "case.begin_triage").Person);

        await page.GotoAsync(counter.Server.Address + "/terminal");
        await page.ScreenshotAsync("terminal", "light");
        await page.AssertAccessibleAsync();
        await page.FillAsync("[name=badge]", "BADGE-ONE");
        await page.FillAsync("[name=pin]", "1357");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_was_written_on_paper_is_entered_later_and_marked()
    {
        IPage page = await counter.OpenAsync(chromium, Role.FrontDesk);
        await page.GotoAsync(counter.Server.Address + "/paper");
        await page.FillAsync("[name=count]", "3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give out and print" }).ClickAsync();
        await page.WaitForURLAsync(url => PaperBlock().IsMatch(url));
        await page.GotoAsync(counter.Server.Address + "/paper");
        string start = (await page.GetByRole(AriaRole.Link, new() { Name = "Enter" }).First.GetAttributeAsync("href"))!;
        string number = start.Split('=')[1];

        string imei = await counter.PhoneAsync(100);
        var written = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow().AddHours(-2), TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata"));
        await page.GotoAsync(counter.Server.Address + start);
        await page.FillAsync("[name=occurred]", written.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        await page.FocusAsync("[name=device]");
        string address = await page.TakeInAsync(counter.Server.Address, imei, start: null);

        await page.GotoAsync(address);
        await Assertions.Expect(page.GetByText($"from paper, sheet {number}").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(number);
        await page.GotoAsync(counter.Server.Address + "/paper");
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = number })).ToContainTextAsync("entered");
    }

    [Theory]
    [InlineData(1280, "light", "en")]
    [InlineData(390, "dark", "en")]
    [InlineData(390, "light", "hi")]
    public async Task Pages_of_the_day_are_accessible_and_fit(int width, string theme, string language)
    {
        IPage page = await counter.OpenAsync(chromium, Role.CentreManager, width, theme, language);
        foreach (var (name, address) in new[]
        {
            ("bookings", "/bookings"), ("terminals", "/terminals"), ("pin", "/pin"), ("paper-sheets", "/paper"), ("tray", "/tray"), ("book", "/book"),
            ("book-place", "/book?product=smartphone"), ("book-near", "/book?product=smartphone&place=Pune"), ("book-visit", "/book/visit"), ("service", "/service"),
        })
        {
            IResponse? answer = await page.GotoAsync(counter.Server.Address + address);
            Assert.Equal(200, answer!.Status);
            await page.ScreenshotAsync($"day-{name}-{width}-{language}", theme);
            await page.AssertFitsAsync();
            await page.AssertAccessibleAsync();
        }
    }

    /// <summary>As a customer with scripts off would, on a phone.</summary>
    /// <returns>The day of the visit.</returns>
    private async Task<string> BookAsync()
    {
        IPage page = await chromium.OpenAsync(390, scripts: false);
        await page.GotoAsync(counter.Server.Address + "/book");
        await page.GetByRole(AriaRole.Link, new() { Name = "Smartphone" }).ClickAsync();
        await page.FillAsync("[name=place]", "411001");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find centres" }).ClickAsync();
        await page.Locator(".hits a").First.ClickAsync();
        await page.Locator(".slots a").First.ClickAsync();
        string slot = Slot().Match(Uri.UnescapeDataString(page.Url)).Groups[1].Value;
        await page.FillAsync("[name=name]", "Leela Nair");
        await page.FillAsync("[name=phone]", "9812345678");
        await page.GetByRole(AriaRole.Button, new() { Name = "Book", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/book/visit?number=", StringComparison.Ordinal));
        await Assertions.Expect(page.GetByText("Booked: ")).ToBeVisibleAsync();
        await page.FillAsync("[name=phone]", "98123 45678");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show it" }).ClickAsync();
        await Assertions.Expect(page.Locator(".truth strong")).ToContainTextAsync(counter.Server.Own.Site.Name);
        var at = DateTimeOffset.Parse(slot, CultureInfo.InvariantCulture);
        return TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata")).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private async Task<PersonId> GiveKeyAsync(Role role, string badge)
    {
        var name = $"{role} here";
        var person = (await counter.Server.DoAsync<IPeople, IReadOnlyList<DirectoryEntry>>((people, ct) => people.AtHomeAsync(counter.Server.Own.Site, role, ct).AsTask())).Single(entry => entry.Name == name).Id;
        return await counter.Server.DoAsync<SetCounterKeyHandler, PersonId>(async (h, ct) =>
        {
            await h.HandleAsync(new SetCounterKey(person, badge, Pin), Actor.System, ct);
            return person;
        });
    }

    /// <summary>From the scan to the other's page; how long it took is told, not judged: the machine may be busy.</summary>
    private async Task SwitchAsync(IPage page, string badge, string back)
    {
        await page.GotoAsync($"{counter.Server.Address}/terminal?back={Uri.EscapeDataString(back)}");
        await Assertions.Expect(page.Locator("[name=badge]")).ToBeFocusedAsync();
        long since = Stopwatch.GetTimestamp();
        await page.ScanAsync(badge);
        await Assertions.Expect(page.Locator("[name=pin]")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(Pin);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath == back, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        TestContext.Current.TestOutputHelper?.WriteLine($"{badge}: {Stopwatch.GetElapsedTime(since).TotalSeconds:0.00} s from the scan to {back}");
    }

    [GeneratedRegex("/paper/[0-9a-f-]{36}$")]
    private static partial Regex PaperBlock();

    [GeneratedRegex("slot=([^&]+)")]
    private static partial Regex Slot();
}
