using Mainstay.Access.Contracts;
using Mainstay.Access.Factors;
using Mainstay.Server.Tests.Browser;
using Microsoft.Playwright;

namespace Mainstay.Server.Tests.Access;

/// <summary>Passkeys, authenticators, sessions and fresh proofs, as people meet them in a browser.</summary>
public sealed class FactorPagesTests(Chromium chromium, StaffedServer server) : IClassFixture<StaffedServer>
{
    /// <summary>Browsers make passkeys for names only, not for addresses of numbers.</summary>
    private string Address => server.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    [Theory]
    [InlineData(1440, "light", "en")]
    [InlineData(390, "dark", "hi")]
    public async Task Pages_are_accessible_and_fit(int width, string theme, string language)
    {
        IPage page = await SignedInAsync(Role.Administrator, width, theme, language);
        foreach (var (name, path) in new[] { ("mine", "/account"), ("passkey", "/account/passkeys/new"), ("authenticator", "/account/authenticator"), ("step", "/step-up"), ("again", "/step-up/again"), ("codes", "/account/codes"), ("glass", "/glass") })
        {
            await page.GotoAsync(Address + path);
            await page.ScreenshotAsync($"account-{name}-{language}", theme);
            await page.AssertFitsAsync();
            await page.AssertAccessibleAsync();
        }
    }

    [Fact]
    public async Task A_passkey_is_made_signs_in_is_told_and_removed()
    {
        IPage page = await SignedInAsync(Role.Planner);
        var wire = await page.Context.NewCDPSessionAsync(page);
        await wire.SendAsync("WebAuthn.enable");
        await wire.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });

        await page.GotoAsync(Address + "/account/passkeys/new");
        await page.FillAsync("[name=name]", "Desk computer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The passkey was added.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Desk computer")).ToBeVisibleAsync();

        await SignOutAsync(page);
        await page.GotoAsync(Address + "/login?back=/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("My account");
        await Assertions.Expect(page.GetByText("Last used")).ToBeVisibleAsync();

        await server.AgeProofsAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey Desk computer" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Is it you?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Do it now" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The passkey was removed.")).ToBeVisibleAsync();

        await SignOutAsync(page);
        await page.GotoAsync(Address + "/login");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "passkey" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_authenticator_is_added_its_code_asked_for_and_a_recovery_code_stands_in()
    {
        IPage page = await SignedInAsync(Role.HeadOfService);
        await page.GotoAsync(Address + "/account/authenticator");
        var key = FromBase32((await page.Locator("code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal));
        await page.FillAsync("[name=code]", "000000");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The code is wrong");
        await page.FillAsync("[name=code]", Totp.CodeAt(key, Totp.StepAt(TimeProvider.System.GetUtcNow())));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("li code")).ToHaveCountAsync(RecoveryCode.HowMany);
        var recovery = await page.Locator("li code").First.InnerTextAsync();

        await SignOutAsync(page);
        await SignInAsync(page, StaffedServer.LoginOf(Role.HeadOfService, everywhere: true));
        await Assertions.Expect(page.GetByText("Your password is right.")).ToBeVisibleAsync();
        await page.FillAsync("[name=code]", "111111");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The code is wrong");
        await page.FillAsync("[name=code]", recovery);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal));
        await page.GotoAsync(Address + "/account");
        await Assertions.Expect(page.GetByText("Recovery codes left: 9.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Password and code").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_was_typed_survives_the_question_whether_it_is_you()
    {
        IPage page = await SignedInAsync(Role.Administrator);
        await page.GotoAsync(Address + "/admin/people/new");
        await page.FillAsync("[name=name]", "Meena Pillai & Co");
        await page.FillAsync("[name=home]", "own");
        await server.AgeProofsAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByText("What you typed is kept.")).ToBeVisibleAsync();
        await page.FillAsync("[name=password]", "not it at all");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("wrong");
        await page.FillAsync("[name=password]", StaffedServer.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Do it now" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Meena Pillai & Co");
    }

    [Fact]
    public async Task Signing_out_everywhere_else_ends_the_other_browser_at_once()
    {
        IPage other = await SignedInAsync(Role.Agent);
        IPage page = await SignedInAsync(Role.Agent);
        await page.GotoAsync(Address + "/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere else" }).ClickAsync();
        await Assertions.Expect(page.GetByText("One device was signed out.")).ToBeVisibleAsync();

        await other.GotoAsync(Address + "/account");

        Assert.Contains("/login", other.Url, StringComparison.Ordinal);
    }

    private async Task<IPage> SignedInAsync(Role role, int width = 1440, string theme = "light", string language = "en")
    {
        IPage page = await chromium.OpenAsync(width, theme, language);
        await page.Context.AddCookiesAsync([new() { Name = "lang", Value = language, Url = Address }]);
        await SignInAsync(page, StaffedServer.LoginOf(role, everywhere: true));
        await page.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal));
        return page;
    }

    private async Task SignInAsync(IPage page, string login)
    {
        await page.GotoAsync(Address + "/login");
        await page.FillAsync("[name=login]", login);
        await page.FillAsync("[name=password]", StaffedServer.Password);
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task SignOutAsync(IPage page) => await page.Context.ClearCookiesAsync(new() { Name = "mainstay" });

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(sign => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(sign, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
