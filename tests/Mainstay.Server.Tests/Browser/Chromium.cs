using System.Collections.Concurrent;
using System.Reflection;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Mainstay.Testing;
using Microsoft.Playwright;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Mainstay.Server.Tests.Browser.Chromium))]
[assembly: Mainstay.Server.Tests.Browser.ClosePages]

namespace Mainstay.Server.Tests.Browser;

/// <summary>One Chromium of the system for all browser tests; each page gets a fresh profile.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] _flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string? Executable =>
        Environment.GetEnvironmentVariable("MAINSTAY_TEST_CHROMIUM") is { Length: > 0 } named ? named
        : new[] { "/usr/bin/chromium-headless-shell", "/usr/bin/chromium" }.FirstOrDefault(File.Exists);

    /// <summary>Opens an empty page; the test is skipped, visibly, where there is no Chromium.</summary>
    public async Task<IPage> OpenAsync(int width = 1440, string theme = "light", string language = "en", int height = 900, bool scripts = true)
    {
        Assert.SkipWhen(Executable is null, "There is no Chromium: install it, or name it in MAINSTAY_TEST_CHROMIUM.");
        IBrowser browser = await BrowserAsync();
        IBrowserContext context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            Locale = language == "hi" ? "hi-IN" : "en-IN",
            TimezoneId = "Asia/Kolkata",
            JavaScriptEnabled = scripts,
            HasTouch = width < 768,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        await ClosePagesAttribute.KeepAsync(context);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _gate.Dispose();
    }

    private async Task<IBrowser> BrowserAsync()
    {
        await _gate.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Headless = true, Args = _flags });
        }
        finally
        {
            _gate.Release();
        }
    }
}

/// <summary>Pages of tests that are over are closed before the next one opens its own: an open page goes on listening and costs a process.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ClosePagesAttribute : BeforeAfterTestAttribute
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<IBrowserContext>> _open = [];
    private static readonly ConcurrentQueue<IBrowserContext> _over = [];

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (_open.TryRemove(test.UniqueID, out ConcurrentBag<IBrowserContext>? contexts))
        {
            foreach (IBrowserContext context in contexts)
            {
                _over.Enqueue(context);
            }
        }
    }

    internal static async Task KeepAsync(IBrowserContext context)
    {
        if (TestContext.Current.Test is { } test)
        {
            _open.GetOrAdd(test.UniqueID, _ => []).Add(context);
        }

        while (_over.TryDequeue(out IBrowserContext? over))
        {
            await over.CloseAsync();
        }
    }
}

/// <summary>What browser tests ask of a page.</summary>
public static class PageChecks
{
    private static readonly string _screenshots = Repository.PathOf(Path.Combine("artifacts", "screenshots"));

    /// <summary>Fails with every rule of WCAG 2.2 AA and good practice that axe finds broken, and where.</summary>
    public static async Task AssertAccessibleAsync(this IPage page)
    {
        // Where a form took the focus, the page may stand scrolled with the fixed bar over half a link: judged is the page from its top.
        await page.WaitForLoadStateAsync(LoadState.Load);
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        AxeResult result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations], Rules = new() { ["target-size"] = new() { Enabled = true } } });
        string found = string.Join('\n', result.Violations.Select(violation =>
            $"{violation.Id} ({violation.Impact}): {violation.Help}\n  " +
            string.Join("\n  ", violation.Nodes.Take(8).Select(node => $"{node.Html} {string.Join(' ', node.Any.Select(check => check.Message))}"))));
        Assert.True(result.Violations.Length == 0, $"{page.Url} {page.ViewportSize?.Width} px\n{found}");
    }

    /// <summary>Nothing sticks out to the right: a phone never scrolls sideways.</summary>
    public static async Task AssertFitsAsync(this IPage page)
    {
        string[] wide = await page.EvaluateAsync<string[]>("""
            () => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
              .filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map(e => e.outerHTML.slice(0, 120))
            """);
        Assert.True(wide.Length == 0, $"{page.Url} is wider than {page.ViewportSize?.Width} px: {string.Join('\n', wide)}");
    }

    /// <summary>Keeps a picture for people to look at: artifacts/screenshots/NAME-WIDTH-THEME.png.</summary>
    public static async Task ScreenshotAsync(this IPage page, string name, string theme = "light")
    {
        Directory.CreateDirectory(_screenshots);
        await page.ScreenshotAsync(new() { Path = Path.Combine(_screenshots, $"{name}-{page.ViewportSize?.Width}-{theme}.png"), FullPage = true });
    }
}
