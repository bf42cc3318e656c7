using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mainstay.Access;
using Mainstay.Access.Contracts;

namespace Mainstay.Server.Tests.Access;

/// <summary>The cookie and the gate, as a program and a browser meet them.</summary>
public sealed class SessionTests(StaffedServer server) : IClassFixture<StaffedServer>
{
    private static readonly string _desk = StaffedServer.LoginOf(Role.FrontDesk, everywhere: false);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_cookie_is_for_this_server_only_and_out_of_reach_of_scripts()
    {
        using var answer = await server.SendAsync("POST", "/api/v1/session", null, JsonContent.Create(new { login = _desk, password = StaffedServer.Password }));

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_is_signed_in_is_told_his_name_and_grants()
    {
        using var answer = await server.SendAsync("GET", "/api/v1/session", _desk);
        using var session = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));

        Assert.Equal("FrontDesk here", session.RootElement.GetProperty("name").GetString());
        Assert.Equal(1, session.RootElement.GetProperty("grants").GetArrayLength());
    }

    [Fact]
    public async Task A_wrong_password_is_a_problem_document()
    {
        using var answer = await server.SendAsync("POST", "/api/v1/session", null, JsonContent.Create(new { login = "nobody", password = "not it" }));
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("/problems/login-wrong", problem.RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_page_sends_to_the_login_and_back_a_fragment_says_where_to_go()
    {
        using var page = await server.SendAsync("GET", "/admin?q=asha", null);

        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal("/login?back=%2Fadmin%3Fq%3Dasha", page.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_forged_cookie_is_nobody()
    {
        var cookie = await server.CookieAsync(_desk);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address + "/api/v1/session");
        request.Headers.Add("Cookie", cookie[..^6] + "AAAAAA");
        using var answer = await http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_new_password_and_a_lock_end_the_session_at_once()
    {
        var person = await server.DoAsync<HireManyHandler, IReadOnlyList<PersonId>>((h, ct) => h.HandleAsync(
            new HireMany([new NewPerson("leaver", "Leaver", server.Own.Site.Id, "en", [new Grant(Role.Technician, server.Own.Site.Id, null)], [], StaffedServer.Password)]), Actor.System, ct));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync());

        await server.DoAsync<LockPersonHandler, bool>(async (h, ct) =>
        {
            await h.HandleAsync(new LockPerson(person[0]), Actor.System, ct);
            return true;
        });

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync());

        async Task<HttpStatusCode> StatusAsync()
        {
            using var answer = await server.SendAsync("GET", "/api/v1/session", "leaver");
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_site_beyond_reach_is_never_the_one_worked_at()
    {
        using var answer = await server.SendAsync("GET", $"/desk?site={server.Foreign.Site.Code}", _desk);
        var page = await answer.Content.ReadAsStringAsync(Ct);

        Assert.Contains(server.Own.Site.Name, page, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Foreign.Site.Name, page, StringComparison.Ordinal);
    }
}
