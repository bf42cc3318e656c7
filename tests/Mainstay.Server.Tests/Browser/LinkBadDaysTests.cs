using System.Net;
using System.Text.RegularExpressions;
using Mainstay.Server.Access;
using Mainstay.Server.Tests.Api;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Server.Tests.Browser;

/// <summary>The customer's link on bad days: guessed, flooded, pressed twice, answered late, opened after the customer was erased.</summary>
public sealed partial class LinkBadDaysTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_guesses_is_put_off_and_a_right_link_behind_the_same_address_still_opens()
    {
        await using var world = await ApiWorld.CreateAsync(Provider.Sqlite, new RateLimits(1000, 1000, 1, 12, WrongLinksAMinute: 4));
        var (_, address) = await world.EstimatedAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
        {
            var wrong = $"{world.Address}{(i % 2 == 0 ? "/c/" : "/api/v1/links/")}{new string((char)('a' + i), 24)}";
            using var guess = i == 2 ? await http.PostAsync(wrong + "/complain", null, Ct) : await http.GetAsync(wrong, Ct);
            answers.Add(guess.StatusCode);
            if (i == 5)
            {
                Assert.Equal(TimeSpan.FromMinutes(1), guess.Headers.RetryAfter?.Delta);
            }
        }

        using var page = await http.GetAsync($"{world.Address}/c/{new string('z', 24)}", Ct);
        Assert.Equal(HttpStatusCode.TooManyRequests, page.StatusCode);
        Assert.Contains("Too many links", await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        using var right = await http.GetAsync(address, Ct);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task One_link_opened_too_often_holds_up_neither_another_nor_the_login()
    {
        await using var world = await ApiWorld.CreateAsync(Provider.Sqlite, new RateLimits(1000, 1000, 1, 12));
        var (_, flooded) = await world.EstimatedAsync();
        var (_, other) = await world.EstimatedAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 16; i++)
        {
            using var answer = await http.GetAsync(flooded, Ct);
            answers.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        foreach (var fine in (string[])[other, world.Address + "/login"])
        {
            using var answer = await http.GetAsync(fine, Ct);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory, BothDatabases]
    public async Task Each_button_pressed_twice_at_once_does_its_thing_once(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        var (id, address) = await world.EstimatedAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var (seal, version) = await FieldsAsync(http, address);

        await TwiceAsync("/answer", [("act", "approve"), ("version", version), .. (await LinesAsync(http, address)).Select(line => ("line", line))]);
        await TwiceAsync("/complain", ("text", "The screen has a scratch."));
        await TwiceAsync("/complain", ("text", " The screen has a scratch. "));

        using var late = await PostAsync("/answer", ("act", "decline"), ("version", version), ("reason", "too_expensive"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("role=\"alert\"", await late.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var chief = await world.SignInAsync("chief");
        var verbs = (await chief.GetAsync($"cases/{id}")).Ok()["timeline"].EnumerateArray().Select(step => step.GetProperty("verb").GetString()).ToList();
        Assert.Single(verbs, "approve");
        Assert.Single(verbs, "complain");
        Assert.DoesNotContain("decline", verbs);
        Assert.True((await world.DiagnoseAsync()).Clean);

        async Task TwiceAsync(string path, params (string Name, string Value)[] fields)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PostAsync(path, fields)));
            foreach (var answer in answers)
            {
                Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, $"{path} {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Ct)}");
                answer.Dispose();
            }
        }

        Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) => http.PostAsync(
            address + path, new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", seal)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))), Ct);
    }

    [Theory, BothDatabases]
    public async Task After_the_customer_was_erased_his_link_tells_nothing_and_does_nothing(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var root = await world.SignInAsync("root");
        using var desk = await world.SignInAsync("desk");
        using var bench = await world.SignInAsync("bench");
        var path = $"cases/{(await desk.PostAsync("cases", world.WalkIn())).Ok(HttpStatusCode.Created)["id"].GetString()}";
        var address = (await desk.GetAsync(path + "/link")).Ok()["address"].GetString()!;
        (await bench.PostAsync($"{path}/return-unrepaired", new { reason = "customer_asked" })).Ok();
        (await desk.PostAsync($"{path}/prepare-return")).Ok();
        var code = (await desk.PostAsync($"{path}/issue-code")).Ok()["code"].GetString();
        (await desk.PostAsync($"{path}/hand-over", new { code })).Ok();
        (await desk.PostAsync($"{path}/close", new { reason = "done" })).Ok();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var (seal, _) = await FieldsAsync(http, address);
        var customer = (await desk.GetAsync(path)).Ok()["customer"].GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NoContent, (await root.PostAsync($"customers/{customer}/erase")).Status);

        using var wrong = await http.GetAsync($"{world.Address}/c/{new string('x', 24)}", Ct);
        foreach (var part in (string[])["", "/form", "/pictures/1"])
        {
            using var gone = await http.GetAsync(address + part, Ct);
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
            Assert.Equal(await wrong.Content.ReadAsStringAsync(Ct), await gone.Content.ReadAsStringAsync(Ct));
        }

        foreach (var part in (string[])["/answer", "/complain", "/code", "/language", "/visit"])
        {
            using var act = await http.PostAsync(address + part, new FormUrlEncodedContent([new("act", "approve"), new("text", "x"), new("__RequestVerificationToken", seal)]), Ct);
            Assert.Equal(HttpStatusCode.NotFound, act.StatusCode);
        }
    }

    private static async Task<(string Seal, string Version)> FieldsAsync(HttpClient http, string address)
    {
        var html = await http.GetStringAsync(address, Ct);
        return (Seal().Match(html).Groups[1].Value, Version().Match(html).Groups[1].Value);
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(HttpClient http, string address) =>
        [.. Line().Matches(await http.GetStringAsync(address, Ct)).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Seal();

    [GeneratedRegex("name=\"version\" value=\"([^\"]+)\"")]
    private static partial Regex Version();

    [GeneratedRegex("name=\"line\" value=\"([^\"]+)\"")]
    private static partial Regex Line();
}
