using Mainstay.Devices.Contracts;
using Microsoft.Playwright;

namespace Mainstay.Server.Tests.Browser;

/// <summary>Whole cases through a network, each step by the person whose work it is.</summary>
public sealed class NetworkTourTests(Chromium chromium, SmallDemo demo)
{
    private static int _replacements;

    [Fact]
    public async Task A_covered_phone_with_a_dead_board_comes_back_from_the_factory_as_a_swap_within_promise()
    {
        IPage desk = await demo.OpenAsync(chromium, "desk");
        string imei = await demo.CoveredPhoneAsync();
        string address = await desk.TakeInAsync(demo.Address, imei, "Does not sw");

        IPage tech = await demo.OpenAsync(chromium, "tech");
        await tech.GotoAsync(demo.Address + "/bench");
        await tech.Locator($".job a[href$='{address[^36..]}']").First.ClickAsync();
        await tech.DoAsync("Begin triage", "is being looked at");
        await tech.OpenFormAsync("Diagnose");
        await tech.SelectOptionAsync("[name=section]", new SelectOptionValue { Label = "Main board" });
        await tech.SelectOptionAsync("[name=defect]", new SelectOptionValue { Index = 1 });
        await tech.Locator(".choice:has([name=part])", new() { HasTextString = "Main board" }).ClickAsync();
        await tech.SendAsync("the repair can begin");
        await tech.OpenFormAsync("Send to the factory");
        await tech.CheckAsync("[value=board_level]");
        await tech.SendAsync("its consignment has not left yet");
        await SendOffAsync(tech);
        await tech.GotoAsync(address);
        await tech.ExpectTruthAsync("is on its way to the factory");

        IPage factory = await demo.OpenAsync(chromium, "factory");
        await ScanInAsync(factory, await BoxOfAsync(address));
        await factory.GotoAsync(address);
        await factory.DoAsync("Start at the factory", "is being repaired at");
        await Assertions.Expect(factory.GetByText("The customer's name and phone are not shown")).ToBeVisibleAsync();

        IPage lead = await demo.OpenAsync(chromium, "factory.manager");
        await lead.GotoAsync(address);
        await lead.OpenFormAsync("Approve a swap");
        await lead.CheckAsync("[value=board_level]");
        await lead.SendAsync("will be replaced");

        await factory.GotoAsync(address);
        await factory.OpenFormAsync("Issue the replacement");
        string fresh = NextTo(imei);
        await factory.FillAsync("[name=imei1]", fresh[..14] + (char)('0' + ((fresh[14] - '0' + 1) % 10)));
        await factory.ClickAsync(".verb-form .btn-primary");
        await Assertions.Expect(factory.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await factory.FillAsync("[name=imei1]", fresh);
        await factory.SendAsync("has been replaced");
        await Assertions.Expect(factory.Locator(".chain li")).ToHaveTextAsync([imei, fresh]);
        await factory.OpenFormAsync("Factory is done");
        await factory.CheckAsync("[value=swapped]");
        await factory.SendAsync("its consignment has not left yet");
        await SendOffAsync(factory);

        await ScanInAsync(desk, await BoxOfAsync(address));
        await tech.GotoAsync(address);
        await tech.DoAsync("Passes the check", "is ready");
        await desk.GotoAsync(address);
        await Assertions.Expect(desk.Locator(".truth p").First).ToContainTextAsync("the promise was kept");
        await desk.HandOverAsync(address);
        await desk.ExpectTruthAsync("Swapped");
    }

    [Fact]
    public async Task A_phone_that_comes_back_is_recognised_appealed_and_decided()
    {
        IPage desk = await demo.OpenAsync(chromium, "desk");
        (string imei, string symptom) = await demo.LatelyRepairedPhoneAsync();
        await desk.GotoAsync(demo.Address + "/desk/intake");
        await desk.ScanAsync(imei);
        await Assertions.Expect(desk.GetByText("It was repaired before")).ToBeVisibleAsync();
        string address = await desk.TakeInAsync(demo.Address, imei, symptom);
        await desk.GotoAsync(address);
        await Assertions.Expect(desk.GetByText("Came back").First).ToBeVisibleAsync();

        IPage manager = await demo.OpenAsync(chromium, "manager");
        await manager.GotoAsync(demo.Address + "/bounces?show=all");
        ILocator mine = manager.Locator("#bounce-" + address[^36..]);
        await Assertions.Expect(mine).ToContainTextAsync("The centre");
        await mine.GetByRole(AriaRole.Button, new() { Name = "Appeal" }).ClickAsync();
        await Assertions.Expect(mine).ToContainTextAsync("Appealed by");

        IPage quality = await demo.OpenAsync(chromium, "quality");
        await quality.GotoAsync(demo.Address + "/bounces");
        ILocator theirs = quality.Locator("#bounce-" + address[^36..]);
        await theirs.Locator("[name=blamed]").FillAsync("NO-SUCH");
        await theirs.Locator("[name=reason]").SelectOptionAsync("part_failed");
        await theirs.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(quality.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no site with this code");
        Assert.Equal("part_failed", await theirs.Locator("[name=reason]").InputValueAsync());
        await theirs.Locator("[name=blamed]").FillAsync("");
        await theirs.Locator("[name=blame]").SelectOptionAsync("nobody");
        await theirs.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(theirs).ToHaveCountAsync(0);
        await quality.GotoAsync(address);
        await Assertions.Expect(quality.GetByText("Decided: The part failed.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_head_of_service_goes_down_from_the_country_to_one_centre_and_its_cases()
    {
        IPage head = await demo.OpenAsync(chromium, "head");
        await head.GotoAsync(demo.Address + "/service");
        await Assertions.Expect(head.Locator(".figure")).ToHaveCountAsync(6);
        await head.SelectOptionAsync("[name=state]", new SelectOptionValue { Label = "Maharashtra" });
        await head.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Assertions.Expect(head.Locator(".scroll tbody tr").First).ToContainTextAsync("Maharashtra");
        Assert.All(await head.Locator(".scroll tbody td:nth-child(2)").AllInnerTextsAsync(), state => Assert.Equal("Maharashtra", state));

        ILocator first = head.Locator(".scroll tbody th a").First;
        string centre = await first.InnerTextAsync();
        await first.ClickAsync();
        await Assertions.Expect(head.Locator("h1")).ToContainTextAsync(centre);
        await head.Locator("main table tbody th a").First.ClickAsync();
        await Assertions.Expect(head.Locator(".truth strong")).ToBeVisibleAsync();
    }

    /// <summary>The consignment the case lies in is sent off from its page: a value that is no number is refused and kept.</summary>
    private static async Task SendOffAsync(IPage page)
    {
        await page.Locator(".truth a[href^='/consignments/']").ClickAsync();
        await Assertions.Expect(page.Locator("[name=scans]")).ToHaveCountAsync(0);
        await page.FillAsync("[name=carrier]", "Setu Express");
        string value = await page.InputValueAsync("[name=declared]");
        await page.FillAsync("[name=declared]", "a lot");
        ILocator send = page.GetByRole(AriaRole.Button, new() { Name = "Dispatch" });
        await send.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("whole rupees");
        Assert.Equal("Setu Express", await page.InputValueAsync("[name=carrier]"));
        await page.FillAsync("[name=declared]", value);
        await page.FillAsync("[name=eway]", "331009876543");
        await send.ClickAsync();
        await Assertions.Expect(page.GetByText("On the way").First).ToBeVisibleAsync();
    }

    /// <summary>Every thing but one is scanned, then the last: nothing is forgotten silently.</summary>
    private async Task ScanInAsync(IPage page, string box)
    {
        await page.GotoAsync(demo.Address + "/consignments/" + box);
        string[] cases = [.. await page.Locator("table tbody th a").AllInnerTextsAsync()];
        await page.FocusAsync("[name=scans]");
        await page.ScanAsync("XX-NOWHERE-01-9");
        foreach (string one in cases.Skip(1))
        {
            await page.ScanAsync(one);
        }

        Assert.Equal(cases.Length, (await page.InputValueAsync("[name=scans]")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        await page.GetByRole(AriaRole.Button, new() { Name = "Scan in" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice-danger")).ToContainTextAsync(cases[0]);
        await Assertions.Expect(page.Locator(".notice-warning")).ToContainTextAsync("NOWHERE");
        await page.EvaluateAsync("document.activeElement.blur()");
        await page.ScanAsync(cases[0]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Scan in" }).ClickAsync();
        await Assertions.Expect(page.GetByText("is complete")).ToBeVisibleAsync();
    }

    private async Task<string> BoxOfAsync(string address)
    {
        IPage page = await demo.OpenAsync(chromium, "manager");
        await page.GotoAsync(address);
        string link = (await page.Locator(".truth a[href^='/consignments/']").GetAttributeAsync("href"))!;
        await page.CloseAsync();
        return link[^36..];
    }

    private static string NextTo(string imei)
    {
        string body = imei[..8] + "250" + Interlocked.Increment(ref _replacements).ToString("000", System.Globalization.CultureInfo.InvariantCulture);
        return Enumerable.Range(0, 10).Select(check => $"{body}{check}").Single(text => Imei.Check(text).Valid);
    }
}
