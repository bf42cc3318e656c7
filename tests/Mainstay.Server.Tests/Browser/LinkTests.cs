using System.Net;
using System.Text.Json.Nodes;
using Mainstay.Server.Tests.Api;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.Playwright;

namespace Mainstay.Server.Tests.Browser;

/// <summary>The customer's page as a customer has it: on a phone, without scripts, without a login.</summary>
public sealed class LinkTests(Chromium chromium)
{
    private const int MostKilobytes = 40;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_intake_to_the_promise_that_moves_on_a_phone_without_scripts()
    {
        await using var world = await ApiWorld.CreateAsync(Provider.Sqlite);
        var (id, address) = await world.EstimatedAsync();
        var page = await chromium.OpenAsync(390, height: 844, scripts: false);
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);

        await page.GotoAsync(address);
        Assert.Contains("would cost you ₹4,450", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.All(requests, url => Assert.StartsWith(world.Address, url, StringComparison.Ordinal));
        await page.AssertFitsAsync();
        await page.ScreenshotAsync("link-estimate");
        Assert.Contains("•••", await page.Locator("section[aria-labelledby=estimate]").InnerTextAsync(), StringComparison.Ordinal);

        await page.GetByText("I do not want the repair").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "I agree to what is ticked" }).ClickAsync();

        Assert.Contains("You have agreed", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.StartsWith("Ready ", await page.Locator(".promise").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("agreed to the estimate on this page", await page.Locator(".story").InnerTextAsync(), StringComparison.Ordinal);
        await page.ScreenshotAsync("link-approved");
        using var desk = await world.SignInAsync("desk");
        var @case = (await desk.GetAsync($"cases/{id}")).Ok();
        Assert.Equal("approved", @case["case"].GetProperty("state").GetString());
        Assert.Equal("customer", @case["timeline"].EnumerateArray().Last().GetProperty("by").GetProperty("name").GetString());

        await page.GotoAsync(address);
        Assert.Contains("Front desk, Site C1", await page.Locator("section[aria-labelledby=looks]").InnerHTMLAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "हिन्दी" }).ClickAsync();
        Assert.Equal("hi-IN", await page.Locator("html").GetAttributeAsync("lang"));
        await page.GotoAsync(address);
        Assert.Contains("मरम्मत", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        await page.ScreenshotAsync("link-approved-hi");

        await page.GetByText("शिकायत करें").ClickAsync();
        await page.Locator("textarea").FillAsync("यह बहुत देर हो गई");
        await page.GetByRole(AriaRole.Button, new() { Name = "शिकायत भेजें" }).ClickAsync();
        Assert.Contains("प्रबंधक", await page.Locator(".good").InnerTextAsync(), StringComparison.Ordinal);
        using var chief = await world.SignInAsync("chief");
        Assert.Contains("complaint", (await chief.GetAsync("alerts")).Ok().Text, StringComparison.Ordinal);
        Assert.True((await world.DiagnoseAsync()).Clean);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("light", "en", 390)]
    [InlineData("dark", "hi", 390)]
    [InlineData("dark", "en", 1440)]
    [InlineData("light", "hi", 320)]
    public async Task It_is_accessible_and_light_in_each_form(string theme, string language, int width)
    {
        await using var world = await ApiWorld.CreateAsync(Provider.Sqlite);
        var (id, address) = await world.EstimatedAsync(language);
        var page = await chromium.OpenAsync(width, theme, language);
        var wire = await page.Context.NewCDPSessionAsync(page);
        await wire.SendAsync("Network.enable");
        double bytes = 0;
        wire.Event("Network.loadingFinished").OnEvent += (_, finished) => bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();

        await LookAsync("estimate", address);
        Assert.InRange(bytes / 1024, 2, MostKilobytes);
        await LookAsync("form", address + "/form");
        await LookAsync("nowhere", world.Address + "/c/AAAAAAAAAAAAAAAAAAAAAAAA");
        using (var http = new HttpClient())
        {
            await world.ApproveOverLinkAsync(http, address);
        }

        await world.FinishAsync(id);
        await LookAsync("ready", address);
        await page.GetByRole(AriaRole.Button).And(page.Locator(".main")).ClickAsync();
        Assert.Matches("^[0-9]{6}$", await page.Locator(".digits").InnerTextAsync());
        await page.AssertAccessibleAsync();
        await page.ScreenshotAsync($"link-code-{language}", theme);
        await page.Context.CloseAsync();

        async Task LookAsync(string name, string where)
        {
            await page.GotoAsync(where);
            await page.AssertFitsAsync();
            await page.AssertAccessibleAsync();
            await page.ScreenshotAsync($"link-{name}-{language}", theme);
        }
    }

    [Theory]
    [InlineData("light", "en", 390)]
    [InlineData("dark", "hi", 1024)]
    public async Task The_desk_shows_the_link_lets_the_customer_sign_and_keeps_a_passcode(string theme, string language, int width)
    {
        await using var world = await ApiWorld.CreateAsync(Provider.Sqlite);
        var (id, address) = await world.EstimatedAsync(language);
        using var desk = await world.SignInAsync("desk");
        var page = await chromium.OpenAsync(width, theme, language);
        await page.Context.AddCookiesAsync([
            .. desk.Cookies(new Uri(world.Address)).Select(cookie => cookie.Split('=', 2)).Select(cookie => new Microsoft.Playwright.Cookie { Name = cookie[0], Value = cookie[1], Url = world.Address }),
            new() { Name = "lang", Value = language, Url = world.Address },
        ]);

        await LookAsync("case", $"/cases/{id}?verb=link");
        Assert.Contains(address, await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await LookAsync("sheet", $"/cases/{id}/sheet");
        await LookAsync("passcode", $"/cases/{id}?verb=keep-passcode");
        await page.Locator("[name=passcode]").FillAsync("2468");
        await page.Locator("form[action$=keep-passcode] button[type=submit]").ClickAsync();
        await LookAsync("sign", $"/cases/{id}/signing");
        await page.Locator("[name=agreed]").CheckAsync();
        await page.Locator("[name=signature]").FillAsync("Meera Iyer");
        await page.RunAndWaitForResponseAsync(() => page.Locator("form[action$=sign] button[type=submit]").ClickAsync(), answer => answer.Url.EndsWith("/sign", StringComparison.Ordinal));
        await page.WaitForURLAsync(world.Address + $"/cases/{id}");
        var @case = (await desk.GetAsync($"cases/{id}")).Ok();
        Assert.Equal("passcode", @case["intake"].GetProperty("unlock").GetString());
        Assert.Equal("signature", @case["attachments"].EnumerateArray().Single().GetProperty("kind").GetString());
        Assert.DoesNotContain("2468", @case.Text, StringComparison.Ordinal);

        using var bench = await world.SignInAsync("bench");
        var me = (await bench.GetAsync("session")).Ok()["person"].GetString();
        (await bench.PostAsync($"cases/{id}/assign", new { technician = me })).Ok();
        Assert.Equal("2468", (await bench.PostAsync($"cases/{id}/reveal-passcode", new { reason = "test_repair" })).Ok()["passcode"].GetString());
        (await bench.PostAsync($"cases/{id}/reveal-passcode", new { reason = "test_repair" })).Refused(HttpStatusCode.Conflict, "passcode-read-already");
        await page.Context.CloseAsync();

        async Task LookAsync(string name, string path)
        {
            await page.GotoAsync(world.Address + path);
            await page.AssertFitsAsync();
            await page.AssertAccessibleAsync();
            await page.ScreenshotAsync($"link-staff-{name}-{language}", theme);
        }
    }

    [Theory]
    [BothDatabases]
    public async Task Wrong_ended_and_revoked_links_are_one_answer_and_nothing_is_kept(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        var (id, address) = await world.EstimatedAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        using var good = await http.GetAsync(address, Ct);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Contains("no-store", good.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-referrer", good.Headers.GetValues("Referrer-Policy").Single());
        Assert.StartsWith("noindex", good.Headers.GetValues("X-Robots-Tag").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self'", good.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var html = await good.Content.ReadAsStringAsync(Ct);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Meera", html, StringComparison.Ordinal);
        Assert.DoesNotContain("98000", html, StringComparison.Ordinal);

        using var unsealed = await http.PostAsync(address + "/answer", new FormUrlEncodedContent([new("act", "approve")]), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, unsealed.StatusCode);
        Assert.Contains("open too long", await unsealed.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        using var wrong = await http.GetAsync($"{world.Address}/c/{new string('x', 24)}", Ct);
        using var desk = await world.SignInAsync("desk");
        (await desk.PostAsync($"cases/{id}/revoke-link")).Ok();
        using var revoked = await http.GetAsync(address, Ct);
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, revoked.StatusCode);
        Assert.Equal(await wrong.Content.ReadAsStringAsync(Ct), await revoked.Content.ReadAsStringAsync(Ct));

        var fresh = (await desk.PostAsync($"cases/{id}/new-link")).Ok()["address"].GetString()!;
        using var again = await http.GetAsync(fresh, Ct);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        using var old = await http.GetAsync(address, Ct);
        Assert.Equal(HttpStatusCode.NotFound, old.StatusCode);
    }

    [Theory]
    [BothDatabases]
    public async Task The_interface_does_what_the_page_does(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        var (_, address) = await world.EstimatedAsync();
        var (_, others) = await world.EstimatedAsync();
        var path = address.Replace("/c/", "/api/v1/links/", StringComparison.Ordinal);
        using var nobody = new Caller(new HttpClient(), new CookieContainer());

        var seen = (await nobody.GetAsync(path)).Ok();
        var foreign = (await nobody.GetAsync(others.Replace("/c/", "/api/v1/links/", StringComparison.Ordinal))).Ok();
        var version = seen["version"].GetInt32();
        (await nobody.PostAsync(path + "/approve", new { lines = new[] { foreign["lines"][1].GetProperty("id").GetString() }, version })).Refused(HttpStatusCode.NotFound, "line-not-found");
        (await nobody.PostAsync(path + "/code")).Refused(HttpStatusCode.Conflict, "code-not-yet");
        (await nobody.PostAsync(path + "/approve", new { version = version - 1 })).Refused(HttpStatusCode.Conflict, "stale-version");
        var approved = (await nobody.PostAsync(path + "/approve", new { version })).Ok();
        Assert.Equal(approved.Text, (await nobody.PostAsync(path + "/approve", new { version })).Ok().Text);
        (await nobody.PostAsync(path + "/decline", new { reason = "too_expensive" })).Refused(HttpStatusCode.Conflict, "wrong-state");
        (await nobody.GetAsync(path + "x")).Refused(HttpStatusCode.NotFound, "link-not-found");
        (await nobody.PostAsync(path + "x/approve", new { version })).Refused(HttpStatusCode.NotFound, "link-not-found");
    }
}

internal static class LinkActs
{
    /// <summary>A phone out of warranty whose estimate is sent; its customer's address.</summary>
    public static async Task<(string Id, string Address)> EstimatedAsync(this ApiWorld world, string language = "en")
    {
        using var desk = await world.SignInAsync("desk");
        using var bench = await world.SignInAsync("bench");
        var walkIn = world.WalkIn(soldOn: "2023-06-01");
        walkIn["new_customer"] = new JsonObject { ["name"] = "Meera Iyer", ["phone"] = "98000 0" + Random4(), ["language"] = language };
        var opened = (await desk.PostAsync("cases", walkIn)).Ok(HttpStatusCode.Created);
        var id = opened["id"].GetString()!;
        (await bench.PostAsync($"cases/{id}/begin-triage")).Ok();
        (await bench.PostAsync($"cases/{id}/diagnose", new
        {
            section = "HDSP",
            defect = "HD01",
            repair_code = "HR01",
            lines = new object[] { new { kind = "part", part = world.Display.ToString() }, new { kind = "labour", work = "repair" } },
        })).Ok();
        (await desk.PostAsync($"cases/{id}/send-estimate")).Ok();
        return (id, (await desk.GetAsync($"cases/{id}/link")).Ok()["address"].GetString()!);

        string Random4() => world.NextImei()[10..14];
    }

    public static async Task ApproveOverLinkAsync(this ApiWorld world, HttpClient http, string address)
    {
        _ = world;
        using var caller = new Caller(http, new CookieContainer());
        (await caller.PostAsync(address.Replace("/c/", "/api/v1/links/", StringComparison.Ordinal) + "/approve", new { })).Ok();
    }

    /// <summary>From approved to ready.</summary>
    public static async Task FinishAsync(this ApiWorld world, string id)
    {
        using var bench = await world.SignInAsync("bench");
        (await bench.PostAsync($"cases/{id}/start-repair")).Ok();
        var line = (await bench.GetAsync($"cases/{id}")).Ok()["lines"].EnumerateArray().Single(l => l.GetProperty("kind").GetString() == "part").GetProperty("id").GetString();
        (await bench.PostAsync($"cases/{id}/use-part", new { line })).Ok();
        (await bench.PostAsync($"cases/{id}/finish-repair", new { reason = "fixed" })).Ok();
        (await bench.PostAsync($"cases/{id}/pass-quality")).Ok();
    }
}
