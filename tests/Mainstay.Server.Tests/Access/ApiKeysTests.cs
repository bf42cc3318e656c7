using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Mainstay.Access.Contracts;
using Mainstay.Access.Keys;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;

namespace Mainstay.Server.Tests.Access;

/// <summary>Programs come in with keys, and get exactly as far as the key's roles and site allow: on the API, never on pages.</summary>
public sealed class ApiKeysTests(StaffedServer server) : IClassFixture<StaffedServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_gets_as_far_as_its_role_and_site_allow_and_no_page_knows_it()
    {
        var offences = new List<string>();
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.Administrator))
        {
            var key = (await MakeAsync([role])).Key;
            foreach (var endpoint in Addressed.All(server).Where(endpoint => !endpoint.Rule.IsPublic))
            {
                var isApi = endpoint.Pattern.StartsWith("/api/", StringComparison.Ordinal);
                var own = await AskAsync(endpoint, endpoint.Own, key);
                var isDeclared = endpoint.Rule is not AllowedRolesAttribute allowed || allowed.Roles.Contains(role);
                if (!isApi ? own is not (HttpStatusCode.Redirect or HttpStatusCode.Unauthorized) : !isDeclared && own != HttpStatusCode.Forbidden)
                {
                    offences.Add($"{endpoint} answers {own} to a key of {role}.");
                }

                if (isApi && isDeclared && (own == HttpStatusCode.Unauthorized || (int)own >= 500))
                {
                    offences.Add($"{endpoint} answers {own} to a key of {role}, which it names.");
                }

                if (isApi && isDeclared && endpoint.Foreign is { } foreign && await AskAsync(endpoint, foreign, key) is var beyond
                    && beyond is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity))
                {
                    offences.Add($"{endpoint} answers {beyond} to a key of {role} of another site.");
                }
            }
        }

        Assert.True(offences.Count == 0, string.Join('\n', offences.Take(40)));
    }

    [Fact]
    public async Task A_key_works_at_its_own_site_under_its_own_name_and_needs_no_proof_of_origin()
    {
        var made = await MakeAsync([Role.FrontDesk]);
        using var read = await SendAsync("GET", $"/api/v1/cases/{server.Own.Case}", made.Key);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        using var beyond = await SendAsync("GET", $"/api/v1/cases/{server.Foreign.Case}", made.Key);
        Assert.True(beyond.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound);
        using var posted = await SendAsync("POST", $"/api/v1/cases/{server.Own.Case}/issue-code", made.Key, foreign: true);
        Assert.NotEqual("cross-site", await CodeAsync(posted));
        using var session = await SendAsync("GET", "/api/v1/session", made.Key);
        Assert.Equal("Warehouse robot", JsonDocument.Parse(await session.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty("name").GetString());
        var listed = (await ListAsync()).Single(key => key.Id == made.Id);
        Assert.NotNull(listed.LastUsedAt);
        Assert.Equal([Role.FrontDesk], listed.Roles);
    }

    [Fact]
    public async Task A_key_is_no_colleague()
    {
        var made = await MakeAsync([Role.Technician]);
        var people = await server.DoAsync<IPeople, IReadOnlyList<DirectoryEntry>>((p, ct) => p.AtHomeAsync(server.Own.Site, Role.Technician, ct).AsTask());
        Assert.DoesNotContain(people, person => person.Name == "Warehouse robot");
        var who = (await ListAsync()).Single(key => key.Id == made.Id).Person;
        Assert.Equal("Warehouse robot", (await server.DoAsync<IPeople, DirectoryEntry?>((p, ct) => p.FindAsync(who, ct).AsTask()))?.Name);
        using var answer = await server.SendAsync("GET", $"/api/v1/people/{who}", StaffedServer.LoginOf(Role.Administrator, true));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_wrong_expired_or_revoked_key_opens_nothing()
    {
        var made = await MakeAsync([Role.FrontDesk]);
        var wrong = made.Key[..^1] + (made.Key[^1] == 'A' ? 'B' : 'A');
        foreach (var text in new[] { wrong, "mst_", "mst_x_y", "secret", $"mst_{Guid.Empty:N}_abc", made.Key.Replace("mst_", "", StringComparison.Ordinal) })
        {
            using var refused = await SendAsync("GET", "/api/v1/session", text);
            Assert.Equal((HttpStatusCode.Unauthorized, "api-key-wrong"), (refused.StatusCode, await CodeAsync(refused)));
        }

        var ending = await MakeAsync([Role.FrontDesk], TimeProvider.System.GetUtcNow().AddSeconds(1.5));
        using (var good = await SendAsync("GET", "/api/v1/session", ending.Key))
        {
            Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        }

        await Task.Delay(1600, Ct);
        using (var ended = await SendAsync("GET", "/api/v1/session", ending.Key))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
        }

        using (var revoked = await server.SendAsync("POST", $"/api/v1/api-keys/{made.Id}/revoke", StaffedServer.LoginOf(Role.Administrator, true)))
        {
            Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        }

        using var after = await SendAsync("GET", "/api/v1/session", made.Key);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task A_wrong_key_beside_a_good_cookie_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address + "/api/v1/session");
        request.Headers.Add("Cookie", await server.CookieAsync(StaffedServer.LoginOf(Role.FrontDesk, true)));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "mst_wrong");
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_never_administers_and_reaches_one_site_or_organisation()
    {
        Assert.Equal("api-key-invalid", await RefusedAsync(new { name = "Robot", roles = new[] { "administrator" }, site = server.Own.Site.Id.Value }));
        Assert.Equal("api-key-invalid", await RefusedAsync(new { name = "Robot", roles = new[] { "planner" } }));
        Assert.Equal("api-key-invalid", await RefusedAsync(new { name = "Robot", roles = new[] { "planner" }, site = server.Own.Site.Id.Value, organisation = server.Own.Site.Operator.Value }));
        Assert.Equal("api-key-invalid", await RefusedAsync(new { name = " ", roles = new[] { "planner" }, site = server.Own.Site.Id.Value }));
        Assert.Equal("api-key-invalid", await RefusedAsync(new { name = "Robot", roles = new[] { "planner" }, site = server.Own.Site.Id.Value, expires_at = "2020-01-01T00:00:00Z" }));
        Assert.Equal("not-your-site", await RefusedAsync(new { name = "Robot", roles = new[] { "planner" }, site = server.Foreign.Site.Id.Value }, everywhere: false));
    }

    [Fact]
    public async Task A_key_of_the_whole_network_is_made_by_its_administrator_alone_for_work_that_has_no_site()
    {
        Assert.Equal("api-key-invalid", await RefusedAsync(Body("front_desk")));
        Assert.Equal("not-your-site", await RefusedAsync(Body("integrator"), everywhere: false));
        Assert.Equal("api-key-invalid", await RefusedAsync(new { name = "Robot", roles = new[] { "integrator" }, whole_network = true, site = server.Own.Site.Id.Value }));
        using var answer = await server.SendAsync("POST", "/api/v1/api-keys", StaffedServer.LoginOf(Role.Administrator, true), JsonContent.Create(Body("integrator")));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var key = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty("key").GetString()!;

        using var session = await SendAsync("GET", "/api/v1/session", key);
        var grant = JsonDocument.Parse(await session.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty("grants").EnumerateArray().Single();
        Assert.Equal(("integrator", JsonValueKind.Null, JsonValueKind.Null), (grant.GetProperty("role").GetString(), grant.GetProperty("site").ValueKind, grant.GetProperty("organisation").ValueKind));
        using var hooks = await SendAsync("GET", "/api/v1/webhooks", key);
        Assert.Equal(HttpStatusCode.OK, hooks.StatusCode);
        using var people = await SendAsync("GET", "/api/v1/people", key); // Its role bounds it as everybody's does.
        Assert.Equal(HttpStatusCode.Forbidden, people.StatusCode);
        using var hook = await SendAsync("POST", "/api/v1/webhooks", key, content: JsonContent.Create(new { url = "https://example.com/hook", types = new[] { "case.*" } }));
        Assert.Equal("step-up-needed", await CodeAsync(hook));
        Assert.DoesNotContain(await ListAsync(server.Own), view => view.Name == "Planning robot");

        static object Body(string role) => new { name = "Planning robot", roles = new[] { role }, whole_network = true };
    }

    /// <summary>What the administrator of one site sees.</summary>
    private Task<IReadOnlyList<ApiKeyView>> ListAsync(StaffedServer.Belongings at) => server.DoAsync<ListApiKeysHandler, IReadOnlyList<ApiKeyView>>((h, ct) => h.HandleAsync(
        new Actor(at.Person, "Local", at.Site.Id, [new Grant(Role.Administrator, at.Site.Id, null)]), ct));

    private async Task<string> RefusedAsync(object body, bool everywhere = true)
    {
        using var answer = await server.SendAsync("POST", "/api/v1/api-keys", StaffedServer.LoginOf(Role.Administrator, everywhere), JsonContent.Create(body));
        return await CodeAsync(answer);
    }

    private static async Task<string> CodeAsync(HttpResponseMessage answer) =>
        await answer.Content.ReadAsStringAsync(Ct) is { Length: > 0 } text && JsonDocument.Parse(text).RootElement.TryGetProperty("code", out var code) ? code.GetString() ?? "" : "";

    private Task<ApiKeyMade> MakeAsync(Role[] roles, DateTimeOffset? until = null) => server.DoAsync<MakeApiKeyHandler, ApiKeyMade>(
        (h, ct) => h.HandleAsync(new MakeApiKey("Warehouse robot", roles, server.Own.Site.Id, null, until), Actor.System, ct));

    private Task<IReadOnlyList<ApiKeyView>> ListAsync() => server.DoAsync<ListApiKeysHandler, IReadOnlyList<ApiKeyView>>((h, ct) => h.HandleAsync(Actor.System, ct));

    private async Task<HttpStatusCode> AskAsync(Addressed endpoint, string address, string key)
    {
        using HttpContent? content = !endpoint.HasBody ? null
            : endpoint.TakesForm ? new FormUrlEncodedContent([new("nothing", "said")])
            : new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await SendAsync(endpoint.Method, address, key, content: content);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string address, string key, bool foreign = false, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), server.Address + address) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (foreign)
        {
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
    }

    private static readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
}
