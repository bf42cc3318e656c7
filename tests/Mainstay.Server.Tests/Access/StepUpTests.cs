using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Server.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Server.Tests.Access;

/// <summary>Dangerous verbs ask for a fresh proof; roles and sessions that are taken away are gone.</summary>
public sealed class StepUpTests(StaffedServer server) : IClassFixture<StaffedServer>
{
    private static readonly string _administrator = StaffedServer.LoginOf(Role.Administrator, everywhere: true);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dangerous_verb_is_refused_until_it_is_proved_again_and_then_done()
    {
        await server.CookieAsync(_administrator);
        await server.AgeProofsAsync();
        var address = $"/api/v1/people/{server.Own.Person}/grants";

        Assert.Equal(("step-up-needed", HttpStatusCode.Forbidden), await AskAsync("POST", address, new { role = "technician", site = server.Own.Site.Id.Value }));
        Assert.Equal(("proof-wrong", HttpStatusCode.UnprocessableEntity), await AskAsync("POST", "/api/v1/session/proof", new { password = "not it" }));
        Assert.Equal(("step-up-needed", HttpStatusCode.Forbidden), await AskAsync("GET", "/api/v1/people/export", null));
        Assert.Equal((null, HttpStatusCode.NoContent), await AskAsync("POST", "/api/v1/session/proof", new { password = StaffedServer.Password }));

        Assert.Equal((null, HttpStatusCode.NoContent), await AskAsync("POST", address, new { role = "technician", site = server.Own.Site.Id.Value }));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("GET", "/api/v1/people/export", null)).Status);
    }

    [Fact]
    public async Task Ordinary_work_is_never_asked()
    {
        await server.CookieAsync(_administrator);
        await server.AgeProofsAsync();

        Assert.Equal(HttpStatusCode.OK, (await AskAsync("GET", "/api/v1/people", null)).Status);
        Assert.NotEqual("step-up-needed", (await AskAsync("POST", "/api/v1/cases", new { })).Code);
    }

    /// <summary>What opens doors or cannot be undone; whoever adds such an endpoint adds it here.</summary>
    [Theory]
    [InlineData("hirePerson")]
    [InlineData("grantRole")]
    [InlineData("revokeRole")]
    [InlineData("setPassword")]
    [InlineData("personLeaves")]
    [InlineData("importPeople")]
    [InlineData("exportPeople")]
    [InlineData("publishPolicy")]
    [InlineData("setGoodwillBudget")]
    [InlineData("eraseCustomer")]
    [InlineData("makeApiKey")]
    [InlineData("addWebhook")]
    [InlineData("rotateWebhookSecret")]
    public void A_dangerous_endpoint_says_so(string name)
    {
        var endpoint = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
            .Single(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == name);

        Assert.NotNull(endpoint.StepUpRule());
    }

    [Fact]
    public async Task A_role_taken_away_while_working_is_refused_at_once_in_a_sentence_and_the_session_goes_on()
    {
        var grant = new Grant(Role.CentreManager, server.Own.Site.Id, null);
        var person = (await server.DoAsync<HireManyHandler, IReadOnlyList<PersonId>>((handler, ct) => handler.HandleAsync(
            new HireMany([new NewPerson("passing", "Passing Manager", server.Own.Site.Id, "en", [grant], [], StaffedServer.Password)]), Actor.System, ct)))[0];
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("GET", "/api/v1/people", null, "passing")).Status);

        await server.DoAsync<RevokeRoleHandler, bool>(async (handler, ct) =>
        {
            await handler.HandleAsync(new RevokeRole(person, grant), Actor.System, ct);
            return true;
        });

        Assert.Equal(("not-allowed", HttpStatusCode.Forbidden), await AskAsync("GET", "/api/v1/people", null, "passing"));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("GET", "/api/v1/session", null, "passing")).Status);
        using var page = await server.SendAsync("GET", "/admin", "passing");
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
    }

    [Fact]
    public async Task A_copy_of_the_cookie_is_worth_nothing_after_signing_out()
    {
        var login = StaffedServer.LoginOf(Role.QualityEngineer, everywhere: true);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("GET", "/api/v1/session", null, login)).Status);

        await AskAsync("DELETE", "/api/v1/session", null, login);

        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync("GET", "/api/v1/session", null, login)).Status);
        server.Forget(login);
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_one_by_one()
    {
        var login = StaffedServer.LoginOf(Role.Storekeeper, everywhere: true);
        await server.CookieAsync(login);
        using var second = await server.SendAsync("POST", "/api/v1/session", null, JsonContent.Create(new { login, password = StaffedServer.Password }));
        var cookie = second.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        using var answer = await server.SendAsync("GET", "/api/v1/session/all", login);
        using var list = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal(2, list.RootElement.GetArrayLength());

        var ended = await AskAsync("POST", "/api/v1/session/others/end", new { }, login);

        Assert.Equal(HttpStatusCode.OK, ended.Status);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address + "/api/v1/session");
        request.Headers.Add("Cookie", cookie);
        using var refused = await http.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private async Task<(string? Code, HttpStatusCode Status)> AskAsync(string method, string address, object? body, string? login = null)
    {
        using var answer = await server.SendAsync(method, address, login ?? _administrator, body is null ? null : JsonContent.Create(body));
        var text = await answer.Content.ReadAsStringAsync(Ct);
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return (null, answer.StatusCode);
        }

        using var problem = JsonDocument.Parse(text);
        return (problem.RootElement.GetProperty("code").GetString(), answer.StatusCode);
    }
}
