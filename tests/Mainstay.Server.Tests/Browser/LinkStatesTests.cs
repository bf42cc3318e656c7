using System.Diagnostics;
using System.Text.Json;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Testing;

namespace Mainstay.Server.Tests.Browser;

/// <summary>The customer's page in every state a case of the demo is in: accessible, as narrow as a phone, valid, and without a word of ours.</summary>
public sealed class LinkStatesTests(Chromium chromium, SmallDemo demo)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_state_is_accessible_and_fits_a_phone()
    {
        var links = await LinksAsync();
        var page = await chromium.OpenAsync(390, height: 844, scripts: true);
        List<string> problems = [];
        foreach (var (state, path) in links)
        {
            await page.GotoAsync(demo.Address + path);
            foreach (var check in new Func<Task>[] { page.AssertFitsAsync, page.AssertAccessibleAsync })
            {
                if (await Record.ExceptionAsync(check) is { } broken)
                {
                    problems.Add($"{state}\n{broken.Message}");
                }
            }

            var text = await page.Locator("main").InnerTextAsync();
            if (text.Contains("link.", StringComparison.Ordinal) || text.Contains(EnumText<CaseState>.Of(state), StringComparison.Ordinal) && EnumText<CaseState>.Of(state).Contains('_'))
            {
                problems.Add($"{state} shows a code of ours: {text}");
            }
        }

        await page.Context.CloseAsync();
        Assert.True(links.Count >= 10, $"{links.Count} states");
        Assert.True(problems.Count == 0, string.Join("\n\n", problems));
    }

    [Fact]
    public async Task Each_state_is_valid_html()
    {
        Assert.SkipUnless(Directory.Exists(Repository.PathOf("tests/web/node_modules/html-validate")), "Node or its packages are missing: run ./test once, which installs tests/web.");
        var links = (await LinksAsync()).Values.SelectMany(path => new[] { path, path + "/form" }).Append("/c/AAAAAAAAAAAAAAAAAAAAAAAA");
        using var node = Process.Start(new ProcessStartInfo("node", [Repository.PathOf("tests/web/validate-html.mjs"), .. links.Select(path => demo.Address + path)]) { RedirectStandardOutput = true })!;
        using var report = await JsonDocument.ParseAsync(node.StandardOutput.BaseStream, cancellationToken: Ct);
        var problems = report.RootElement.GetProperty("pages").EnumerateArray().SelectMany(page => page.GetProperty("problems").EnumerateArray()
            .Select(problem => $"{page.GetProperty("url")}: {problem.GetProperty("rule")} {problem.GetProperty("message")} {problem.GetProperty("at")}")).ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems.Take(30)));
    }

    /// <summary>One link for each state the desk's own centre has a case in.</summary>
    private async Task<Dictionary<CaseState, string>> LinksAsync()
    {
        Dictionary<CaseState, string> links = [];
        foreach (var state in Enum.GetValues<CaseState>().Where(state => state != CaseState.Draft))
        {
            using var list = JsonDocument.Parse(await demo.HtmlAsync("desk", $"/api/v1/cases?limit=5&state={EnumText<CaseState>.Of(state)}"));
            foreach (var id in list.RootElement.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetString()))
            {
                using var link = JsonDocument.Parse(await demo.HtmlAsync("desk", $"/api/v1/cases/{id}/link"));
                if (link.RootElement.GetProperty("address").GetString() is { } address)
                {
                    links[state] = new Uri(address).AbsolutePath;
                    break;
                }
            }
        }

        return links;
    }
}
