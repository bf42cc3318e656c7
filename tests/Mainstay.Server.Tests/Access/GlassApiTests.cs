using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mainstay.Access.Contracts;
using Mainstay.Access.Glass;

namespace Mainstay.Server.Tests.Access;

/// <summary>A role in an emergency over the interface: taken, used, seen, given back; and what was done with it.</summary>
public sealed class GlassApiTests(StaffedServer server) : IClassFixture<StaffedServer>
{
    private static readonly string _desk = StaffedServer.LoginOf(Role.FrontDesk, everywhere: false);
    private static readonly string _root = StaffedServer.LoginOf(Role.Administrator, everywhere: true);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_is_taken_used_listed_and_given_back_and_its_acts_are_marked()
    {
        var body = new { role = "front_desk", site = server.Foreign.Site.Id.Value, reason = "Their only clerk was taken ill at noon.", minutes = 30 };
        Assert.Equal("glass-not-allowed", (await AskAsync("POST", "/api/v1/glass", _desk, body)).Code);
        var me = (await AskAsync("GET", "/api/v1/session", _desk)).Json.GetProperty("person").GetGuid();
        await server.DoAsync<AllowGlassHandler, bool>(async (h, ct) =>
        {
            await h.HandleAsync(new AllowGlass(new PersonId(me), true), Actor.System, ct);
            return true;
        });

        var taken = await AskAsync("POST", "/api/v1/glass", _desk, body);
        Assert.Equal(HttpStatusCode.Created, taken.Status);
        var id = taken.Json.GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("GET", $"/api/v1/cases/{server.Foreign.Case}", _desk)).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("GET", $"/api/v1/cases/{server.Own.Case}", _desk)).Status);
        foreach (var who in new[] { _desk, _root })
        {
            var row = Assert.Single((await AskAsync("GET", "/api/v1/glass", who)).Json.GetProperty("items").EnumerateArray());
            Assert.True(row.GetProperty("is_open").GetBoolean());
        }

        Assert.Equal(HttpStatusCode.NoContent, (await AskAsync("DELETE", $"/api/v1/glass/{id}", _desk)).Status);
        Assert.Contains((await AskAsync("GET", $"/api/v1/cases/{server.Foreign.Case}", _desk)).Status, new[] { HttpStatusCode.Forbidden, HttpStatusCode.NotFound });
        var acts = (await AskAsync("GET", $"/api/v1/audit?glass={id}", _root)).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(acts, act => act.GetProperty("subject_id").GetString() == server.Foreign.Case.ToString());
        Assert.All(acts, act => Assert.Equal(server.Foreign.Site.Id.Value, act.GetProperty("site").GetGuid()));
        using var page = await server.SendAsync("GET", $"/admin/audit?glass={id}", _root);
        Assert.Contains("Only what was done with one role", await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var watch = await server.SendAsync("GET", "/glass", _root);
        Assert.Contains($"/admin/audit?glass={id}", await watch.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_none_is_a_mistake_that_is_told()
    {
        foreach (var (list, limit) in new[] { ("people", 0), ("audit", -1), ("sites", 0), ("parts", -5) })
        {
            Assert.Equal("limit-not-possible", (await AskAsync("GET", $"/api/v1/{list}?limit={limit}", _root)).Code);
        }

        Assert.Equal("malformed", (await AskAsync("GET", "/api/v1/audit?limit=many", _root)).Code);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("GET", "/api/v1/audit?limit=1", _root)).Status);
    }

    private async Task<(HttpStatusCode Status, string? Code, JsonElement Json)> AskAsync(string method, string address, string login, object? body = null)
    {
        using var answer = await server.SendAsync(method, address, login, body is null ? null : JsonContent.Create(body));
        var text = await answer.Content.ReadAsStringAsync(Ct);
        var json = text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
        return (answer.StatusCode, json.ValueKind == JsonValueKind.Object && json.TryGetProperty("code", out var code) ? code.GetString() : null, json);
    }
}
