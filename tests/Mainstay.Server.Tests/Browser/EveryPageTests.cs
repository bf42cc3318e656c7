using System.Diagnostics;
using System.Text.Json;
using Mainstay.Testing;
using Microsoft.Playwright;

namespace Mainstay.Server.Tests.Browser;

/// <summary>What holds for every page a role can reach, with data and with each form of a case open.</summary>
public sealed class EveryPageTests(Chromium chromium, SmallDemo demo)
{
    private const int MostKilobytes = 180;
    private const string NoNode = "Node or its packages are missing: run ./test once, which installs tests/web.";

    [Fact]
    public async Task Pages_are_valid_html()
    {
        Assert.SkipUnless(Directory.Exists(Repository.PathOf("tests/web/node_modules/html-validate")), NoNode);
        List<string> problems = [];
        foreach (var login in (await demo.WalkAsync(onceForAll: false)).GroupBy(page => page.Login, page => page.Path))
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
    public Task Pages_are_accessible_and_fit_a_phone_in_the_dark_in_hindi() => LookAsync(forms: false, "dark", "hi");

    [Fact]
    public Task Forms_of_a_case_are_accessible_and_fit_a_phone() => LookAsync(forms: true, "light", "en");

    /// <summary>With everything it loads, as it goes over the wire into an empty cache; fonts are the system's, maps and charts are counted too.</summary>
    [Fact]
    public async Task Pages_weigh_little()
    {
        List<(double Kilobytes, string Page)> weights = [];
        foreach (var login in (await demo.WalkAsync(onceForAll: true)).GroupBy(page => page.Login, page => page.Path))
        {
            var page = await demo.OpenAsync(chromium, login.Key);
            var wire = await page.Context.NewCDPSessionAsync(page);
            await wire.SendAsync("Network.enable");
            await wire.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
            double bytes = 0;
            wire.Event("Network.loadingFinished").OnEvent += (_, finished) => bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();
            foreach (var path in login)
            {
                bytes = 0;
                await page.GotoAsync(demo.Address + path, new() { WaitUntil = WaitUntilState.Load });
                weights.Add((bytes / 1024, $"{login.Key} {path}"));
            }

            await page.Context.CloseAsync();
        }

        Assert.All(weights, page => Assert.True(page.Kilobytes is > 5 and <= MostKilobytes, $"{page.Page}: {page.Kilobytes:0} KB"));
    }

    private async Task LookAsync(bool forms, string theme, string language)
    {
        List<string> problems = [];
        foreach (var login in (await demo.WalkAsync(onceForAll: true)).Where(page => forms == page.Path.Contains("?verb=", StringComparison.Ordinal)).GroupBy(page => page.Login, page => page.Path))
        {
            var page = await demo.OpenAsync(chromium, login.Key, 390, theme, language);
            page.Console += (_, said) =>
            {
                if (said.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                {
                    problems.Add($"{login.Key} {page.Url}\n{said.Text}");
                }
            };
            foreach (var path in login)
            {
                await page.GotoAsync(demo.Address + path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
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
