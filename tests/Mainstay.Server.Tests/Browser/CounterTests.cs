using System.Text.RegularExpressions;
using Mainstay.Access.Contracts;
using Microsoft.Playwright;

namespace Mainstay.Server.Tests.Browser;

/// <summary>Whole cases at the counter, as the people there do them.</summary>
public sealed partial class CounterTests(Chromium chromium, Counter counter) : IClassFixture<Counter>
{
    [Fact]
    public async Task A_phone_is_taken_in_by_keyboard_alone_down_to_the_printed_sheet()
    {
        IPage page = await counter.OpenAsync(chromium, Role.FrontDesk);
        await counter.TakeInAsync(page, await counter.PhoneAsync(100));

        await Assertions.Expect(page.Locator(".truth strong")).ToContainTextAsync("We will know by");
        await Assertions.Expect(page.Locator(".truth p")).ToContainTextAsync("Yes, it is in warranty");
        await page.Keyboard.PressAsync("Enter"); // The focus is on "print the sheet".
        await Assertions.Expect(page.Locator(".paper-code strong")).ToHaveTextAsync(SixDigits());
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task A_covered_repair_is_worked_through_on_its_page()
    {
        IPage page = await counter.OpenAsync(chromium, Role.CentreManager);
        string address = await counter.TakeInAsync(page, await counter.PhoneAsync(100));

        await page.GotoAsync(address);
        await DoAsync(page, "Begin triage", "is being looked at");
        await OpenFormAsync(page, "Diagnose");
        await page.SelectOptionAsync("[name=section]", "HCHG");
        await page.SelectOptionAsync("[name=defect]", "HD08");
        await page.SelectOptionAsync("[name=repair]", "HR01");
        await page.CheckAsync("[name=part]");
        await SendAsync(page, "the repair can begin");
        await Assertions.Expect(page.GetByText("Warranty runs from").First).ToBeVisibleAsync();
        await DoAsync(page, "Start the repair", "is being repaired");

        await OpenFormAsync(page, "Part built in");
        await SendAsync(page, "is being repaired");
        await OpenFormAsync(page, "Repair is done");
        await page.CheckAsync("[value=fixed]");
        await SendAsync(page, "is being checked");
        await DoAsync(page, "Passes the check", "is ready");
        await HandOverAsync(page, address);
        await Assertions.Expect(page.Locator(".truth strong")).ToContainTextAsync("Repaired");
    }

    [Fact]
    public async Task A_declined_estimate_goes_back_as_it_came()
    {
        IPage page = await counter.OpenAsync(chromium, Role.CentreManager);
        string address = await counter.TakeInAsync(page, await counter.PhoneAsync(900));

        await page.GotoAsync(address);
        await OpenFormAsync(page, "Diagnose");
        await page.SelectOptionAsync("[name=section]", "HCHG");
        await page.CheckAsync("[name=part]");
        await SendAsync(page, "The customer would pay");
        await Assertions.Expect(page.GetByText("The customer would pay: send the estimate first.").First).ToBeVisibleAsync();
        await DoAsync(page, "Send the estimate", "has not answered yet");
        await OpenFormAsync(page, "Customer declines");
        await page.CheckAsync("[value=too_expensive]");
        await SendAsync(page, "does not want this repair");
        await OpenFormAsync(page, "Return unrepaired");
        await page.CheckAsync("[value=declined]");
        await SendAsync(page, "goes back unrepaired");
        await DoAsync(page, "Ready to give back", "is ready");
        await HandOverAsync(page, address);
        await Assertions.Expect(page.Locator(".truth strong")).ToContainTextAsync("Returned unrepaired");
    }

    [Fact]
    public async Task A_form_that_somebody_overtook_keeps_what_was_typed()
    {
        IPage page = await counter.OpenAsync(chromium, Role.CentreManager);
        string address = await counter.TakeInAsync(page, await counter.PhoneAsync(100));
        await page.GotoAsync(address + "?verb=mark-safety");
        IPage other = await counter.OpenAsync(chromium, Role.CentreManager);
        await other.GotoAsync(address);
        await DoAsync(other, "Begin triage", "is being looked at");

        await page.CheckAsync("[value=overheating]");
        IResponse answer = await page.RunAndWaitForResponseAsync(() => page.ClickAsync(".verb-form .btn-primary"), response => response.Request.Method == "POST");

        Assert.Equal(409, answer.Status);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Somebody changed case");
        Assert.True(await page.IsCheckedAsync("[value=overheating]"));
        await page.ClickAsync(".verb-form .btn-primary");
        await Assertions.Expect(page.GetByText("Safety: Overheating")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1440, "light", "en")]
    [InlineData(1440, "dark", "hi")]
    [InlineData(390, "light", "hi")]
    [InlineData(390, "dark", "en")]
    public async Task Pages_of_the_counter_are_accessible_and_fit(int width, string theme, string language)
    {
        IPage page = await counter.OpenAsync(chromium, Role.CentreManager, width, theme, language);
        string @case = "/cases/" + counter.Server.Own.Case;
        foreach (var (name, address) in new[]
        {
            ("desk", "/desk"),
            ("intake", "/desk/intake"),
            ("intake-open", $"/desk/intake?device={counter.Server.Own.Device.Imei1}"),
            ("intake-customer", $"/desk/intake?device={await counter.PhoneAsync(50)}"),
            ("intake-unknown", "/desk/intake?device=ZX81-000"),
            ("case", @case),
            ("case-diagnose", @case + "?verb=diagnose"),
            ("case-shelve", @case + "?verb=shelve"),
            ("cases", "/cases"),
            ("cases-empty", "/cases?q=nobody"),
            ("ready", "/ready"),
            ("search", "/search?q=Customer"),
            ("sheet", @case + "/sheet"),
            ("label", @case + "/label"),
        })
        {
            IResponse? answer = await page.GotoAsync(counter.Server.Address + address);
            Assert.Equal(200, answer!.Status);
            await page.ScreenshotAsync($"counter-{name}-{language}", theme);
            await page.AssertFitsAsync();
            await page.AssertAccessibleAsync();
        }
    }

    private static async Task DoAsync(IPage page, string verb, string truth)
    {
        await page.Locator(".case-verbs").GetByRole(AriaRole.Button, new() { Name = verb }).ClickAsync();
        await Assertions.Expect(page.Locator(".truth strong")).ToContainTextAsync(truth);
    }

    private static async Task OpenFormAsync(IPage page, string verb)
    {
        await page.Locator(".case-verbs").GetByRole(AriaRole.Link, new() { Name = verb }).ClickAsync();
        await Assertions.Expect(page.Locator(".verb-form h2")).ToHaveTextAsync(verb);
    }

    private static async Task SendAsync(IPage page, string truth)
    {
        await page.ClickAsync(".verb-form .btn-primary");
        await Assertions.Expect(page.Locator(".verb-form")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".truth strong")).ToContainTextAsync(truth);
    }

    /// <summary>A new code is printed and given back; a wrong one is refused and kept.</summary>
    private static async Task HandOverAsync(IPage page, string address)
    {
        await page.Locator(".case-verbs").GetByRole(AriaRole.Button, new() { Name = "New hand-over code" }).ClickAsync();
        string code = await page.Locator(".paper-code strong").InnerTextAsync();
        await page.GotoAsync(address);
        await OpenFormAsync(page, "Hand over");
        await page.FillAsync("[name=code]", code == "000000" ? "111111" : "000000");
        await page.ClickAsync(".verb-form .btn-primary");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await page.FillAsync("[name=code]", code);
        await SendAsync(page, "is back with the customer");
    }

    [GeneratedRegex("^[0-9]{6}$")]
    private static partial Regex SixDigits();
}
