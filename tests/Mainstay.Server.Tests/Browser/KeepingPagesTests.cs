using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Server.Tests.Access;
using Microsoft.Playwright;

namespace Mainstay.Server.Tests.Browser;

/// <summary>Budgets, prices, programmes and hours are set in a browser by those whose they are.</summary>
public sealed class KeepingPagesTests(Chromium chromium, StaffedServer server) : IClassFixture<StaffedServer>
{
    [Theory]
    [InlineData(1440, "light", "en")]
    [InlineData(390, "dark", "hi")]
    public async Task Pages_are_accessible_and_fit(int width, string theme, string language)
    {
        await PartAsync("P-LOOK-" + language.ToUpperInvariant());
        IPage page = await SignInAsync(Role.Administrator, width, theme, language);
        foreach (var (name, address) in new[]
        {
            ("goodwill", "/goodwill"),
            ("programmes", "/catalogue/programmes"),
            ("part", "/catalogue/parts/P-LOOK-" + language.ToUpperInvariant()),
            ("hours", "/network/OWN/hours"),
        })
        {
            await LookAsync(page, name, address, theme, language);
        }

        await LookAsync(await SignInAsync(Role.FactoryOperator, width, theme, language), "units", "/factory/units", theme, language);
        await LookAsync(await SignInAsync(Role.HeadOfService, width, theme, language), "cases", "/cases?sort=promise", theme, language);
    }

    [Fact]
    public async Task A_budget_is_set_and_a_code_nobody_has_is_told()
    {
        IPage page = await SignInAsync(Role.HeadOfService);
        await page.GotoAsync(server.Address + "/goodwill?month=2026-12");
        await page.FillAsync("[name=owner]", "own");
        await page.FillAsync("[name=amount]", "50000");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("The budget of Centre OWN is ₹50,000.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "Centre OWN" })).ToBeVisibleAsync();

        await page.FillAsync("[name=owner]", "NOWHERE");
        await page.FillAsync("[name=amount]", "1");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("no operator NOWHERE");
        Assert.Equal("NOWHERE", await page.InputValueAsync("[name=owner]"));
    }

    [Fact]
    public async Task A_price_of_a_later_day_stands_beside_the_one_of_today()
    {
        await PartAsync("P-DATED");
        IPage page = await SignInAsync(Role.Planner);
        await page.GotoAsync(server.Address + "/catalogue/parts/P-DATED");
        await page.FillAsync("[name=cost]", "2500");
        await page.FillAsync("[name=price]", "4999.50");
        await page.FillAsync("[name=from]", "2099-01-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "New price" }).ClickAsync();
        await Assertions.Expect(page.GetByText("costs ₹4,999.50 from 1 Jan 2099")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("to come")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("today", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_lunch_break_is_one_comma_and_only_this_site_changes()
    {
        IPage page = await SignInAsync(Role.Administrator);
        await page.GotoAsync(server.Address + "/network/OWN/hours");
        await page.FillAsync("[name=day_1]", "10:00-14:00, 15:00-20:00");
        await page.FillAsync("[name=day_0]", "");
        await page.FillAsync("[name=holidays]", "2026-12-25 Christmas");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("10:00–14:00, 15:00–20:00")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Christmas", new() { Exact = true })).ToBeVisibleAsync();
        await page.GotoAsync(server.Address + "/network/FOREIGN");
        await Assertions.Expect(page.GetByText("10:00–14:00, 15:00–20:00")).ToHaveCountAsync(0);

        await page.GotoAsync(server.Address + "/network/OWN/hours");
        await page.FillAsync("[name=day_1]", "ten to eight");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Monday");
        Assert.Equal("ten to eight", await page.InputValueAsync("[name=day_1]"));
    }

    [Fact]
    public async Task A_programme_is_added_for_a_model_and_its_weeks()
    {
        IPage page = await SignInAsync(Role.QualityEngineer);
        await page.GotoAsync(server.Address + "/catalogue/programmes");
        await page.FillAsync("[name=code]", "DISPLAY-26");
        await page.FillAsync("[name=model]", "AX1");
        await page.FillAsync("[name=built_from]", "202601");
        await page.FillAsync("[name=built_until]", "202610");
        await page.FillAsync("[name=until]", "2028-12-31");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a programme" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "DISPLAY-26" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("every part", new() { Exact = true })).ToBeVisibleAsync();
    }

    private async Task LookAsync(IPage page, string name, string address, string theme, string language)
    {
        await page.GotoAsync(server.Address + address);
        await page.ScreenshotAsync($"keeping-{name}-{language}", theme);
        await page.AssertFitsAsync();
        await page.AssertAccessibleAsync();
    }

    private async Task<IPage> SignInAsync(Role role, int width = 1440, string theme = "light", string language = "en")
    {
        IPage page = await chromium.OpenAsync(width, theme, language);
        await page.Context.AddCookiesAsync([new() { Name = "lang", Value = language, Url = server.Address }]);
        await page.GotoAsync(server.Address + "/login");
        await page.FillAsync("[name=login]", StaffedServer.LoginOf(role, everywhere: true));
        await page.FillAsync("[name=password]", StaffedServer.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal));
        return page;
    }

    private Task<PartId> PartAsync(string number) => server.DoAsync<AddPartHandler, PartId>(async (handler, ct) =>
    {
        ModelInfo model = (await server.DoAsync<ICatalogue, ModelInfo?>((catalogue, token) => catalogue.ModelByCodeAsync("AX1", token).AsTask()))!;
        return await handler.HandleAsync(new AddPart(number, "Display " + number, "display", new Money(2_000_00, "INR"), new Money(4_000_00, "INR"), 2, false, [model.Id]), Actor.System, ct);
    });
}
