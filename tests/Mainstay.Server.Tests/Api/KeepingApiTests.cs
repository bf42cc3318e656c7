using System.Net;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Server.Tests.Api;

/// <summary>What is set up and kept: hours, prices, budgets, programmes, codes, customers; and the list of cases.</summary>
public sealed class KeepingApiTests
{
    [Theory, BothDatabases]
    public async Task A_site_gets_hours_of_its_own_and_the_others_keep_theirs(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var root = await world.SignInAsync("root");
        using var desk = await world.SignInAsync("desk");
        var seen = (await desk.GetAsync($"sites/{world.Centre}/calendar")).Ok();
        Assert.Equal("Retail", seen["calendar"].GetProperty("name").GetString());
        var shared = seen["calendar"].GetProperty("id").GetString();
        Assert.Equal(3, (await desk.GetAsync($"calendars/{shared}")).Ok()["sites"].GetInt32());
        var hours = new
        {
            zone = "Asia/Kolkata",
            shifts = new[] { new { day = "monday", from_minute = 600, to_minute = 840 }, new { day = "monday", from_minute = 900, to_minute = 1200 } },
            holidays = new[] { new { day = "2026-12-25", name = "Christmas" } },
        };
        (await desk.SendAsync(HttpMethod.Put, $"sites/{world.Centre}/hours", hours)).Refused(HttpStatusCode.Forbidden, "not-allowed");
        (await root.SendAsync(HttpMethod.Put, $"sites/{world.Centre}/hours", hours, ("If-Match", seen.Etag!))).Ok();
        (await root.SendAsync(HttpMethod.Put, $"sites/{world.Centre}/hours", hours, ("If-Match", seen.Etag!))).Refused(HttpStatusCode.PreconditionFailed, "if-match-failed");
        var now = (await desk.GetAsync($"sites/{world.Centre}/calendar")).Ok();
        Assert.Equal("C1", now["calendar"].GetProperty("name").GetString());
        Assert.Equal(2, now["calendar"].GetProperty("shifts").GetArrayLength());
        Assert.Equal(2, (await desk.GetAsync($"calendars/{shared}")).Ok()["sites"].GetInt32());
        Assert.Equal(2, (await desk.GetAsync("calendars")).Ok()["items"].GetArrayLength());
        var wrong = hours with { shifts = [new { day = "monday", from_minute = 600, to_minute = 840 }, new { day = "monday", from_minute = 800, to_minute = 1200 }] };
        (await root.SendAsync(HttpMethod.Put, $"sites/{world.Centre}/hours", wrong)).Refused(HttpStatusCode.UnprocessableEntity, "calendar-invalid");
    }

    [Theory, BothDatabases]
    public async Task Prices_budgets_and_programmes_are_set_by_those_whose_they_are(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var root = await world.SignInAsync("root");
        using var chief = await world.SignInAsync("chief");
        object Rupees(int amount) => new { minor = amount * 100, currency = "INR" };
        var part = (await chief.GetAsync($"parts/{world.Display}")).Ok();
        (await chief.SendAsync(HttpMethod.Put, $"parts/{world.Display}/price", new { cost = Rupees(1), price = Rupees(2) })).Refused(HttpStatusCode.Forbidden, "not-allowed");
        (await root.SendAsync(HttpMethod.Put, $"parts/{world.Display}/price", new { cost = Rupees(2_500), price = Rupees(5_000), from = "2099-01-01" }, ("If-Match", part.Etag!))).Ok(HttpStatusCode.NoContent);
        (await root.SendAsync(HttpMethod.Put, $"parts/{world.Display}/price", new { cost = Rupees(1), price = Rupees(2) }, ("If-Match", part.Etag!))).Refused(HttpStatusCode.PreconditionFailed, "if-match-failed");
        var after = (await chief.GetAsync($"parts/{world.Display}")).Ok();
        Assert.Equal(400_000, after["part"].GetProperty("price").GetProperty("minor").GetInt64());
        Assert.Equal("2099-01-01", after["prices"][1].GetProperty("from").GetString());
        var month = "2026-11-01";
        (await root.PostAsync("goodwill-budgets", new { site = world.Centre.ToString(), month, amount = Rupees(10_000) })).Ok();
        var row = (await chief.GetAsync($"goodwill-budgets?month={month}")).Ok()["items"].EnumerateArray().Single();
        Assert.Equal("C1", row.GetProperty("code").GetString());
        (await root.PostAsync("programmes", new { code = "DSP-1", model = world.Phone.ToString(), built_from = 202501, built_until = 202510, part_class = "display", until = "2027-01-01" })).Ok();
        Assert.Equal("AX1", (await chief.GetAsync("programmes")).Ok()["items"][0].GetProperty("model_code").GetString());
    }

    [Theory, BothDatabases]
    public async Task A_customer_is_written_down_read_with_a_tag_and_changed_by_it(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var desk = await world.SignInAsync("desk");
        var body = new { name = "Kavita Rao", phone = "98000 00055", language = "hi", place = "Pune" };
        var made = (await desk.PostAsync("customers", body)).Ok(HttpStatusCode.Created);
        Assert.True(made["is_new"].GetBoolean());
        Assert.False((await desk.PostAsync("customers", body)).Ok(HttpStatusCode.Created)["is_new"].GetBoolean());
        var path = $"customers/{made["id"].GetString()}";
        (await desk.GetAsync(path)).Refused(HttpStatusCode.NotFound, "customer-not-found"); // Nothing of hers was ever here; only her own word opens.
        var (before, after) = ($"{path}?term=98000+00055", $"{path}?term=%2B919800000056");
        var seen = (await desk.GetAsync(before)).Ok();
        Assert.Equal((made.Etag, "Pune"), (seen.Etag, seen["place"].GetString()));
        (await desk.SendAsync(HttpMethod.Put, before, new { name = "Kavita Rao", phone = "9800000056", language = "hi" }, ("If-Match", seen.Etag!))).Ok(HttpStatusCode.NoContent);
        (await desk.SendAsync(HttpMethod.Put, after, body, ("If-Match", seen.Etag!))).Refused(HttpStatusCode.PreconditionFailed, "if-match-failed");
        Assert.Equal("+919800000056", (await desk.GetAsync(after)).Ok()["phone"].GetString());
        (await desk.PostAsync("customers", new { name = "", language = "en" })).Refused(HttpStatusCode.UnprocessableEntity, "name-missing");
    }

    [Theory, BothDatabases]
    public async Task Cases_are_filtered_by_technician_and_sorted_in_pages_without_gap_or_repetition(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var desk = await world.SignInAsync("desk");
        using var bench = await world.SignInAsync("bench");
        var ids = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add((await desk.PostAsync("cases", world.WalkIn())).Ok(HttpStatusCode.Created)["id"].GetString()!);
        }

        foreach (var id in ids.Take(2))
        {
            (await bench.PostAsync($"cases/{id}/begin-triage")).Ok();
        }

        (await bench.PostAsync($"cases/{ids[0]}/return-unrepaired", new { reason = "customer_asked" })).Ok();
        (await bench.PostAsync($"cases/{ids[0]}/prepare-return")).Ok();
        var me = (await bench.GetAsync("people/me")).Ok()["id"].GetString();
        Assert.Equal(2, (await desk.GetAsync($"cases?site={world.Centre}&technician={me}")).Ok()["count"].GetInt32());
        Assert.Equal(0, (await desk.GetAsync($"cases?technician={Guid.AllBitsSet}")).Ok()["count"].GetInt32());
        foreach (var scope in new[] { $"site={world.Centre}&", "" })
        {
            var byState = await PagesAsync(desk, $"{scope}sort=state");
            Assert.Equal(["received", "received", "received", "received", "triage", "ready"], byState.Select(row => row.State));
            Assert.Equal(byState.Select(row => row.Number).Reverse(), (await PagesAsync(desk, $"{scope}sort=furthest_state")).Select(row => row.Number));
            var byPromise = await PagesAsync(desk, $"{scope}sort=promise");
            Assert.Equal(byPromise.OrderBy(row => row.Due ?? "9").ThenBy(row => row.Number, StringComparer.Ordinal), byPromise);
            Assert.Null(byPromise[^1].Due); // What is ready has no promise left.
            Assert.Equal([.. byPromise.SkipLast(1).Reverse(), byPromise[^1]], await PagesAsync(desk, $"{scope}sort=latest_promise"));
        }

        (await desk.GetAsync("cases?sort=colour")).Refused(HttpStatusCode.BadRequest, "malformed");
    }

    [Theory, BothDatabases]
    public async Task Codes_are_listed_with_their_names(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var root = await world.SignInAsync("root");
        var codes = (await root.GetAsync("codes?kind=symptom")).Ok()["items"];
        Assert.Contains(codes.EnumerateArray(), code => code.GetProperty("code").GetString() == "131" && code.GetProperty("source").GetString() == "iris" && code.GetProperty("name").GetString() != "131");
        Assert.All(codes.EnumerateArray(), code => Assert.Equal("symptom", code.GetProperty("kind").GetString()));
    }

    private static async Task<List<(string? Number, string? State, string? Due)>> PagesAsync(Caller caller, string query)
    {
        var rows = new List<(string?, string?, string?)>();
        var cursor = "";
        do
        {
            var page = (await caller.GetAsync($"cases?{query}&limit=2{cursor}")).Ok();
            Assert.Equal(6, page["count"].GetInt32());
            rows.AddRange(page["items"].EnumerateArray().Select(item => (item.GetProperty("number").GetString(), item.GetProperty("state").GetString(), item.GetProperty("due_at").GetString())));
            cursor = page["next_cursor"].GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(6, rows.Distinct().Count());
        return rows;
    }
}
