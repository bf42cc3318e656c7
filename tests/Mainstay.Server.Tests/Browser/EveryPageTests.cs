using System.Diagnostics;
using System.Text.Json;
using Mainstay.Testing;
using Microsoft.Playwright;

namespace Mainstay.Server.Tests.Browser;

/// <summary>What holds for every page a role can reach, with data.</summary>
public sealed class EveryPageTests(Chromium chromium, SmallDemo demo)
{
    private const string NoNode = "Node or its packages are missing: run ./test once, which installs tests/web.";

    [Fact]
    public async Task Pages_are_valid_html()
    {
        Assert.SkipUnless(Directory.Exists(Repository.PathOf("tests/web/node_modules/html-validate")), NoNode);
        List<string> problems = [];
        foreach (var login in (await demo.WalkAsync()).GroupBy(page => page.Login, page => page.Path))
        {
            using var node = Process.Start(new ProcessStartInfo("node",
                [Repository.PathOf("tests/web/validate-html.mjs"), "--cookie", await demo.CookieAsync(login.Key), .. login.Select(path => demo.Address + path)])
            { RedirectStandardOutput = true })!;
            using var report = await JsonDocument.ParseAsync(node.StandardOutput.BaseStream, cancellationToken: TestContext.Current.CancellationToken);
            problems.AddRange(report.RootElement.GetProperty("pages").EnumerateArray().SelectMany(page => page.GetProperty("problems").EnumerateArray()
                .Select(problem => $"{login.Key} {page.GetProperty("url")}: {problem.GetProperty("rule")} {problem.GetProperty("message")} {problem.GetProperty("at")}")));
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems.Take(30)));
    }

    [Fact]
    public async Task Pages_are_light_and_accessible_and_fit_a_phone_in_the_dark_in_hindi() =>
        await PageLook.AssertAsync(chromium, demo, (await demo.WalkAsync()).Where(page => !page.Path.Contains("?verb=", StringComparison.Ordinal)), "dark", "hi");
}

/// <summary>The same for a case with each of its forms open.</summary>
public sealed class EveryFormTests(Chromium chromium, SmallDemo demo)
{
    [Fact]
    public async Task Forms_of_a_case_are_light_and_accessible_and_fit_a_phone() =>
        await PageLook.AssertAsync(chromium, demo, (await demo.WalkAsync()).Where(page => page.Path.Contains("?verb=", StringComparison.Ordinal)), "light", "en");
}

internal static class PageLook
{
    private const int MostKilobytes = 180;

    /// <summary>Opens each page once on a phone and judges all of it: weight, width, axe, and the content security policy.</summary>
    public static async Task AssertAsync(Chromium chromium, SmallDemo demo, IEnumerable<(string Login, string Path)> pages, string theme, string language)
    {
        List<string> problems = [];
        foreach (var login in pages.GroupBy(page => page.Login, page => page.Path))
        {
            var page = await demo.OpenAsync(chromium, login.Key, 390, theme, language);
            page.Console += (_, said) =>
            {
                if (said.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                {
                    problems.Add($"{login.Key} {page.Url}\n{said.Text}");
                }
            };

            // With everything it loads, as it goes over the wire into an empty cache; fonts are the system's, maps and charts are counted too.
            var wire = await page.Context.NewCDPSessionAsync(page);
            await wire.SendAsync("Network.enable");
            await wire.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
            double bytes = 0;
            wire.Event("Network.loadingFinished").OnEvent += (_, finished) => bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();
            foreach (var path in login)
            {
                bytes = 0;
                await page.GotoAsync(demo.Address + path, new() { WaitUntil = WaitUntilState.Load });
                if (bytes / 1024 is not (> 5 and <= MostKilobytes))
                {
                    problems.Add($"{login.Key} {path}\nweighs {bytes / 1024:0} KB");
                }

                foreach (var check in new Func<Task>[] { page.AssertFitsAsync, page.AssertAccessibleAsync })
                {
                    if (await Record.ExceptionAsync(check) is { } broken)
                    {
                        problems.Add($"{login.Key} {path}\n{broken.Message}");
                    }
                }
            }

            await page.Context.CloseAsync();
        }

        Assert.True(problems.Count == 0, string.Join("\n\n", problems.Take(20)));
    }
}
