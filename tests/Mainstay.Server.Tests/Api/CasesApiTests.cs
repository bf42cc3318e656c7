using System.Net;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Server.Tests.Api;

/// <summary>Cases over HTTP, on both databases, as programs and two desks at once would use them.</summary>
public sealed class CasesApiTests
{
    [Theory, BothDatabases]
    public async Task A_whole_case_is_worked_over_http_and_shows_what_may_be_done_next(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var desk = await world.SignInAsync("desk");
        using var bench = await world.SignInAsync("bench");
        var opened = (await desk.PostAsync("cases", world.WalkIn())).Ok(HttpStatusCode.Created);
        var path = $"cases/{opened["id"].GetString()}";
        Assert.Equal("in_warranty", opened["entitlement"].GetString());

        var view = (await bench.GetAsync(path)).Ok();
        Assert.Equal("received", view["case"].GetProperty("state").GetString());
        Assert.Contains(view["verbs"].EnumerateArray(), verb => verb.GetProperty("path").GetString() == "begin-triage" && verb.GetProperty("allowed").GetBoolean());
        Assert.Contains(view["verbs"].EnumerateArray(), verb => verb.GetProperty("path").GetString() == "transfer" && verb.GetProperty("why_not").GetProperty("code").GetString() == "blocked.other_role");
        Assert.Equal("+919800000001", view["customer"].GetProperty("phone").GetString());

        (await bench.PostAsync($"{path}/begin-triage")).Ok();
        (await bench.PostAsync($"{path}/diagnose", new { section = "HDSP", defect = "HD01", repair_code = "HR01", lines = new object[] { new { kind = "part", part = world.Display.ToString() }, new { kind = "labour" } } })).Ok();
        (await bench.PostAsync($"{path}/start-repair")).Ok();
        var line = (await bench.GetAsync(path))["lines"].EnumerateArray().Single(l => l.GetProperty("kind").GetString() == "part");
        Assert.Equal("Display", line.GetProperty("part").GetProperty("name").GetString());
        (await bench.PostAsync($"{path}/use-part", new { line = line.GetProperty("id").GetString() })).Ok();
        (await bench.PostAsync($"{path}/finish-repair", new { reason = "fixed" })).Ok();
        (await bench.PostAsync($"{path}/pass-quality")).Ok();
        var code = (await desk.PostAsync($"{path}/issue-code")).Ok()["code"].GetString();
        (await desk.PostAsync($"{path}/hand-over", new { code = "wrong!" })).Refused(HttpStatusCode.UnprocessableEntity, "code-wrong");
        (await desk.PostAsync($"{path}/hand-over", new { code })).Ok();
        (await bench.PostAsync($"{path}/diagnose", new { section = "HDSP", defect = "HD01" })).Refused(HttpStatusCode.Conflict, "wrong-state");
        var closed = (await desk.PostAsync($"{path}/close", new { reason = "done" })).Ok();
        Assert.Equal("closed", closed["state"].GetString());
        var story = (await desk.GetAsync(path)).Ok();
        Assert.Equal(closed["version"].GetInt32(), story["timeline"].GetArrayLength());
        Assert.True(story["case"].GetProperty("promise_kept").GetBoolean());
        Assert.All(story["clock"].GetProperty("stretches").EnumerateArray(), stretch => Assert.NotNull(stretch.GetProperty("until").GetString()));
    }

    [Theory, BothDatabases]
    public async Task The_same_key_gives_the_same_answer_and_does_it_once(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var desk = await world.SignInAsync("desk");
        var body = world.WalkIn();
        var first = (await desk.PostAsync("cases", body, ("Idempotency-Key", "k-1"))).Ok(HttpStatusCode.Created);
        var again = (await desk.PostAsync("cases", body, ("Idempotency-Key", "k-1"))).Ok(HttpStatusCode.Created);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.Etag, again.Etag);
        Assert.True(again.Replayed);
        (await desk.PostAsync("cases", world.WalkIn(), ("Idempotency-Key", "k-1"))).Refused(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Equal(1, (await desk.GetAsync($"cases?site={world.Centre}")).Ok()["count"].GetInt32());

        // What was refused was not done, and the key is free again.
        (await desk.PostAsync("cases", body, ("Idempotency-Key", "k-2"))).Refused(HttpStatusCode.Conflict, "identifier-taken");
        (await desk.PostAsync("cases", world.WalkIn(), ("Idempotency-Key", "k-2"))).Ok(HttpStatusCode.Created);
        using var other = await world.SignInAsync("chief");
        (await other.PostAsync("cases", world.WalkIn(), ("Idempotency-Key", "k-1"))).Ok(HttpStatusCode.Created);
        (await desk.PostAsync($"cases", world.WalkIn(), ("Idempotency-Key", "two words"))).Refused(HttpStatusCode.BadRequest, "idempotency-key-malformed");
    }

    [Theory, BothDatabases]
    public async Task Wrong_codes_are_counted_whether_a_key_came_with_them_or_not(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var desk = await world.SignInAsync("desk");
        using var bench = await world.SignInAsync("bench");
        var path = $"cases/{(await desk.PostAsync("cases", world.WalkIn())).Ok(HttpStatusCode.Created)["id"].GetString()}";
        (await bench.PostAsync($"{path}/return-unrepaired", new { reason = "customer_asked" })).Ok();
        (await desk.PostAsync($"{path}/prepare-return")).Ok();
        var code = (await desk.PostAsync($"{path}/issue-code")).Ok()["code"].GetString();
        for (var i = 0; i < 5; i++)
        {
            (await desk.PostAsync($"{path}/hand-over", new { code = "wrong" }, ("Idempotency-Key", $"try-{i}"))).Refused(HttpStatusCode.UnprocessableEntity, "code-wrong");
        }

        (await desk.PostAsync($"{path}/hand-over", new { code = "wrong" }, ("Idempotency-Key", "try-5"))).Refused(HttpStatusCode.Conflict, "code-locked");
        Assert.NotNull(code);
    }

    [Theory, BothDatabases]
    public async Task A_stale_version_is_a_conflict_in_the_body_and_a_failed_precondition_in_the_header(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var desk = await world.SignInAsync("desk");
        using var bench = await world.SignInAsync("bench");
        var opened = (await desk.PostAsync("cases", world.WalkIn())).Ok(HttpStatusCode.Created);
        var path = $"cases/{opened["id"].GetString()}";
        var seen = (await desk.GetAsync(path)).Ok();
        Assert.Equal($"\"{opened["version"].GetInt32()}\"", seen.Etag);
        (await bench.PostAsync($"{path}/begin-triage", null, ("If-Match", seen.Etag!))).Ok();
        (await bench.PostAsync($"{path}/pass-on", null, ("If-Match", seen.Etag!))).Refused(HttpStatusCode.PreconditionFailed, "if-match-failed");
        (await bench.PostAsync($"{path}/pass-on", new { version = opened["version"].GetInt32() })).Refused(HttpStatusCode.Conflict, "stale-version");
        (await bench.PostAsync($"{path}/pass-on", null, ("If-Match", "\"abc\""))).Refused(HttpStatusCode.PreconditionFailed, "if-match-failed");
    }

    [Theory, BothDatabases]
    public async Task Two_desks_that_take_the_same_device_at_once_get_one_case(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var desk = await world.SignInAsync("desk");
        using var desk2 = await world.SignInAsync("desk2");
        var imei = world.NextImei();
        (await desk.PostAsync("devices", new { model = world.Phone.ToString(), identifiers = new { imei1 = imei }, sold_on = "2026-06-01" })).Ok(HttpStatusCode.Created);
        object Intake(Mainstay.Network.Contracts.SiteId site) => new
        {
            site = site.ToString(),
            device_identifier = imei,
            new_customer = new { name = "Meera Iyer", phone = "9800000001", language = "en" },
            symptom = "131",
        };
        var answers = await Task.WhenAll(desk.PostAsync("cases", Intake(world.Centre)), desk2.PostAsync("cases", Intake(world.OtherCentre)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        answers.Single(answer => answer.Status != HttpStatusCode.Created).Refused(HttpStatusCode.Conflict, "device-has-open-case");
    }

    [Theory, BothDatabases]
    public async Task Another_sites_case_is_out_of_reach_of_reading_verbs_lists_and_search(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var desk = await world.SignInAsync("desk");
        using var desk2 = await world.SignInAsync("desk2");
        var imei = world.NextImei();
        var opened = (await desk.PostAsync("cases", world.WalkIn(imei))).Ok(HttpStatusCode.Created);
        var path = $"cases/{opened["id"].GetString()}";
        (await desk2.GetAsync(path)).Refused(HttpStatusCode.Forbidden, "not-your-site");
        (await desk2.PostAsync($"{path}/correct-contact", new { reach_phone = "9811111111" })).Refused(HttpStatusCode.Forbidden, "not-your-site");
        (await desk2.GetAsync($"cases?site={world.Centre}")).Refused(HttpStatusCode.Forbidden, "not-your-site");
        Assert.Equal(0, (await desk2.GetAsync("cases")).Ok()["count"].GetInt32());
        Assert.Equal(0, (await desk2.GetAsync("search?text=meera")).Ok()["cases"].GetArrayLength());
        var byImei = (await desk2.GetAsync($"search?text={imei}")).Ok();
        Assert.Equal(0, byImei["cases"].GetArrayLength());
        Assert.Equal("C1", byImei["elsewhere"][0].GetProperty("site").GetProperty("code").GetString());

        foreach (var text in new[] { imei, "98000 00001", "meera", opened["number"].GetString()! })
        {
            var found = (await desk.GetAsync($"search?text={Uri.EscapeDataString(text)}")).Ok();
            var card = Assert.Single(found["cases"].EnumerateArray());
            Assert.Equal("Meera I.", card.GetProperty("customer").GetProperty("name").GetString());
        }
    }

    [Theory, BothDatabases]
    public async Task Desk_board_shelves_and_past_fixes_answer(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var desk = await world.SignInAsync("desk");
        using var chief = await world.SignInAsync("chief");
        using var bench = await world.SignInAsync("bench");
        var token = (await desk.PostAsync($"sites/{world.Centre}/tokens", new { kind = "new" })).Ok();
        var intake = world.WalkIn();
        intake["token"] = token["id"].GetString();
        intake["reach_phone"] = "098111 11111";
        var opened = (await desk.PostAsync("cases", intake)).Ok(HttpStatusCode.Created);
        (await chief.PostAsync($"sites/{world.Centre}/shelves", new { codes = new[] { "a1", "a2" } })).Ok();
        (await desk.PostAsync($"cases/{opened["id"].GetString()}/shelve", new { shelf = "A1" })).Ok();
        Assert.Equal(1, (await desk.GetAsync($"sites/{world.Centre}/shelves")).Ok()["free"].GetInt32());
        var counter = (await desk.GetAsync($"sites/{world.Centre}/desk")).Ok();
        Assert.Equal(1, counter["received"].GetArrayLength());
        Assert.Equal("A1", counter["received"][0].GetProperty("shelf").GetString());
        Assert.Equal(1, counter["tokens"].GetArrayLength());
        var board = (await bench.GetAsync($"sites/{world.Centre}/board")).Ok();
        var card = board["columns"].EnumerateArray().SelectMany(column => column.GetProperty("cards").EnumerateArray()).Single();
        Assert.StartsWith("order.", card.GetProperty("order").GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await bench.GetAsync($"past-fixes?model={world.Phone}&symptom=131")).Ok()["sample"].GetInt32());
        Assert.Equal(0, (await bench.GetAsync($"sites/{world.Centre}/consignments")).Ok()["packing"].GetArrayLength());
        Assert.Equal(0, (await bench.GetAsync("alerts")).Ok()["items"].GetArrayLength());
        Assert.Single((await desk.GetAsync("search?text=9811111111")).Ok()["cases"].EnumerateArray());
        Assert.Equal("token", (await desk.GetAsync($"search?text=T1&site={world.Centre}")).Ok()["kind"].GetString());
    }

    [Theory, BothDatabases]
    public async Task Lists_are_paged_by_cursor_without_gap_or_repetition(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var desk = await world.SignInAsync("desk");
        for (var i = 0; i < 5; i++)
        {
            (await desk.PostAsync("cases", world.WalkIn())).Ok(HttpStatusCode.Created);
        }

        foreach (var scope in new[] { $"site={world.Centre}&", "" })
        {
            var seen = new List<string?>();
            var cursor = "";
            do
            {
                var page = (await desk.GetAsync($"cases?{scope}limit=2{cursor}")).Ok();
                Assert.Equal(5, page["count"].GetInt32());
                seen.AddRange(page["items"].EnumerateArray().Select(item => item.GetProperty("number").GetString()));
                cursor = page["next_cursor"].GetString() is { } next ? $"&cursor={next}" : "";
            }
            while (cursor.Length > 0);
            Assert.Equal(5, seen.Distinct().Count());
            Assert.Equal(5, seen.Count);
        }

        (await desk.GetAsync("cases?cursor=rubbish!")).Refused(HttpStatusCode.BadRequest, "cursor-malformed");
    }

    [Fact]
    public async Task What_cannot_be_read_is_answered_with_the_fields_at_fault()
    {
        await using var world = await ApiWorld.CreateAsync(Provider.Sqlite);
        using var desk = await world.SignInAsync("desk");
        var luhn = world.WalkIn("350000000000017");
        (await desk.PostAsync("cases", luhn)).Refused(HttpStatusCode.UnprocessableEntity, "identifier-malformed");
        var missing = await desk.PostAsync("cases", new { symptom = "131" });
        missing.Refused(HttpStatusCode.BadRequest, "malformed");
        Assert.Equal("site", Assert.Single(missing["errors"].EnumerateObject()).Name);
        var kind = world.WalkIn();
        kind["items"]![0]!["kind"] = "sword";
        var wrong = await desk.PostAsync("cases", kind);
        wrong.Refused(HttpStatusCode.BadRequest, "malformed");
        Assert.Equal("items[0].kind", Assert.Single(wrong["errors"].EnumerateObject()).Name);
        (await desk.PostAsync("cases", "{ not json")).Refused(HttpStatusCode.BadRequest, "malformed");
        var id = (await desk.PostAsync("cases", world.WalkIn())).Ok(HttpStatusCode.Created)["id"].GetString();
        (await desk.PostAsync($"cases/{id}/cancel")).Refused(HttpStatusCode.BadRequest, "malformed");
        (await desk.PostAsync($"cases/{id}/fly")).Refused(HttpStatusCode.NotFound, "no-such-address");
        (await desk.SendAsync(HttpMethod.Delete, $"cases/{id}", null)).Refused(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        (await desk.GetAsync($"cases/{Guid.AllBitsSet}")).Refused(HttpStatusCode.NotFound, "case-not-found");
        (await desk.GetAsync("cases/17")).Refused(HttpStatusCode.BadRequest, "malformed");
        Assert.Equal(2, (await desk.GetAsync("sites?kind=service_centre")).Ok()["count"].GetInt32());
        (await desk.GetAsync("sites?kind=castle")).Refused(HttpStatusCode.BadRequest, "malformed");
        (await desk.PostAsync("cases", world.WalkIn(), ("Origin", "https://elsewhere.example"))).Refused(HttpStatusCode.Forbidden, "cross-site");
        (await desk.PostAsync("cases", world.WalkIn(), ("Sec-Fetch-Site", "cross-site"))).Refused(HttpStatusCode.Forbidden, "cross-site");
    }
}
