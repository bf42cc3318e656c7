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
        await page.DoAsync("Begin triage", "is being looked at");
        await page.OpenFormAsync("Diagnose");
        await page.SelectOptionAsync("[name=section]", "HCHG");
        await page.SelectOptionAsync("[name=defect]", "HD08");
        await page.SelectOptionAsync("[name=repair]", "HR01");
        await page.CheckAsync("[name=part]");
        await page.SendAsync("the repair can begin");
        await Assertions.Expect(page.GetByText("Warranty runs from").First).ToBeVisibleAsync();
        await page.DoAsync("Start the repair", "is being repaired");

        await page.OpenFormAsync("Part built in");
        await page.SendAsync("is being repaired");
        await page.OpenFormAsync("Repair is done");
        await page.CheckAsync("[value=fixed]");
        await page.SendAsync("is being checked");
        await page.DoAsync("Passes the check", "is ready");
        await page.HandOverAsync(address);
        await Assertions.Expect(page.Locator(".truth strong")).ToContainTextAsync("Repaired");
    }

    [Fact]
    public async Task A_declined_estimate_goes_back_as_it_came()
    {
        IPage page = await counter.OpenAsync(chromium, Role.CentreManager);
        string address = await counter.TakeInAsync(page, await counter.PhoneAsync(900));

        await page.GotoAsync(address);
        await page.OpenFormAsync("Diagnose");
        await page.SelectOptionAsync("[name=section]", "HCHG");
        await page.SelectOptionAsync("[name=defect]", "HD08");
        await page.CheckAsync("[name=part]");
        await page.SendAsync("The customer would pay");
        await Assertions.Expect(page.GetByText("The customer would pay: send the estimate first.").First).ToBeVisibleAsync();
        await page.DoAsync("Send the estimate", "has not answered yet");
        await page.OpenFormAsync("Customer declines");
        await page.CheckAsync("[value=too_expensive]");
        await page.SendAsync("does not want this repair");
        await page.OpenFormAsync("Return unrepaired");
        await page.CheckAsync("[value=declined]");
        await page.SendAsync("goes back unrepaired");
        await page.DoAsync("Ready to give back", "is ready");
        await page.HandOverAsync(address);
        await Assertions.Expect(page.Locator(".truth strong")).ToContainTextAsync("Repair declined");
    }

    [Fact]
    public async Task A_form_that_somebody_overtook_keeps_what_was_typed()
    {
        IPage page = await counter.OpenAsync(chromium, Role.CentreManager);
        string address = await counter.TakeInAsync(page, await counter.PhoneAsync(100));
        await page.GotoAsync(address + "?verb=mark-safety");
        IPage other = await counter.OpenAsync(chromium, Role.CentreManager);
        await other.GotoAsync(address);
        await other.DoAsync("Begin triage", "is being looked at");

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

    [GeneratedRegex("^[0-9]{6}$")]
    private static partial Regex SixDigits();
}
