using Mainstay.Access.Contracts;
using Mainstay.Server.Tests.Browser;
using Microsoft.Playwright;

namespace Mainstay.Server.Tests.Access;

/// <summary>Signing in and managing people, in a browser.</summary>
public sealed class AdministrationPagesTests(Chromium chromium, StaffedServer server) : IClassFixture<StaffedServer>
{
    private static readonly string _administrator = StaffedServer.LoginOf(Role.Administrator, everywhere: true);

    [Theory]
    [InlineData(1440, "light", "en")]
    [InlineData(390, "dark", "hi")]
    public async Task Pages_are_accessible_and_fit(int width, string theme, string language)
    {
        IPage page = await chromium.OpenAsync(width, theme, language);
        await page.Context.AddCookiesAsync([new() { Name = "lang", Value = language, Url = server.Address }]);
        await page.GotoAsync(server.Address + "/login");
        await LookAsync("login");
        await SignInAsync(page, _administrator);

        foreach (var (name, address) in new[]
        {
            ("people", "/admin"),
            ("nobody", "/admin?q=zzz"),
            ("hire", "/admin/people/new"),
            ("person", $"/admin/people/{server.Own.Person}"),
            ("audit", "/admin/audit"),
            ("password", "/password"),
        })
        {
            await page.GotoAsync(server.Address + address);
            await LookAsync(name);
        }

        async Task LookAsync(string name)
        {
            await page.ScreenshotAsync($"admin-{name}-{language}", theme);
            await page.AssertFitsAsync();
            await page.AssertAccessibleAsync();
        }
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_the_login_kept()
    {
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(server.Address + "/login");
        await page.FillAsync("[name=login]", "somebody");
        await page.FillAsync("[name=password]", "wrong one");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Login or password is wrong");
        Assert.Equal("somebody", await page.InputValueAsync("[name=login]"));
    }

    [Fact]
    public async Task Somebody_is_hired_given_a_role_and_leaves()
    {
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(server.Address + "/login?back=/admin/people/new");
        await SignInAsync(page, _administrator);

        await page.FillAsync("[name=name]", "Kavita Nair");
        await page.FillAsync("[name=home]", "own");
        await page.FillAsync("[name=skills]", "mobile_l3, hindi");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Kavita Nair");

        await page.SelectOptionAsync("[name=role]", "technician");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give role" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Kavita Nair has the role.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Take away Technician" })).ToBeVisibleAsync();

        await page.CheckAsync("[name=sure]");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leaves" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Has left").First).ToBeVisibleAsync();

        await page.GotoAsync(server.Address + "/admin?q=kavita");
        await Assertions.Expect(page.GetByText("Nobody found")).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page, string login)
    {
        await page.FillAsync("[name=login]", login);
        await page.FillAsync("[name=password]", StaffedServer.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal));
    }
}
