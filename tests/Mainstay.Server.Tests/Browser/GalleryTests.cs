using Microsoft.Playwright;

namespace Mainstay.Server.Tests.Browser;

/// <summary>Every component in every state, looked at by axe and by people.</summary>
public sealed class GalleryTests(Chromium chromium, RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly PageWaitForURLOptions _commit = new() { WaitUntil = WaitUntilState.Commit };

    [Theory]
    [InlineData(1440, "light", "en")]
    [InlineData(1440, "dark", "en")]
    [InlineData(1024, "light", "en")]
    [InlineData(390, "light", "hi")]
    [InlineData(390, "dark", "en")]
    public async Task Components_are_accessible_and_fit(int width, string theme, string language)
    {
        IPage page = await chromium.OpenAsync(width, theme, language);
        List<string> complaints = [];
        page.Console += (_, message) => complaints.AddRange(message.Type is "error" or "warning" ? [message.Text] : Array.Empty<string>());
        page.PageError += (_, error) => complaints.Add(error);

        await page.GotoAsync(server.Address + "/dev/gallery");
        await page.ScreenshotAsync($"gallery-{language}", theme);

        await page.AssertFitsAsync();
        await page.AssertAccessibleAsync();
        Assert.DoesNotContain(complaints, text => !text.Contains("/live", StringComparison.Ordinal) && !text.Contains("404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Slash_finds_the_search_and_j_walks_the_rows()
    {
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(server.Address + "/dev/gallery");

        await page.Keyboard.PressAsync("/");
        Assert.Equal("search", await page.EvaluateAsync<string>("document.activeElement.id"));

        await page.EvaluateAsync("document.activeElement.blur()");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.Locator("[data-row].at")).ToContainTextAsync("MH-PUN-14-1041");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/dev/gallery?case=1", _commit);
    }

    [Fact]
    public async Task A_scan_lands_in_its_field_wherever_the_focus_is()
    {
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(server.Address + "/dev/gallery");
        await page.FocusAsync("#f-note");
        await page.Keyboard.TypeAsync("Left corner ");
        await page.WaitForTimeoutAsync(200);

        // The keys of a scanner come at once; typed from outside, a busy machine would spread them.
        await page.EvaluateAsync("""
            () => [...'490154203237518', 'Enter'].forEach(key => {
              const field = document.activeElement;
              if (field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })) && key.length === 1) field.value += key;
            })
            """);

        Assert.Equal("490154203237518", await page.InputValueAsync("#f-imei"));
        Assert.Equal("Left corner ", await page.InputValueAsync("#f-note"));
    }

    [Fact]
    public async Task A_key_presses_its_verb_but_the_letters_of_a_scan_do_not()
    {
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(server.Address + "/dev/gallery");
        await page.EvaluateAsync("""
            () => [...'http://x/c/MH-PUN-14-1042', 'Enter'].forEach(key =>
              document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })))
            """);
        await page.WaitForURLAsync("**/login?back=%2Fsearch%3Fq%3DMH-PUN-14-1042", _commit);

        await page.GotoAsync(server.Address + "/dev/gallery");
        await page.Keyboard.PressAsync("n");
        await page.WaitForURLAsync("**/dev/gallery?verb=note", _commit);
    }

    [Fact]
    public async Task The_theme_is_kept_by_the_server_without_a_flash()
    {
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(server.Address + "/dev/gallery");
        await page.ClickAsync("details.menu:last-of-type summary");
        await page.ClickAsync("[data-theme-choice=dark]");
        await page.ReloadAsync();

        Assert.Equal("dark", await page.EvaluateAsync<string>("document.documentElement.dataset.theme"));
    }
}
